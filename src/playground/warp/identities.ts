import { randomUUID } from 'node:crypto';
import type { HttpAnswer, HttpCall, Route } from '../http-routes.ts';
import { type Access, notFound } from './access.ts';
import { printInstant } from './instants.ts';
import { type Problem, problemAnswer } from './problems.ts';
import { createBodyReader } from './read-body.ts';

interface Identity {
  readonly uid: string;
  readonly createdAtUs: number;
  name: string;
}

/** Who calls, as far as agents' identities depend on it: a person or an agent's key, in how many teams. */
export interface Caller {
  type: 'user' | 'service_account';
  teams: number;
}

export interface Identities {
  readonly routes: readonly Route[];
  /** Whether a run may be made by this one. */
  isAvailable(uid: string): boolean;
}

/** How many agents the local team's plan has. */
export const identityLimit = 3;

const defaultIdentityUid = 'agent-default';

const readName = createBodyReader<{ readonly name: string }>({
  type: 'object',
  properties: { name: { type: 'string', pattern: '\\S' } },
  required: ['name'],
});

const readNewName = createBodyReader<{ readonly name?: string }>({
  type: 'object',
  properties: { name: { type: 'string', pattern: '\\S' } },
});

/** Agents that runs can be made by. They belong to the caller's one team and are managed by people only. */
export function createIdentities(deps: {
  readonly nowUs: () => number;
  readonly access: Access;
  readonly caller: Caller;
}): Identities {
  const { nowUs, access, caller } = deps;
  const identities: Identity[] = [{ uid: defaultIdentityUid, createdAtUs: nowUs(), name: 'Default agent' }];

  function isAvailable(uid: string): boolean {
    const index = identities.findIndex((identity) => identity.uid === uid);
    return index !== -1 && index < identityLimit && !access.denies(uid);
  }

  function itemOf({ uid, name, createdAtUs }: Identity): object {
    return { uid, name, available: isAvailable(uid), created_at: printInstant(createdAtUs) };
  }

  function callerProblem(): Problem | undefined {
    if (caller.type !== 'user')
      return { code: 'not_authorized', detail: 'Only human users can manage agents.' };
    if (caller.teams === 1) return undefined;
    const detail = caller.teams === 0 ? 'You are on no team.' : 'You are on several teams.';
    return { code: 'invalid_request', detail };
  }

  function asPerson(handle: (call: HttpCall) => HttpAnswer) {
    return (call: HttpCall): HttpAnswer => {
      const problem = callerProblem();
      return problem ? problemAnswer(problem, call.path) : handle(call);
    };
  }

  function withIdentity(handle: (call: HttpCall, identity: Identity) => HttpAnswer) {
    return asPerson((call) => {
      const identity = identities.find(({ uid }) => uid === call.params['uid']);
      const problem = identity ? access.problem(identity.uid, 'agent') : notFound('agent');
      if (!identity || problem) return problemAnswer(problem ?? notFound('agent'), call.path);
      return handle(call, identity);
    });
  }

  function create(call: HttpCall): HttpAnswer {
    const read = readName(call.body);
    if (!read.ok) return problemAnswer(read.problem, call.path);
    if (identities.length >= identityLimit) {
      const detail = `Your plan has ${identityLimit} agents.`;
      return problemAnswer({ code: 'feature_not_available', detail }, call.path);
    }
    const identity: Identity = { uid: randomUUID(), createdAtUs: nowUs(), name: read.body.name };
    identities.push(identity);
    return { status: 201, json: itemOf(identity) };
  }

  function update(call: HttpCall, identity: Identity): HttpAnswer {
    const read = readNewName(call.body);
    if (!read.ok) return problemAnswer(read.problem, call.path);
    identity.name = read.body.name ?? identity.name;
    return { status: 200, json: itemOf(identity) };
  }

  function remove(call: HttpCall, identity: Identity): HttpAnswer {
    if (identity.uid === defaultIdentityUid) {
      const detail = 'The default agent cannot be deleted.';
      return problemAnswer({ code: 'invalid_request', detail }, call.path);
    }
    identities.splice(identities.indexOf(identity), 1);
    return { status: 204 };
  }

  const one = '/agent/identities/:uid';
  return {
    isAvailable,
    routes: [
      { method: 'POST', path: '/agent/identities', handle: asPerson(create) },
      {
        method: 'GET',
        path: '/agent/identities',
        handle: asPerson(() => ({
          status: 200,
          json: { agents: identities.filter(({ uid }) => !access.denies(uid)).map(itemOf) },
        })),
      },
      {
        method: 'GET',
        path: one,
        handle: withIdentity((_call, identity) => ({ status: 200, json: itemOf(identity) })),
      },
      { method: 'PUT', path: one, handle: withIdentity(update) },
      { method: 'DELETE', path: one, handle: withIdentity(remove) },
    ],
  };
}

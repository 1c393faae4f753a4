import { type Access, notFound } from './access.ts';
import { defaultModelId, environments, findSkill, models, type Skill } from './catalog.ts';
import { type CreateRunBody, createRunSchema } from './create-run-schema.ts';
import type { Caller, Identities } from './identities.ts';
import type { Problem, ProblemCode } from './problems.ts';
import { createBodyReader } from './read-body.ts';
import type { Run, RunRequest } from './run.ts';
import { localCreator } from './run-item.ts';
import type { RunStore } from './run-store.ts';

export type ReadRun =
  | { readonly ok: true; readonly request: RunRequest }
  | { readonly ok: false; readonly problem: Problem };

export interface CreateRunDeps {
  readonly store: RunStore;
  readonly access: Access;
  readonly identities: Identities;
  readonly caller: Caller;
  readonly allSkills: () => readonly Skill[];
}

/** How deep runs may have started runs. The real bound is not published. */
const maxParents = 5;

const readBody = createBodyReader<CreateRunBody>(createRunSchema);

/** Reads the body of a create call into a request, or says why it is refused: form first, then what it refers to. */
export function createRunReader(deps: CreateRunDeps): (body: unknown) => ReadRun {
  return (raw) => {
    const read = readBody(raw);
    return read.ok ? resolve(read.body, deps) : read;
  };
}

function resolve(body: CreateRunBody, deps: CreateRunDeps): ReadRun {
  const { access } = deps;
  const config = body.config ?? {};
  const prompt = body.prompt?.trim() ?? '';
  const spec = body.skill || config.skill_spec;
  if (prompt === '' && !spec) return refuse('invalid_request', 'Either prompt or skill is required.');
  const skill = spec ? findSkill(spec, deps.allSkills()) : undefined;
  if (spec && !skill) return refuse('invalid_request', `The skill ${spec} was not found.`);
  const model = models.find(({ id }) => id === (config.model_id ?? defaultModelId));
  if (!model) return refuse('invalid_request', `The model ${config.model_id} is not known.`);
  if (model.disable_reason)
    return refuse('invalid_request', `The model ${model.id} is disabled: ${model.disable_reason}.`);
  if (config.environment_id !== undefined && !canUse(config.environment_id, access)) {
    return refuse('not_authorized', `No permission to use the environment ${config.environment_id}.`);
  }
  const problem = whoProblem(body, deps) ?? parentProblem(body.parent_run_id, deps) ?? metadataProblem(body);
  if (problem) return { ok: false, problem };
  if (body.conversation_id !== undefined) {
    const known = deps.store.all().some((run) => run.conversationId === body.conversation_id);
    const denied = access.problem(body.conversation_id, 'conversation');
    if (!known || denied) return { ok: false, problem: denied ?? notFound('conversation') };
  }
  return {
    ok: true,
    request: {
      prompt: prompt || (skill?.basePrompt ?? ''),
      title: body.title?.trim() || titleOf(prompt || (skill?.description ?? '')),
      config: {
        ...config,
        model_id: model.id,
        ...(skill ? { name: config.name ?? skill.name, skill_spec: skill.spec } : {}),
      },
      skill: skill ? { name: skill.name, spec: skill.spec } : null,
      creatorUid: localCreator.uid,
      team: ownedByTeam(body, deps.caller),
      source: 'API',
      executionLocation: 'REMOTE',
      ...(body.conversation_id === undefined ? {} : { conversationId: body.conversation_id }),
      ...(body.parent_run_id === undefined ? {} : { parentRunId: body.parent_run_id }),
      ...(body.metadata === undefined ? {} : { metadata: body.metadata }),
    },
  };
}

/** Whose key is on one team makes its runs there; on none or several it must say so. */
export function ownedByTeam({ team }: { readonly team?: boolean }, { teams }: Caller): boolean {
  return team ?? teams === 1;
}

function canUse(environmentId: string, access: Access): boolean {
  return environments.some(({ uid }) => uid === environmentId) && !access.denies(environmentId);
}

function whoProblem(body: CreateRunBody, { identities, caller }: CreateRunDeps): Problem | undefined {
  const { agent_identity_uid: identity } = body;
  if (identity !== undefined && !ownedByTeam(body, caller))
    return { code: 'invalid_request', detail: 'agent_identity_uid needs a team-owned run.' };
  if (identity !== undefined && !identities.isAvailable(identity))
    return { code: 'not_authorized', detail: `No permission to use the agent ${identity}.` };
  if (body.on_behalf_of !== undefined && caller.type === 'user')
    return { code: 'not_authorized', detail: 'Only the key of an agent can act on behalf of somebody.' };
  return undefined;
}

function parentProblem(id: string | undefined, { store, access }: CreateRunDeps): Problem | undefined {
  if (id === undefined) return undefined;
  let depth = 0;
  for (let next: string | undefined = id; next !== undefined; depth += 1) {
    const run: Run | undefined = store.get(next);
    if (!run || access.denies(next))
      return { code: 'invalid_request', detail: 'The parent run was not found.' };
    next = run.request.parentRunId;
  }
  return depth > maxParents
    ? { code: 'invalid_request', detail: `Runs may be nested ${maxParents} deep.` }
    : undefined;
}

function metadataProblem({ metadata }: CreateRunBody): Problem | undefined {
  const wrong = Object.entries(metadata ?? {}).find(
    ([, value]) => Buffer.byteLength(value) > 256 || value.includes('\u0000'),
  );
  return wrong && { code: 'invalid_request', detail: `metadata.${wrong[0]} is too long or holds a NUL.` };
}

/** The first line's beginning, cut between words. */
function titleOf(prompt: string): string {
  const line = (prompt.split('\n')[0] ?? '').trim().replace(/\s+/g, ' ');
  if (line.length <= 60) return line;
  const cut = line.slice(0, 60);
  return `${cut.slice(0, cut.lastIndexOf(' ') > 20 ? cut.lastIndexOf(' ') : 60)}…`;
}

function refuse(code: ProblemCode, detail: string): ReadRun {
  return { ok: false, problem: { code, detail } };
}

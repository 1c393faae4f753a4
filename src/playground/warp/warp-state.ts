import type { Clock } from '../../clock.ts';
import type { HttpAnswer, HttpCall, Route } from '../http-routes.ts';
import { type Access, createAccess } from './access.ts';
import { type Allowance, createAllowance } from './allowance.ts';
import { createArtifactRoutes } from './artifacts.ts';
import { skills as catalogSkills, type Skill } from './catalog.ts';
import { createCatalogRoutes } from './catalog-routes.ts';
import { createRunControl, type RunControl } from './control.ts';
import { createConversationRoutes } from './conversation-routes.ts';
import { createRunReader } from './create-run.ts';
import { createEventRoutes } from './event-routes.ts';
import { createFeatures, type Features } from './features.ts';
import { createFollowUpRoutes } from './followup-routes.ts';
import { type Caller, createIdentities } from './identities.ts';
import { createMessageRoutes } from './message-routes.ts';
import { problemAnswer } from './problems.ts';
import { hasSession, type RunRequest } from './run.ts';
import { localCreator, runItem } from './run-item.ts';
import { createRunRoutes } from './run-routes.ts';
import { createRunStore, type RunStore } from './run-store.ts';
import { createScheduleRoutes } from './schedule-routes.ts';
import { createSchedules } from './schedules.ts';
import { type RunScript, scriptFromPrompt } from './script.ts';
import { sessionPage } from './session-page.ts';
import { createSignedUrls } from './signed-urls.ts';

/** Runs that a script is for: by a part of their prompt, or by all that was asked. */
export type RunMatch = string | RegExp | ((request: RunRequest) => boolean);

/** What one Warp holds and how it answers: a new one is an empty Warp. */
export interface WarpState {
  readonly store: RunStore;
  readonly access: Access;
  readonly features: Features;
  readonly allowance: Allowance;
  readonly caller: Caller;
  readonly routes: readonly Route[];
  readonly runs: readonly Record<string, unknown>[];
  guard(call: HttpCall): HttpAnswer | undefined;
  addSkill(skill: Skill): void;
  script(matches: RunMatch, script: Partial<RunScript>): () => void;
  control(runId: string): RunControl;
  seed(request: Partial<RunRequest>, script?: Partial<RunScript>): string;
}

export function createWarpState(options: {
  readonly clock: Clock;
  readonly apiKey: string;
  readonly speed: number;
  /** Of the server; asked for only by calls that it answers. */
  readonly origin: () => string;
}): WarpState {
  const { clock, apiKey, origin } = options;
  const store = createRunStore(clock, options.speed);
  let rules: { matches: (request: RunRequest) => boolean; script: Partial<RunScript> }[] = [];
  function guard(call: HttpCall): HttpAnswer | undefined {
    const [scheme, key] = (call.headers.authorization ?? '').split(' ');
    schedules.settle();
    if (scheme?.toLowerCase() === 'bearer' && key === apiKey) return features.refusal(call);
    const detail = 'The API key is missing or not valid.';
    return problemAnswer({ code: 'authentication_required', detail }, call.path);
  }

  function scriptFor(request: RunRequest): RunScript {
    const rule = rules.findLast(({ matches }) => matches(request));
    return { ...scriptFromPrompt(request.prompt), ...rule?.script };
  }

  const access = createAccess();
  const features = createFeatures();
  const allowance = createAllowance(store);
  const caller: Caller = { type: 'user', teams: 1 };
  const skills: Skill[] = [...catalogSkills];
  const allSkills = () => skills;
  const identities = createIdentities({ nowUs: store.nowUs, access, caller });
  const readRun = createRunReader({ store, access, identities, caller, allSkills });
  const signedUrls = createSignedUrls(store.nowUs, origin);
  const schedules = createSchedules(store.nowUs, (schedule) => {
    const read = readRun({
      ...(schedule.prompt === '' ? {} : { prompt: schedule.prompt }),
      ...(schedule.config === undefined ? {} : { config: schedule.config }),
      team: schedule.team,
    });
    if (!read.ok) return read.problem.detail;
    const request: RunRequest = {
      ...read.request,
      source: 'SCHEDULED_AGENT',
      scheduleId: schedule.id,
      schedule: { name: schedule.name, cron: schedule.cron },
    };
    const script = scriptFor(request);
    const refusal = script.refusal ?? allowance.refusal();
    if (refusal) return 'code' in refusal ? refusal.detail : 'The run was refused.';
    store.create(request, script);
    return undefined;
  });
  const routes: Route[] = [
    ...createCatalogRoutes({ store, access, startedAtUs: store.nowUs(), allSkills }),
    ...createRunRoutes({ store, access, allowance, origin, readRun, scriptFor }),
    ...createFollowUpRoutes({ store, access, scriptFor }),
    ...createConversationRoutes({ store, access, signedUrls }),
    ...createEventRoutes(store, access),
    ...createMessageRoutes(store, access),
    ...createScheduleRoutes({ schedules, access, caller, allSkills }),
    ...identities.routes,
    ...createArtifactRoutes({ store, access, signedUrls }),
    {
      method: 'GET',
      path: '/session/:sessionUuid',
      outsideBase: true,
      handle: (call) => sessionPage(store.all().find((run) => hasSession(run, call.params['sessionUuid']))),
    },
  ];
  return {
    store,
    access,
    features,
    allowance,
    caller,
    routes,
    guard,
    get runs() {
      schedules.settle();
      return store.all().map((run) => runItem(run, origin()));
    },
    addSkill: (skill) => void skills.push(skill),
    script(matches, script) {
      const rule = { matches: matcher(matches), script };
      rules.push(rule);
      return () => {
        rules = rules.filter((other) => other !== rule);
      };
    },
    control(runId) {
      const run = store.get(runId);
      if (!run) throw new RangeError(`no run ${runId}`);
      return createRunControl(store, run);
    },
    seed(request, script) {
      const prompt = request.prompt ?? 'Tidy up';
      const full: RunRequest = {
        title: prompt,
        config: {},
        skill: null,
        creatorUid: localCreator.uid,
        team: true,
        source: 'API',
        executionLocation: 'REMOTE',
        ...request,
        prompt,
      };
      return store.create(full, { ...scriptFor(full), ...script }).id;
    },
  };
}

function matcher(matches: RunMatch): (request: RunRequest) => boolean {
  if (typeof matches === 'function') return matches;
  if (typeof matches === 'string') return (request) => request.prompt.includes(matches);
  return (request) => request.prompt.search(matches) !== -1;
}

import type { Clock } from '../../clock.ts';
import { createSystemClock } from '../../clock.ts';
import { createFaults, type FaultRule, type Faults, skewedClock } from '../faults.ts';
import type { HttpAnswer, HttpCall, Route } from '../http-routes.ts';
import { type CallRecord, startHttpServer } from '../http-server.ts';
import { createAccess, type Denial } from './access.ts';
import { type Allowance, createAllowance } from './allowance.ts';
import { createArtifactRoutes } from './artifacts.ts';
import { skills as catalogSkills, type Skill } from './catalog.ts';
import { createCatalogRoutes } from './catalog-routes.ts';
import { createRunControl, type RunControl } from './control.ts';
import { createConversationRoutes } from './conversation-routes.ts';
import { createRunReader } from './create-run.ts';
import { createEventRoutes } from './event-routes.ts';
import { createFeatures, type Feature, type FeatureState } from './features.ts';
import { createFollowUpRoutes } from './followup-routes.ts';
import { type Caller, createIdentities } from './identities.ts';
import { createMessageRoutes } from './message-routes.ts';
import { type Problem, problemAnswer, problemForStatus } from './problems.ts';
import { hasSession, type RunRequest } from './run.ts';
import { localCreator, runItem } from './run-item.ts';
import { createRunRoutes } from './run-routes.ts';
import { createRunStore } from './run-store.ts';
import { createScheduleRoutes } from './schedule-routes.ts';
import { createSchedules } from './schedules.ts';
import { type RunScript, scriptFromPrompt } from './script.ts';
import { sessionPage } from './session-page.ts';
import { createSignedUrls } from './signed-urls.ts';

export interface LocalWarpOptions {
  readonly clock?: Clock;
  /** 0, the default, takes any free port. */
  readonly port?: number;
  readonly apiKey?: string;
  /** Divides all durations: at 1 a run takes about 12 seconds, at 1000 a test need not wait. */
  readonly speed?: number;
}

export interface LocalWarp {
  /** With `/api/v1`: what `WARP_API_URL` expects. */
  readonly url: string;
  readonly apiKey: string;
  /** Every run as the API would show it now, oldest first. */
  readonly runs: readonly Record<string, unknown>[];
  readonly calls: CallRecord[];
  readonly faults: Faults;
  /** Changes how runs go whose request matches, instead of what their prompt says. Returns the undoing. */
  script(
    matches: string | RegExp | ((request: RunRequest) => boolean),
    script: Partial<RunScript>,
  ): () => void;
  /** Answers calls with a problem of the catalogue: the next one, unless the rule says otherwise. */
  refuse(problem: Problem, rule?: Omit<FaultRule, 'fault'>): () => void;
  /** Takes the caller's right to a run, conversation, artifact, schedule, identity or environment, by its id. */
  deny(id: string, how: Denial): () => void;
  /** Switches a part of the API off, as it is for accounts that do not have it. All are on at first. */
  setFeature(feature: Feature, state: FeatureState): void;
  /** How many runs may be under way at once; more stay QUEUED. No bound at first. */
  setCapacity(maxRuns: number): void;
  /** The team's credits, without end at first. */
  readonly credits: Allowance;
  /** Who the API key belongs to. May be changed. */
  readonly caller: Caller;
  /** Puts a skill into a repository; the list of agents has it when its cache is renewed. */
  addSkill(skill: Skill): void;
  /** A hand on one run. Throws a RangeError for an unknown id. */
  control(runId: string): RunControl;
  /** Puts a run there that nobody created through this API, and returns its id. */
  seed(request: Partial<RunRequest>, script?: Partial<RunScript>): string;
  stop(): Promise<void>;
}

/** A Warp on 127.0.0.1: the agent API with its states, errors and limits; runs pass their time by the clock. */
export async function createLocalWarp(options: LocalWarpOptions = {}): Promise<LocalWarp> {
  const faults = createFaults();
  const clock = skewedClock(options.clock ?? createSystemClock(), faults);
  const apiKey = options.apiKey ?? 'wk-local-warp-key';
  const store = createRunStore(clock, options.speed ?? 1);
  let rules: { matches: (request: RunRequest) => boolean; script: Partial<RunScript> }[] = [];
  // Known only once the server listens, and asked for only by calls that it answers.
  let origin = '';

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
  const signedUrls = createSignedUrls(store.nowUs, () => origin);
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
    ...createCatalogRoutes(store, store.nowUs(), allSkills),
    ...createRunRoutes({ store, access, allowance, origin: () => origin, readRun, scriptFor }),
    ...createFollowUpRoutes({ store, access, scriptFor }),
    ...createConversationRoutes({ store, access, signedUrls }),
    ...createEventRoutes(store, access),
    ...createMessageRoutes(store, access),
    ...createScheduleRoutes(schedules, access),
    ...identities.routes,
    ...createArtifactRoutes({ store, access, signedUrls }),
    {
      method: 'GET',
      path: '/session/:sessionUuid',
      outsideBase: true,
      handle: (call) => sessionPage(store.all().find((run) => hasSession(run, call.params['sessionUuid']))),
    },
  ];
  const server = await startHttpServer({
    clock,
    port: options.port ?? 0,
    basePath: '/api/v1',
    routes,
    faults,
    // Five attachments of some megabytes each.
    maxBodyBytes: 64 * 1024 * 1024,
    guard,
    failure: (status, detail, path) => problemAnswer(problemForStatus(status, detail), path),
  });
  origin = server.origin;
  return {
    url: `${origin}/api/v1`,
    apiKey,
    calls: server.calls,
    faults,
    get runs() {
      schedules.settle();
      return store.all().map((run) => runItem(run, origin));
    },
    deny: access.deny,
    setFeature: features.set,
    setCapacity: store.setCapacity,
    credits: allowance,
    caller,
    addSkill: (skill) => void skills.push(skill),
    refuse(problem, rule = {}) {
      const answer = problemAnswer(problem, '/');
      return faults.add({
        ...rule,
        fault: {
          kind: 'status',
          status: answer.status,
          text: JSON.stringify(answer.json),
          headers: { 'content-type': 'application/problem+json' },
        },
      });
    },
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
    stop: server.stop,
  };
}

function matcher(
  matches: string | RegExp | ((request: RunRequest) => boolean),
): (request: RunRequest) => boolean {
  if (typeof matches === 'function') return matches;
  if (typeof matches === 'string') return (request) => request.prompt.includes(matches);
  return (request) => request.prompt.search(matches) !== -1;
}

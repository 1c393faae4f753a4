import type { Clock } from '../../clock.ts';
import { createSystemClock } from '../../clock.ts';
import { createFaults, type Faults } from '../faults.ts';
import type { HttpAnswer, HttpCall, Route } from '../http-routes.ts';
import { type CallRecord, startHttpServer } from '../http-server.ts';
import { createArtifactRoutes } from './artifacts.ts';
import { createCatalogRoutes } from './catalog-routes.ts';
import { createRunControl, type RunControl } from './control.ts';
import { createRunReader } from './create-run.ts';
import { problemAnswer, problemForStatus } from './problems.ts';
import type { RunRequest } from './run.ts';
import { localCreator, runItem } from './run-item.ts';
import { createRunRoutes } from './run-routes.ts';
import { createRunStore } from './run-store.ts';
import { type RunScript, scriptFromPrompt } from './script.ts';
import { sessionPage } from './session-page.ts';

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
  /** A hand on one run. Throws a RangeError for an unknown id. */
  control(runId: string): RunControl;
  /** Puts a run there that nobody created through this API, and returns its id. */
  seed(request: Partial<RunRequest>, script?: Partial<RunScript>): string;
  stop(): Promise<void>;
}

/** A Warp on 127.0.0.1: the agent API with its states, errors and limits; runs pass their time by the clock. */
export async function createLocalWarp(options: LocalWarpOptions = {}): Promise<LocalWarp> {
  const clock = options.clock ?? createSystemClock();
  const apiKey = options.apiKey ?? 'wk-local-warp-key';
  const faults = createFaults();
  const store = createRunStore(clock, options.speed ?? 1);
  let rules: { matches: (request: RunRequest) => boolean; script: Partial<RunScript> }[] = [];
  // Known only once the server listens, and asked for only by calls that it answers.
  let origin = '';

  function guard(call: HttpCall): HttpAnswer | undefined {
    const [scheme, key] = (call.headers.authorization ?? '').split(' ');
    if (scheme?.toLowerCase() === 'bearer' && key === apiKey) return undefined;
    const detail = 'The API key is missing or not valid.';
    return problemAnswer({ code: 'authentication_required', detail }, call.path);
  }

  function scriptFor(request: RunRequest): RunScript {
    const rule = rules.findLast(({ matches }) => matches(request));
    return { ...scriptFromPrompt(request.prompt), ...rule?.script };
  }

  const runs = createRunRoutes({ store, origin: () => origin, readRun: createRunReader(store), scriptFor });
  const catalog = createCatalogRoutes(store, store.nowUs());
  const artifacts = createArtifactRoutes(store, () => origin);
  const routes: Route[] = [
    { method: 'GET', path: '/agent', handle: catalog.listAgents },
    { method: 'GET', path: '/agent/models', handle: catalog.listModels },
    { method: 'GET', path: '/agent/environments', handle: catalog.listEnvironments },
    { method: 'POST', path: '/agent/run', handle: runs.create },
    { method: 'POST', path: '/agent/runs', handle: runs.create },
    { method: 'GET', path: '/agent/runs', handle: runs.list },
    { method: 'GET', path: '/agent/runs/:runId', handle: runs.details },
    { method: 'POST', path: '/agent/runs/:runId/cancel', handle: runs.cancel },
    { method: 'GET', path: '/agent/events', handle: runs.events },
    { method: 'GET', path: '/agent/sessions/:sessionUuid/redirect', handle: runs.redirect },
    { method: 'GET', path: '/agent/artifacts/:artifactUid', handle: artifacts.details },
    { method: 'GET', path: '/storage/artifacts/:artifactUid', outsideBase: true, handle: artifacts.download },
    {
      method: 'GET',
      path: '/session/:sessionUuid',
      outsideBase: true,
      handle: (call) => sessionPage(store.all().find((run) => run.sessionId === call.params['sessionUuid'])),
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
      return store.all().map((run) => runItem(run, origin));
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

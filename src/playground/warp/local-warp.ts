import type { Clock } from '../../clock.ts';
import { createSystemClock } from '../../clock.ts';
import { createFaults, type Faults, type NewFaultRule, skewedClock } from '../faults.ts';
import { type CallRecord, startHttpServer } from '../http-server.ts';
import { createTrafficLog, type TrafficLog } from '../traffic.ts';
import type { Denial } from './access.ts';
import type { Allowance } from './allowance.ts';
import type { Skill } from './catalog.ts';
import type { RunControl } from './control.ts';
import type { Feature, FeatureState } from './features.ts';
import type { Caller } from './identities.ts';
import { type Problem, problemAnswer, problemForStatus } from './problems.ts';
import type { RunRequest } from './run.ts';
import type { RunScript } from './script.ts';
import { createWarpState, type RunMatch } from './warp-state.ts';

export interface LocalWarpOptions {
  readonly clock?: Clock;
  /** 0, the default, takes any free port. */
  readonly port?: number;
  readonly apiKey?: string;
  /** Divides all durations: at 1 a run takes about 12 seconds, at 1000 a test need not wait. */
  readonly speed?: number;
  /** Where calls are noted; one of its own when absent. */
  readonly traffic?: TrafficLog;
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
  script(matches: RunMatch, script: Partial<RunScript>): () => void;
  /** Answers calls with a problem of the catalogue: the next one, unless the rule says otherwise. */
  refuse(problem: Problem, rule?: Omit<NewFaultRule, 'fault'>): () => void;
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
  /** Forgets everything that happened, was added or was set since the start. */
  reset(): void;
  stop(): Promise<void>;
}

/** A Warp on 127.0.0.1: the agent API with its states, errors and limits; runs pass their time by the clock. */
export async function createLocalWarp(options: LocalWarpOptions = {}): Promise<LocalWarp> {
  const faults = createFaults('warp');
  const baseClock = options.clock ?? createSystemClock();
  const clock = skewedClock(baseClock, faults);
  const apiKey = options.apiKey ?? 'wk-local-warp-key';
  let origin = '';
  const fresh = () => createWarpState({ clock, apiKey, speed: options.speed ?? 1, origin: () => origin });
  let state = fresh();
  const server = await startHttpServer({
    service: 'warp',
    clock,
    port: options.port ?? 0,
    basePath: '/api/v1',
    routes: () => state.routes,
    faults,
    traffic: options.traffic ?? createTrafficLog(baseClock),
    // Five attachments of some megabytes each.
    maxBodyBytes: 64 * 1024 * 1024,
    guard: (call) => state.guard(call),
    failure: (status, detail, path) => problemAnswer(problemForStatus(status, detail), path),
  });
  origin = server.origin;
  return {
    url: `${origin}/api/v1`,
    apiKey,
    calls: server.calls,
    faults,
    get runs() {
      return state.runs;
    },
    deny: (id, how) => state.access.deny(id, how),
    setFeature: (feature, setting) => state.features.set(feature, setting),
    setCapacity: (maxRuns) => state.store.setCapacity(maxRuns),
    get credits() {
      return state.allowance;
    },
    get caller() {
      return state.caller;
    },
    addSkill: (skill) => state.addSkill(skill),
    refuse(problem, rule = {}) {
      const answer = problemAnswer(problem, '/');
      return faults.add({
        ...rule,
        fault: {
          type: 'status',
          status: answer.status,
          text: JSON.stringify(answer.json),
          headers: { 'content-type': 'application/problem+json' },
        },
      });
    },
    script: (matches, script) => state.script(matches, script),
    control: (runId) => state.control(runId),
    seed: (request, script) => state.seed(request, script),
    reset() {
      state = fresh();
      faults.clear();
    },
    stop: server.stop,
  };
}

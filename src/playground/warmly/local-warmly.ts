import type { Clock } from '../../clock.ts';
import { createSystemClock } from '../../clock.ts';
import { createFaults, type Faults, skewedClock } from '../faults.ts';
import { type CallRecord, startHttpServer } from '../http-server.ts';
import { createTrafficLog, type TrafficLog } from '../traffic.ts';
import type { ExecuteBody } from './execute-body.ts';
import type { Execution } from './executions.ts';
import type { WarmlyShape } from './shape.ts';
import type { ExecutionScript, LocalWarmlyTool } from './tool.ts';
import { createWarmlyState } from './warmly-state.ts';

export interface LocalWarmlyOptions {
  readonly clock?: Clock;
  /** 0, the default, takes any free port. */
  readonly port?: number;
  readonly apiKey?: string;
  readonly organizationId?: string;
  /** Divides the durations of asynchronous tools: 1 is what a person watches, 1000 what a test wants. */
  readonly speed?: number;
  /** Warmly's free accounts have 60. */
  readonly callsPerMinute?: number;
  readonly creditsUsed?: number;
  readonly shape?: WarmlyShape;
  /** Where calls are noted; one of its own when absent. */
  readonly traffic?: TrafficLog;
}

export interface LocalWarmly {
  /** With `/api`: what `WARMLY_API_URL` expects. */
  readonly url: string;
  readonly apiKey: string;
  readonly organizationId: string;
  readonly tools: readonly LocalWarmlyTool[];
  /** Every execution as it stands now, oldest first. */
  readonly executions: readonly Execution[];
  readonly calls: CallRecord[];
  readonly faults: Faults;
  /** Adds a tool, or replaces the one of that name. */
  addTool(tool: LocalWarmlyTool): void;
  removeTool(name: string): void;
  /** Writes answers from now on as Warmly might. */
  setShape(shape: WarmlyShape): void;
  /** Changes how executions of a tool go, instead of what the tool does. Returns the undoing. */
  script(tool: string | ((request: ExecuteBody) => boolean), script: ExecutionScript): () => void;
  /** Approves an execution that awaits it: succeeds at once, or after running for a while. */
  approve(id: string, runningMs?: number): void;
  /** Ends an unfinished execution as failed with this sentence. */
  fail(id: string, userFacingError: string): void;
  /** Ends an unfinished execution as cancelled: a rejected approval, for one. */
  cancel(id: string): void;
  /** Forgets everything that happened, was added or was set since the start. */
  reset(): void;
  stop(): Promise<void>;
}

/** A Warmly on 127.0.0.1: the four endpoints with the documented limits, over generated data. */
export async function createLocalWarmly(options: LocalWarmlyOptions = {}): Promise<LocalWarmly> {
  const faults = createFaults('warmly');
  const baseClock = options.clock ?? createSystemClock();
  const clock = skewedClock(baseClock, faults);
  const apiKey = options.apiKey ?? 'local-warmly-key';
  const organizationId = options.organizationId ?? 'org-local';
  const fresh = () =>
    createWarmlyState({
      clock,
      apiKey,
      organizationId,
      speed: options.speed ?? 1,
      callsPerMinute: options.callsPerMinute ?? 60,
      creditsUsed: options.creditsUsed ?? 37,
      shape: options.shape ?? {},
    });
  let state = fresh();
  const server = await startHttpServer({
    service: 'warmly',
    clock,
    port: options.port ?? 0,
    basePath: '/api',
    routes: () => state.routes,
    faults,
    traffic: options.traffic ?? createTrafficLog(baseClock),
    // Far above the caps on its parts: Warmly says that anything bigger than those comes back as 400.
    maxBodyBytes: 64 * 1024 * 1024,
    guard: (call) => state.guard(call),
    failure: (status, message) => state.failure(status, message),
  });
  return {
    url: `${server.origin}/api`,
    apiKey,
    organizationId,
    calls: server.calls,
    faults,
    get tools() {
      return [...state.tools.values()];
    },
    get executions() {
      return state.executions.all().toReversed();
    },
    addTool: (tool) => void state.tools.set(tool.name, tool),
    removeTool: (name) => void state.tools.delete(name),
    setShape: (shape) => state.setShape(shape),
    script: (tool, script) => state.script(tool, script),
    approve: (id, runningMs) => state.executions.approve(id, runningMs),
    fail: (id, userFacingError) => state.executions.end(id, 'failed', userFacingError),
    cancel: (id) => state.executions.end(id, 'cancelled'),
    reset() {
      state = fresh();
      faults.clear();
    },
    stop: server.stop,
  };
}

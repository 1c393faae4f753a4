import { toErrandError } from '../errors.ts';
import type { Logger } from '../observability/logger.ts';
import type { JobProgress, RunStep } from '../store/job.ts';
import type { WarpClient } from '../warp/api.ts';
import type { WarpRun } from '../warp/run.ts';
import { runStateKind } from '../warp/run-state.ts';
import { runSteps } from './run-steps.ts';

/** What the ids of a run stand for; undefined where that is not known. */
export interface RunNames {
  readonly model: (id: string) => string | undefined;
  readonly environment: (id: string) => string | undefined;
}

/** What a list of runs does not tell of one: its steps, the runs that it started, and what is left of its session. */
export type LookCloser = (run: WarpRun, signal: AbortSignal) => Promise<JobProgress>;

const MAX_CHILDREN = 10;
/** So many runs are remembered as looked at. */
const MAX_KNOWN = 2_000;

/** Looks once at each change of a run. What cannot be read is left out: the card says less then. */
export function createLookCloser(deps: {
  readonly client: WarpClient;
  readonly names: RunNames;
  readonly logger: Logger;
}): LookCloser {
  const { client, names, logger } = deps;
  const seenAtMs = new Map<string, number>();

  async function orNothing<T>(read: Promise<T>): Promise<T | undefined> {
    return await read.catch((error: unknown) => {
      logger.debug({ err: toErrandError(error) }, 'a run could not be looked at closer');
      return undefined;
    });
  }

  async function childrenOf({ runId }: WarpRun, signal: AbortSignal): Promise<readonly RunStep[]> {
    const query = {
      ancestorRunId: runId,
      sortBy: 'created_at',
      sortOrder: 'asc',
      limit: MAX_CHILDREN,
    } as const;
    const page = await orNothing(client.listRuns(query, { signal }));
    return (page?.runs ?? [])
      .filter((child) => child.runId !== runId)
      .map(({ runId: id, title, state }) => ({ id, title, state: STEP_STATES[runStateKind(state)] }));
  }

  async function isSessionOver(run: WarpRun, signal: AbortSignal): Promise<boolean> {
    const isGone = runStateKind(run.state) !== 'active' && run.isSandboxRunning !== true;
    if (!isGone || run.sessionId === undefined) return false;
    const redirect = await orNothing(client.sessionRedirect(run.sessionId, { signal }));
    return redirect?.conversationId !== undefined;
  }

  return async (run, signal) => {
    const { modelId, environmentId } = run.agentConfig ?? {};
    const modelName = modelId && (names.model(modelId) ?? modelId);
    const environmentName = environmentId && (names.environment(environmentId) ?? environmentId);
    const named = { ...(modelName && { modelName }), ...(environmentName && { environmentName }) };
    if (seenAtMs.get(run.runId) === run.updatedAtMs) return named;
    if (seenAtMs.size >= MAX_KNOWN) seenAtMs.clear();
    if (run.updatedAtMs !== undefined) seenAtMs.set(run.runId, run.updatedAtMs);
    const hasBegun = run.conversationId !== undefined;
    const [conversation, children, isOver] = await Promise.all([
      hasBegun ? orNothing(client.getRunConversation(run.runId, { signal })) : undefined,
      hasBegun ? childrenOf(run, signal) : [],
      isSessionOver(run, signal),
    ]);
    return {
      ...named,
      ...(conversation && { steps: runSteps(conversation) }),
      ...(children.length > 0 && { children }),
      ...(isOver && { isSessionOver: true }),
    };
  };
}

const STEP_STATES = {
  active: 'in_progress',
  waiting: 'pending',
  succeeded: 'complete',
  failed: 'error',
  cancelled: 'error',
} as const;

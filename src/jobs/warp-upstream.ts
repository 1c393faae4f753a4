import { toErrandError } from '../errors.ts';
import { callOutcome } from '../http/failure.ts';
import type { JobProblem, JobProgress, SlackFileRef, WarpArtifact } from '../store/job.ts';
import type { StoredJob } from '../store/jobs.ts';
import type { Sealer } from '../store/sealer.ts';
import type { WarpClient } from '../warp/api.ts';
import { isKnownWarpErrorCode, warpErrorMeaning } from '../warp/error-catalogue.ts';
import type { WarpCreateRunRequest } from '../warp/requests.ts';
import type { WarpRun } from '../warp/run.ts';
import { runStateKind } from '../warp/run-state.ts';
import { isSameSkill } from '../warp/skill-spec.ts';
import { createRunRequest, sentPrompt } from './create-run-request.ts';
import type { CancelOutcome, Observation } from './observation.ts';
import { problemOf, startOutcomeOf } from './start-error.ts';
import type { Upstream } from './upstream.ts';

/** Warp's clock may differ from ours by this much when an unclear start is looked for. */
const CLOCK_SKEW_MS = 120_000;
const LOOKUP_PAGE = 100;
const FAILED_WITHOUT_REASON =
  'Warp says that the run failed, without a reason. Open the session to see more.';

/**
 * Fetches files of Slack as Warp takes them. Throws an `ErrandError` whose `fields.outcome` is `not_sent`, retryable where
 * Slack may give them later.
 */
export type LoadAttachments = (
  files: readonly SlackFileRef[],
) => Promise<NonNullable<WarpCreateRunRequest['attachments']>>;

/** What this deployment knows of its own runs. */
export interface OwnRuns {
  /** Whether a run belongs to a job already, so that it is not another's. */
  isKnown(runId: string): Promise<boolean>;
  /** Any run that was started by this deployment's key. */
  anyId(): Promise<string | undefined>;
}

/** Warp runs as jobs. */
export function createWarpUpstream(
  client: WarpClient,
  ownRuns: OwnRuns,
  loadAttachments: LoadAttachments,
  sealer: Sealer,
): Upstream {
  let ownCreator: string | undefined;

  /** The uid that runs of this key carry; undefined as long as none is known. */
  async function creator(): Promise<string | undefined> {
    const runId = ownCreator === undefined ? await ownRuns.anyId() : undefined;
    if (runId === undefined) return ownCreator;
    try {
      ownCreator = (await client.getRun(runId)).creator?.uid;
    } catch (error) {
      // A run that is no longer there tells nothing; while Warp does not answer, nothing can be looked for.
      if (toErrandError(error).retryable) throw error;
    }
    return ownCreator;
  }

  async function isCancelled(job: StoredJob): Promise<boolean> {
    const run = await client.getRun(job.upstreamId ?? '').catch(() => undefined);
    return run !== undefined && runStateKind(run.state) === 'cancelled';
  }

  return {
    async start(job, beforeSend) {
      const request = warpRequest(job);
      let body: WarpCreateRunRequest;
      try {
        body = createRunRequest(request, await loadAttachments(request.attachments ?? []), sealer);
      } catch (error) {
        // A file may be there later; a key that is gone stays gone.
        return callOutcome(error) === 'not_sent'
          ? startOutcomeOf(error)
          : { type: 'refused', problem: problemOf(error) };
      }
      try {
        const { runId, state, atCapacity } = await client.createRun(body, { beforeSend });
        const observation: Observation = { kind: 'running', upstreamState: state, progress: { atCapacity } };
        return { type: 'started', upstreamId: runId, observation };
      } catch (error) {
        return startOutcomeOf(error);
      }
    },
    /** The API has no key of ours: a run is recognised by when it was made, by whom, its prompt and its title. */
    async find(job) {
      const request = warpRequest(job);
      const { title, skill } = request;
      const prompt = sentPrompt(request);
      const createdAfterMs = (job.startAttemptedAtMs ?? job.createdAtMs) - CLOCK_SKEW_MS;
      const uid = await creator();
      for await (const runs of client.runPages({
        createdAfterMs,
        sortBy: 'created_at',
        sortOrder: 'asc',
        limit: LOOKUP_PAGE,
      })) {
        for (const run of runs) {
          const isSame = prompt === '' ? hasSkill(run, skill) : run.prompt === prompt;
          if (!isSame || (title !== undefined && run.title !== title)) continue;
          const isOthers = uid !== undefined && run.creator?.uid !== undefined && run.creator.uid !== uid;
          if (isOthers || (await ownRuns.isKnown(run.runId))) continue;
          return { upstreamId: run.runId, observation: observeRun(run) };
        }
      }
      return undefined;
    },
    async cancel(job) {
      try {
        await client.cancelRun(job.upstreamId ?? '');
        return { type: 'accepted' };
      } catch (error) {
        const outcome = cancelOutcomeOf(error);
        // The answer to an earlier cancel may have been lost: then this one is refused because that one worked.
        return outcome.type === 'refused' && (await isCancelled(job)) ? { type: 'accepted' } : outcome;
      }
    },
  };
}

/** What a run says, in a job's words. */
export function observeRun(run: WarpRun): Observation {
  const stateKind = runStateKind(run.state);
  const kind: Observation['kind'] = stateKind === 'active' ? 'running' : stateKind;
  const observation: Observation = { kind, upstreamState: run.state, progress: progressOf(run) };
  return kind === 'failed' ? { ...observation, problem: failureOf(run) } : observation;
}

function progressOf(run: WarpRun): JobProgress {
  const { statusMessage, requestUsage: usage } = run;
  const costs = [usage?.inferenceCost, usage?.computeCost, usage?.platformCost].filter(
    (cost) => cost !== undefined,
  );
  return {
    ...(run.title !== '' && { title: run.title }),
    ...(run.sessionLink !== undefined && { sessionLink: run.sessionLink }),
    ...(run.sessionId !== undefined && { sessionId: run.sessionId }),
    ...(statusMessage !== undefined &&
      statusMessage.message !== '' && { statusMessage: statusMessage.message }),
    ...(run.startedAtMs !== undefined && { startedAtMs: run.startedAtMs }),
    ...(run.conversationId !== undefined && { conversationId: run.conversationId }),
    ...(costs.length > 0 && { costCredits: costs.reduce((sum, cost) => sum + cost, 0) }),
    ...(run.artifacts.length > 0 && { artifacts: run.artifacts.map(artifactOf) }),
    // Capacity is told once, at the start; a run that works is past it.
    ...(runStateKind(run.state) !== 'active' || run.state === 'INPROGRESS' ? { atCapacity: false } : {}),
  };
}

function artifactOf(artifact: WarpRun['artifacts'][number]): WarpArtifact {
  const { artifactType, artifactUid: uid, url } = artifact;
  const title =
    artifact.title ?? artifact.filename ?? artifact.branch ?? artifact.description ?? artifactType;
  return { type: artifactType, title, ...(url !== undefined && { url }), ...(uid !== undefined && { uid }) };
}

function failureOf(run: WarpRun): JobProblem {
  const { errorCode, message = '' } = run.statusMessage ?? {};
  // Warp's own sentence on a known trouble lacks what to do; it is shown beside ours.
  if (errorCode !== undefined && isKnownWarpErrorCode(errorCode)) {
    return { code: `warp.${errorCode}`, userMessage: warpErrorMeaning(errorCode).userMessage };
  }
  if (message === '' && run.state !== 'FAILED' && run.state !== 'ERROR') {
    const userMessage = `Warp says that the run is ${run.state}, which Errand takes for an end. Open the session to see more.`;
    return { code: 'warp.unknown_state', userMessage };
  }
  const userMessage = message === '' ? FAILED_WITHOUT_REASON : message;
  return { code: `warp.${errorCode ?? 'run_failed'}`, userMessage };
}

function cancelOutcomeOf(error: unknown): CancelOutcome {
  const { code, retryable, retryAfterMs, userMessage } = toErrandError(error);
  if (code === 'warp.conflict' || retryable) {
    return { type: 'retry', reason: userMessage, ...(retryAfterMs !== undefined && { retryAfterMs }) };
  }
  return { type: 'refused', reason: userMessage };
}

function hasSkill({ agentConfig, agentSkill }: WarpRun, skill: string | undefined): boolean {
  const spec = agentConfig?.skillSpec;
  if (skill === undefined || spec === undefined) return skill === spec;
  const name = agentSkill?.name;
  return isSameSkill(skill, { spec, ...(name !== undefined && { name }) });
}

function warpRequest(job: StoredJob) {
  if (job.request.kind !== 'warp') throw new Error('Not a Warp job.');
  return job.request;
}

import type { Job } from '../store/job.ts';
import type { StoredJob } from '../store/jobs.ts';
import type { OutboxRow } from '../store/outbox.ts';
import { getSchedule } from '../store/schedules.ts';
import { findStepsMessage } from '../store/steps-messages.ts';
import type { DeliveryDeps } from './delivery-deps.ts';
import type { LoadedArtifact } from './load-artifact.ts';
import { viewOfResult } from './mark-new-rows.ts';
import type { FileContent, MessageContent } from './poster.ts';
import { renderPlan } from './render/render-plan.ts';
import { type RenderContext, renderFile, renderMessage } from './render/render-row.ts';
import { renderSchedule } from './render/render-schedule.ts';
import { fileContent } from './result-stream.ts';

/** Of a plan, a file or a transcript, until its thread goes on without it. */
const MOST_READS = 5;

/** What a row says; undefined where it was to show something that is not to be had. */
export async function messageOf(
  deps: DeliveryDeps,
  row: OutboxRow,
  job: StoredJob | undefined,
): Promise<MessageContent | undefined> {
  if (row.content.type === 'schedule') {
    const schedule = await getSchedule(deps.store, row.content.scheduleId);
    return schedule && renderSchedule(schedule);
  }
  if (job === undefined) return undefined;
  if (row.content.type !== 'artifact')
    return renderMessage(job, row.content, await contextOf(deps, row, job));
  const loaded = await artifactOf(deps, row, job, row.content.index);
  return loaded?.type === 'plan' ? renderPlan(loaded.title, loaded.markdown) : undefined;
}

export async function fileOf(
  deps: DeliveryDeps,
  row: OutboxRow,
  job: StoredJob,
): Promise<FileContent | undefined> {
  if (row.content.type === 'transcript') return await transcriptOf(deps, row, job);
  if (row.content.type !== 'artifact') {
    const file = renderFile(job, row.content);
    return file && (await fileContent(deps.store, job, file));
  }
  const loaded = await artifactOf(deps, row, job, row.content.index);
  return loaded?.type === 'file' ? loaded.file : undefined;
}

async function transcriptOf(
  { loadTranscript, logger }: DeliveryDeps,
  { attempts }: OutboxRow,
  { id: jobId, upstreamId }: StoredJob,
): Promise<FileContent | undefined> {
  const isTried = upstreamId === null || attempts > MOST_READS;
  const file = isTried ? undefined : await loadTranscript?.(upstreamId);
  if (file === undefined) logger.warn({ jobId }, 'a transcript is not shown');
  return file;
}

/** While Warp does not hand it out it holds up its thread: after a while the thread goes on without it. */
async function artifactOf(
  { loadArtifact, logger }: DeliveryDeps,
  row: OutboxRow,
  job: StoredJob,
  index: number,
): Promise<LoadedArtifact | undefined> {
  const artifact = job.progress.artifacts?.[index];
  if (artifact === undefined || row.attempts > MOST_READS) return undefined;
  const loaded = await loadArtifact?.(artifact);
  if (loaded === undefined) logger.info({ jobId: job.id, type: artifact.type }, 'an artifact is not shown');
  return loaded;
}

async function contextOf(
  { store, poster, logger, warmlyAppUrl }: DeliveryDeps,
  row: OutboxRow,
  job: StoredJob,
): Promise<RenderContext> {
  const nowMs = store.clock.nowMs();
  if (row.content.type === 'card') {
    const steps = await findStepsMessage(store, job.id);
    return {
      nowMs,
      timeZone: 'UTC',
      warmlyAppUrl,
      hasStepsMessage: steps !== undefined && steps.ts !== null,
    };
  }
  // Only a result's table shows times that Slack does not put into the reader's zone itself.
  if (row.content.type !== 'result') return { nowMs, timeZone: 'UTC', warmlyAppUrl };
  const view = await viewOfResult(store, job);
  try {
    return { nowMs, timeZone: await poster.timeZoneOf(job.requesterId), warmlyAppUrl, view };
  } catch (error) {
    // Times in UTC say the same.
    logger.warn({ jobId: job.id, err: error }, 'a time zone could not be read');
    return { nowMs, timeZone: 'UTC', warmlyAppUrl, view };
  }
}

const MAX_ARTIFACTS = 10;

/** What a run left behind that its result does not show: plans as messages, screenshots and files as uploads. */
export function shownArtifacts({
  progress: { artifacts = [] },
}: Job): { index: number; kind: 'post' | 'upload' }[] {
  return artifacts
    .flatMap(({ uid, type }, index) => {
      if (uid === undefined || type === 'PULL_REQUEST') return [];
      return [{ index, kind: type === 'PLAN' ? ('post' as const) : ('upload' as const) }];
    })
    .slice(0, MAX_ARTIFACTS);
}

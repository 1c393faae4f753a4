import type { Job } from '../store/job.ts';
import type { StoredJob } from '../store/jobs.ts';
import type { OutboxRow } from '../store/outbox.ts';
import { getSchedule } from '../store/schedules.ts';
import { findStepsMessage } from '../store/steps-messages.ts';
import type { DeliveryDeps } from './delivery-deps.ts';
import { ARTIFACT_UNAVAILABLE, type LoadedArtifact } from './load-artifact.ts';
import { viewOfResult } from './mark-new-rows.ts';
import type { FileContent, MessageContent } from './poster.ts';
import { renderMissing } from './render/render-missing.ts';
import { renderPlan } from './render/render-plan.ts';
import { type RenderContext, renderFile, renderMessage } from './render/render-row.ts';
import { renderSchedule } from './render/render-schedule.ts';
import { fileContent } from './result-stream.ts';

/** A plan, a file or a transcript that Warp does not hand out holds up its thread: after this the thread is told. */
const MOST_READS = 5;
const READ_WITHIN_MS = 2 * 60_000;

/** What a row says; undefined where there is nothing to say any more. */
export async function messageOf(
  deps: DeliveryDeps,
  row: OutboxRow,
  job: StoredJob | undefined,
): Promise<MessageContent | undefined> {
  if (row.content.type === 'schedule') {
    const schedule = await getSchedule(deps.store, row.content.scheduleId);
    return schedule && renderSchedule(schedule);
  }
  if (row.content.type === 'transcript') return renderMissing(job);
  if (job === undefined) return undefined;
  if (row.content.type !== 'artifact')
    return renderMessage(job, row.content, await contextOf(deps, row, job));
  const { index } = row.content;
  const loaded = row.kind === 'post' ? await artifactOf(deps, row, job, index) : undefined;
  return loaded?.type === 'plan' ? renderPlan(loaded.title, loaded.markdown) : renderMissing(job, index);
}

/** The file that an upload row stands for; undefined where it is not to be had. */
export async function fileOf(
  deps: DeliveryDeps,
  row: OutboxRow,
  job: StoredJob | undefined,
): Promise<FileContent | undefined> {
  if (row.content.type === 'transcript')
    return await transcriptOf(deps, row, row.content.runId ?? job?.upstreamId ?? null);
  if (job === undefined) return undefined;
  if (row.content.type !== 'artifact') {
    const file = renderFile(job, row.content);
    return file && (await fileContent(deps.store, job, file));
  }
  const loaded = await artifactOf(deps, row, job, row.content.index);
  return loaded?.type === 'file' ? loaded.file : undefined;
}

async function transcriptOf(
  { store, loadTranscript, logger }: DeliveryDeps,
  row: OutboxRow,
  runId: string | null,
): Promise<FileContent | undefined> {
  const isGivenUp = runId === null || isWornOut(row, store.clock.nowMs());
  const file = isGivenUp ? undefined : await loadTranscript?.(runId);
  if (file === undefined) logger.warn({ jobId: row.jobId, runId }, 'a transcript is not shown');
  return file;
}

async function artifactOf(
  { store, loadArtifact, logger }: DeliveryDeps,
  row: OutboxRow,
  job: StoredJob,
  index: number,
): Promise<LoadedArtifact | undefined> {
  const artifact = job.progress.artifacts?.[index];
  if (artifact === undefined || isWornOut(row, store.clock.nowMs())) return undefined;
  const loaded = await loadArtifact?.(artifact);
  if (loaded === undefined) logger.info({ jobId: job.id, type: artifact.type }, 'an artifact is not shown');
  return loaded;
}

/** Only failed reads count: crashes and waiting for Slack's pace use up attempts as well. */
function isWornOut({ attempts, lastError, createdAtMs }: OutboxRow, nowMs: number): boolean {
  return attempts > MOST_READS && lastError === ARTIFACT_UNAVAILABLE && nowMs - createdAtMs > READ_WITHIN_MS;
}

async function contextOf(
  { store, poster, logger, warmlyAppUrl }: DeliveryDeps,
  row: OutboxRow,
  job: StoredJob,
): Promise<RenderContext> {
  const nowMs = store.clock.nowMs();
  if (row.content.type === 'card') {
    const steps = job.kind === 'warp' ? await findStepsMessage(store, job.id) : undefined;
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

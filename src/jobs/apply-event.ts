import type { Job } from '../store/job.ts';
import { type JobPatch, lockJob, type StoredJob, updateJob } from '../store/jobs.ts';
import { dropUnsentProgress, enqueue, type OutboxContent, type OutboxKind } from '../store/outbox.ts';
import { releaseReplies } from '../store/replies.ts';
import type { Tx } from '../store/store.ts';
import { lockThread } from '../store/threads.ts';
import { startWatching, stopWatching } from '../store/watches.ts';
import { type Effect, type JobEvent, transition } from './transition.ts';

/** A job is first read by itself after this, unless the lists tell of it sooner. */
const FIRST_READ_AFTER_MS = 2_000;

/**
 * Applies an event to a job in the caller's transaction: the new state, its watch and the messages that it causes
 * commit together. Returns the job as it was, or undefined when the event changed nothing.
 */
export async function applyEvent(tx: Tx, jobId: string, event: JobEvent): Promise<StoredJob | undefined> {
  const job = await lockJob(tx, jobId);
  if (job === undefined) return undefined;
  const nowMs = tx.clock.nowMs();
  const change = transition(job, event, nowMs);
  if (change === undefined) return undefined;
  const schedule =
    change.dueAtMs === undefined
      ? undefined
      : { dueAtMs: change.dueAtMs, ...(countsAnew(event) && { attempts: 0 }) };
  await updateJob(tx, job, change.patch, schedule);
  const upstreamId = change.patch.upstreamId ?? job.upstreamId;
  if (change.effects.length > 0) await lockThread(tx, job.threadId);
  if (isElsewhere(job, change.patch)) await releaseReplies(tx, job.threadId);
  for (const effect of change.effects) await carryOut(tx, job, upstreamId, effect);
  return job;
}

/** What a run did not take a moment ago it may take in another state. */
function isElsewhere(job: Job, { state, upstreamState }: JobPatch): boolean {
  const isMoved = state !== undefined && state !== job.state;
  return isMoved || (upstreamState !== undefined && upstreamState !== job.upstreamState);
}

/** Attempts count within one step: a new step begins at none. */
function countsAnew(event: JobEvent): boolean {
  return event.type !== 'start_deferred' && event.type !== 'start_unknown' && event.type !== 'cancel_delayed';
}

async function carryOut(tx: Tx, job: Job, upstreamId: string | null, effect: Effect): Promise<void> {
  switch (effect.type) {
    case 'card':
      return await say(tx, job, 'update', { type: 'card' });
    case 'result':
      await dropUnsentProgress(tx, job.id);
      return await say(tx, job, 'post', { type: 'result', part: 0 });
    case 'notice':
      return await say(tx, job, 'post', { type: 'notice', notice: effect.notice });
    case 'watch':
      if (upstreamId === null) return;
      return await startWatching(tx, {
        jobId: job.id,
        upstream: job.kind,
        upstreamId,
        dueAtMs: tx.clock.nowMs() + (effect.urgent ? 0 : FIRST_READ_AFTER_MS),
      });
    case 'unwatch':
      return await stopWatching(tx, job.id);
  }
}

async function say(tx: Tx, job: Job, kind: OutboxKind, content: OutboxContent): Promise<void> {
  await enqueue(tx, { threadId: job.threadId, jobId: job.id, kind, content });
}

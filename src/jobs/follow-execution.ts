import { findJobByUpstreamId } from '../store/find-jobs.ts';
import type { WarmlyRequest } from '../store/job.ts';
import { insertJob, type StoredJob } from '../store/jobs.ts';
import { enqueue } from '../store/outbox.ts';
import type { Store } from '../store/store.ts';
import { ensureThread, type ThreadPlace } from '../store/threads.ts';
import type { WarmlyExecution } from '../warmly/schema.ts';
import { applyEvent } from './apply-event.ts';
import { observeExecution } from './warmly-upstream.ts';

/**
 * Makes a job of an execution that was started elsewhere: its card and its result come into a new thread. Undefined when
 * it is told of somewhere already.
 */
export async function followExecution(
  store: Store,
  wish: {
    readonly execution: WarmlyExecution & { readonly id: string };
    readonly request: WarmlyRequest;
    readonly teamId: string;
    readonly place: ThreadPlace;
  },
): Promise<StoredJob | undefined> {
  const { execution, request, teamId, place } = wish;
  const { id: upstreamId } = execution;
  return await store.transaction(async (tx) => {
    if ((await findJobByUpstreamId(tx, 'warmly', upstreamId)) !== undefined) return undefined;
    const { threadId, seq } = await ensureThread(tx, place);
    const job = await insertJob(tx, {
      request: { ...request, isFollowed: true },
      requesterId: place.requesterId,
      teamId,
      threadId,
      dedupeKey: `follow:warmly:${upstreamId}`,
    });
    if (job === undefined) return undefined;
    await enqueue(tx, { threadId, seq, jobId: job.id, kind: 'post', content: { type: 'card' } });
    await applyEvent(tx, job.id, { type: 'started', upstreamId, observation: observeExecution(execution) });
    return job;
  });
}

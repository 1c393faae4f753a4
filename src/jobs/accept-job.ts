import type { JobRequest } from '../store/job.ts';
import { insertJob, isKnownRequest, type StoredJob } from '../store/jobs.ts';
import { enqueue } from '../store/outbox.ts';
import type { Store, Tx } from '../store/store.ts';
import { ensureThread, type ThreadPlace } from '../store/threads.ts';

export interface AcceptedRequest {
  readonly request: JobRequest;
  readonly teamId: string;
  readonly place: ThreadPlace;
  /** The same for every delivery of the same request. */
  readonly dedupeKey: string;
  /** Nobody waits for it: there is no card, and the result itself opens the thread. */
  readonly isUnattended?: boolean;
}

/**
 * Stores a request as a job together with its card, which is the thread's root where Errand opens the thread.
 * Returns undefined when this request was accepted before.
 */
export async function acceptJob(store: Store, accepted: AcceptedRequest): Promise<StoredJob | undefined> {
  const made = await store.transaction((tx) => acceptJobIn(tx, accepted));
  store.reach('job.accepted');
  return made;
}

/** The same within a transaction that does more. */
export async function acceptJobIn(tx: Tx, accepted: AcceptedRequest): Promise<StoredJob | undefined> {
  const { request, teamId, place, dedupeKey, isUnattended = false } = accepted;
  if (await isKnownRequest(tx, dedupeKey)) return undefined;
  const thread = await ensureThread(tx, place);
  const job = await insertJob(tx, {
    request,
    requesterId: place.requesterId,
    teamId,
    threadId: thread.id,
    dedupeKey,
  });
  if (job === undefined) return undefined;
  if (!isUnattended) {
    await enqueue(tx, { threadId: thread.id, jobId: job.id, kind: 'post', content: { type: 'card' } });
  }
  tx.reach('job.accepting');
  return job;
}

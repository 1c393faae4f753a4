import type { JobRequest } from '../store/job.ts';
import { insertJob, type StoredJob } from '../store/jobs.ts';
import { enqueue } from '../store/outbox.ts';
import type { Store, Tx } from '../store/store.ts';
import { dropThread, ensureThread, type ThreadPlace } from '../store/threads.ts';

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
  const { threadId, seq, isNew } = await ensureThread(tx, place);
  const job = await insertJob(tx, {
    request,
    requesterId: place.requesterId,
    teamId,
    threadId,
    dedupeKey,
  });
  if (job === undefined) {
    if (isNew) await dropThread(tx, threadId);
    return undefined;
  }
  if (!isUnattended) {
    await enqueue(tx, { threadId, seq, jobId: job.id, kind: 'post', content: { type: 'card' } });
  }
  tx.reach('job.accepting');
  return job;
}

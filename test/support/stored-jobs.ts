import { randomUUID } from 'node:crypto';
import { onTestFinished } from 'vitest';
import { acceptJob } from '../../src/jobs/accept-job.ts';
import { applyEvent } from '../../src/jobs/apply-event.ts';
import type { JobEvent } from '../../src/jobs/transition.ts';
import type { JobRequest } from '../../src/store/job.ts';
import { getJob, type StoredJob } from '../../src/store/jobs.ts';
import { type OutboxRow, outboxFromRow } from '../../src/store/outbox.ts';
import type { Store } from '../../src/store/store.ts';
import type { ThreadPlace } from '../../src/store/threads.ts';

export const REQUESTER = 'U1';

export interface AcceptOptions {
  readonly request?: JobRequest;
  readonly place?: Partial<ThreadPlace>;
  readonly dedupeKey?: string;
}

/** Stores a request as the listeners do: a Warp run in a thread of its own in channel C1, unless told otherwise. */
export async function accept(store: Store, options: AcceptOptions = {}): Promise<StoredJob> {
  const job = await acceptJob(store, {
    request: options.request ?? { kind: 'warp', prompt: 'fix the flaky login test' },
    teamId: 'T1',
    place: { channelId: 'C1', rootTs: null, requesterId: REQUESTER, ...options.place },
    dedupeKey: options.dedupeKey ?? randomUUID(),
  });
  if (job === undefined) throw new Error('The request was a double.');
  return job;
}

/** Lets things happen to a job, each in its own transaction. */
export async function happen(store: Store, jobId: string, ...events: readonly JobEvent[]): Promise<void> {
  for (const event of events) await store.transaction((tx) => applyEvent(tx, jobId, event));
}

/** Takes a job off the runner's hands: started upstream under this id and followed from now on. */
export async function startedAs(store: Store, jobId: string, upstreamId: string): Promise<void> {
  await happen(
    store,
    jobId,
    { type: 'start_attempted' },
    { type: 'started', upstreamId, observation: { kind: 'running', upstreamState: 'QUEUED' } },
  );
}

export async function jobNow(store: Store, id: string): Promise<StoredJob> {
  const job = await getJob(store, id);
  if (job === undefined) throw new Error('There is no such job.');
  return job;
}

/** Every outbox row, in the order of its thread. */
export async function outboxRows(store: Store): Promise<OutboxRow[]> {
  const rows = await store.db.selectFrom('outbox').selectAll().orderBy('threadId').orderBy('seq').execute();
  return rows.map(outboxFromRow);
}

/** What the rows say, in short: `post card`, `update card`, `post notice blocked`. */
export async function said(store: Store, jobId: string): Promise<string[]> {
  const rows = await outboxRows(store);
  return rows
    .filter((row) => row.jobId === jobId)
    .map(({ kind, content }) =>
      content.type === 'notice' ? `${kind} notice ${content.notice.type}` : `${kind} ${content.type}`,
    );
}

/** As if the process that holds these leases had died a while ago. */
export async function runOutLeases(store: Store, table: 'jobs' | 'outbox' | 'inbox'): Promise<void> {
  // Under another name, so that whoever holds them in this process cannot renew them.
  await store.db
    .updateTable(table)
    .set({ leaseUntilMs: 1, leaseOwner: 'long gone' })
    .where('leaseOwner', 'is not', null)
    .execute();
}

/** Starts a loop and stops it when the test ends. */
export function running<T extends { start(): void; stop(): Promise<void> }>(loop: T): T {
  loop.start();
  onTestFinished(() => loop.stop());
  return loop;
}

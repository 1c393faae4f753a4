import type { Selectable, Updateable } from 'kysely';
import type { Job, JobProblem, JobProgress, JobRequest } from './job.ts';
import { decodeJson, encodeJson } from './json.ts';
import type { JobsTable } from './schema.ts';
import type { Queryable, Tx } from './store.ts';

export interface NewJob {
  readonly request: JobRequest;
  readonly requesterId: string;
  readonly teamId: string;
  readonly threadId: string;
  readonly dedupeKey: string;
}

/** A job as stored, with the columns that only its steps use. */
export interface StoredJob extends Job {
  readonly attempts: number;
  readonly startAttemptedAtMs: number | null;
  /** How often an unclear start was looked for in vain. */
  readonly lookupsDone: number;
  readonly cardChannelId: string | null;
  readonly cardTs: string | null;
}

export type JobPatch = Partial<
  Pick<
    Job,
    | 'state'
    | 'outcome'
    | 'upstreamId'
    | 'upstreamState'
    | 'progress'
    | 'output'
    | 'problem'
    | 'cancelRequestedAtMs'
    | 'startedAtMs'
    | 'finishedAtMs'
  >
> & { readonly startAttemptedAtMs?: number | null; readonly lookupsDone?: number };

/** When a job's next step is due: null takes it off the queue. Changing it gives the lease back. */
export interface JobSchedule {
  readonly dueAtMs: number | null;
  readonly attempts?: number;
}

export function jobFromRow(row: Selectable<JobsTable>): StoredJob {
  const {
    request,
    progress,
    output,
    problem,
    leaseOwner: _owner,
    leaseUntilMs: _until,
    dueAtMs: _due,
    ...rest
  } = row;
  return {
    ...rest,
    request: decodeJson<JobRequest>(request),
    progress: decodeJson<JobProgress>(progress),
    output: output === null ? null : decodeJson<unknown>(output),
    problem: problem === null ? null : decodeJson<JobProblem>(problem),
  };
}

/** Adds an accepted job, due at once. Returns undefined when the dedupe key is known: the request was a double. */
export async function insertJob(tx: Tx, job: NewJob): Promise<StoredJob | undefined> {
  const nowMs = tx.clock.nowMs();
  const row = await tx.db
    .insertInto('jobs')
    .values({
      id: tx.newId(),
      kind: job.request.kind,
      state: 'accepted',
      request: encodeJson(job.request),
      requesterId: job.requesterId,
      teamId: job.teamId,
      threadId: job.threadId,
      dedupeKey: job.dedupeKey,
      progress: encodeJson({}),
      createdAtMs: nowMs,
      updatedAtMs: nowMs,
      version: 1,
      dueAtMs: nowMs,
      attempts: 0,
      lookupsDone: 0,
    })
    .onConflict((conflict) => conflict.column('dedupeKey').doNothing())
    .returningAll()
    .executeTakeFirst();
  if (row === undefined) return undefined;
  tx.wake('jobs');
  return jobFromRow(row);
}

/** Whether a request with this dedupe key was accepted before. */
export async function isKnownRequest(queryable: Queryable, dedupeKey: string): Promise<boolean> {
  const row = await queryable.db
    .selectFrom('jobs')
    .select('id')
    .where('dedupeKey', '=', dedupeKey)
    .executeTakeFirst();
  return row !== undefined;
}

export async function getJob(queryable: Queryable, id: string): Promise<StoredJob | undefined> {
  const row = await queryable.db.selectFrom('jobs').selectAll().where('id', '=', id).executeTakeFirst();
  return row && jobFromRow(row);
}

const HEAD = [
  'id',
  'kind',
  'state',
  'outcome',
  'request',
  'requesterId',
  'teamId',
  'threadId',
  'dedupeKey',
  'upstreamId',
  'upstreamState',
  'progress',
  'problem',
  'startAttemptedAtMs',
  'lookupsDone',
  'cancelRequestedAtMs',
  'cardChannelId',
  'cardTs',
  'createdAtMs',
  'updatedAtMs',
  'startedAtMs',
  'finishedAtMs',
  'version',
  'dueAtMs',
  'attempts',
  'leaseOwner',
  'leaseUntilMs',
] as const satisfies readonly (keyof JobsTable)[];

/** A job without its output, which may be megabytes: it stands as null. */
export async function getJobHead(queryable: Queryable, id: string): Promise<StoredJob | undefined> {
  const row = await queryable.db.selectFrom('jobs').select(HEAD).where('id', '=', id).executeTakeFirst();
  return row && jobFromRow({ ...row, output: null });
}

export async function getJobs(
  queryable: Queryable,
  ids: readonly string[],
): Promise<ReadonlyMap<string, StoredJob>> {
  if (ids.length === 0) return new Map();
  const rows = await queryable.db.selectFrom('jobs').selectAll().where('id', 'in', ids).execute();
  return new Map(rows.map((row) => [row.id, jobFromRow(row)]));
}

/** Reads a job for a change: nobody else can change it before this transaction ends. */
export async function lockJob(tx: Tx, id: string): Promise<StoredJob | undefined> {
  const row = await tx.db
    .selectFrom('jobs')
    .selectAll()
    .where('id', '=', id)
    .$if(tx.engine.rowLocks, (query) => query.forUpdate())
    .executeTakeFirst();
  return row && jobFromRow(row);
}

/** Writes a transition; the caller holds the row (`lockJob`). */
export async function updateJob(
  tx: Tx,
  job: Pick<Job, 'id' | 'version'>,
  patch: JobPatch,
  schedule?: JobSchedule,
): Promise<void> {
  const { progress, output, problem, ...plain } = patch;
  const values: Updateable<JobsTable> = {
    ...plain,
    updatedAtMs: tx.clock.nowMs(),
    version: job.version + 1,
    ...(patch.upstreamId && { upstreamId: withoutNul(patch.upstreamId) }),
    ...(patch.upstreamState && { upstreamState: withoutNul(patch.upstreamState) }),
    ...(progress !== undefined && { progress: encodeJson(progress) }),
    ...(output !== undefined && { output: output === null ? null : encodeJson(output) }),
    ...(problem !== undefined && { problem: problem === null ? null : encodeJson(problem) }),
    ...(schedule && { ...schedule, leaseOwner: null, leaseUntilMs: null }),
  };
  await tx.db.updateTable('jobs').set(values).where('id', '=', job.id).execute();
  if (schedule?.dueAtMs != null) tx.wake('jobs');
}

/** PostgreSQL refuses NUL in text, and upstream's words are not ours to trust. */
function withoutNul(text: string): string {
  return text.replaceAll('\u0000', '');
}

/** Remembers where a job's card stands. */
export async function setJobCard(
  queryable: Queryable,
  jobId: string,
  card: { channelId: string; ts: string },
): Promise<void> {
  await queryable.db
    .updateTable('jobs')
    .set({ cardChannelId: card.channelId, cardTs: card.ts })
    .where('id', '=', jobId)
    .execute();
}

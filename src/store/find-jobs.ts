import type { Job, JobKind, JobRequest } from './job.ts';
import { jobFromRow, type StoredJob } from './jobs.ts';
import { decodeJson } from './json.ts';
import type { Queryable } from './store.ts';

export async function findJobByUpstreamId(
  queryable: Queryable,
  kind: JobKind,
  upstreamId: string,
): Promise<StoredJob | undefined> {
  const row = await queryable.db
    .selectFrom('jobs')
    .selectAll()
    .where('kind', '=', kind)
    .where('upstreamId', '=', upstreamId)
    .executeTakeFirst();
  return row && jobFromRow(row);
}

/** The run that a thread talks with: the newest one that was asked for in it. */
export async function findThreadRun(queryable: Queryable, threadId: string): Promise<StoredJob | undefined> {
  const row = await queryable.db
    .selectFrom('jobs')
    .selectAll()
    .where('threadId', '=', threadId)
    .where('kind', '=', 'warp')
    .orderBy('createdAtMs', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && jobFromRow(row);
}

/** The upstream id of the newest started job of this kind. */
export async function newestUpstreamId(queryable: Queryable, kind: JobKind): Promise<string | undefined> {
  const row = await queryable.db
    .selectFrom('jobs')
    .select('upstreamId')
    .where('kind', '=', kind)
    .where('upstreamId', 'is not', null)
    .orderBy('createdAtMs', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.upstreamId ?? undefined;
}

/** A request without what came of it. */
export type JobSummary = Pick<
  Job,
  'id' | 'request' | 'requesterId' | 'state' | 'outcome' | 'upstreamState' | 'createdAtMs'
>;

/** A person's latest requests of one kind, newest first. */
export async function listRequesterJobs(
  queryable: Queryable,
  { requesterId, kind, limit }: { requesterId: string; kind: JobKind; limit: number },
): Promise<JobSummary[]> {
  const rows = await queryable.db
    .selectFrom('jobs')
    .select(['id', 'request', 'requesterId', 'state', 'outcome', 'upstreamState', 'createdAtMs'])
    .where('requesterId', '=', requesterId)
    .where('kind', '=', kind)
    .orderBy('createdAtMs', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ ...row, request: decodeJson<JobRequest>(row.request) }));
}

import type { Job } from './job.ts';
import { decodeJson, encodeJson } from './json.ts';
import type { Queryable, Tx } from './store.ts';

/** How a list that a tool gave is looked at. Paths are those of the flattened entries. */
export interface ResultView {
  /** From 0. */
  readonly page?: number;
  /** The columns in their order; absent for those that tell most. */
  readonly columns?: readonly string[];
  readonly sort?: { readonly path: string; readonly descending: boolean };
  /** The path that a chart counts by; absent for no chart. */
  readonly chart?: string;
  /** Of the result of a schedule. */
  readonly scheduled?: Scheduled;
}

/** What a result tells of the schedule that it comes from. */
export interface Scheduled {
  /** "every weekday at 09:00". */
  readonly words: string;
  /** The places, from 0, of the entries that were not there the last time; absent where there is nothing to compare. */
  readonly newRows?: readonly number[];
}

/** How the message of this result stands; at first as its requester likes to see this tool. */
export async function getResultView(queryable: Queryable, job: Job): Promise<ResultView | undefined> {
  if (job.request.kind !== 'warmly') return undefined;
  const own = await queryable.db
    .selectFrom('resultViews')
    .select('view')
    .where('jobId', '=', job.id)
    .executeTakeFirst();
  if (own !== undefined) return decodeJson<ResultView>(own.view);
  const liked = await queryable.db
    .selectFrom('toolPreferences')
    .select('view')
    .where('userId', '=', job.requesterId)
    .where('toolName', '=', job.request.toolName)
    .executeTakeFirst();
  return liked === undefined || liked.view === null ? undefined : decodeJson<ResultView>(liked.view);
}

export async function saveResultView(queryable: Queryable, jobId: string, view: ResultView): Promise<void> {
  const values = { view: encodeJson(view), updatedAtMs: queryable.clock.nowMs() };
  await queryable.db
    .insertInto('resultViews')
    .values({ jobId, ...values })
    .onConflict((conflict) => conflict.column('jobId').doUpdateSet(values))
    .execute();
}

/** Remembers how a person likes to see what a tool gives. */
export async function saveLikedView(
  tx: Tx,
  { userId, toolName }: { readonly userId: string; readonly toolName: string },
  { page: _page, scheduled: _scheduled, ...liked }: ResultView,
): Promise<void> {
  const values = { view: encodeJson(liked), updatedAtMs: tx.clock.nowMs() };
  await tx.db
    .insertInto('toolPreferences')
    .values({ userId, toolName, isFavourite: 0, ...values })
    .onConflict((conflict) => conflict.columns(['userId', 'toolName']).doUpdateSet(values))
    .execute();
}

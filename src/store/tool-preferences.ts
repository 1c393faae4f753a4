import { listRequesterJobs } from './find-jobs.ts';
import type { Queryable } from './store.ts';

/** How near tools are to a person. */
export interface NearTools {
  readonly favourites: ReadonlySet<string>;
  /** The latest first. */
  readonly recent: readonly string[];
}

/** Requests looked at for what was used lately. */
const RECENT_JOBS = 50;

export async function getNearTools(queryable: Queryable, userId: string): Promise<NearTools> {
  const rows = await queryable.db
    .selectFrom('toolPreferences')
    .select('toolName')
    .where('userId', '=', userId)
    .where('isFavourite', '=', 1)
    .execute();
  const jobs = await listRequesterJobs(queryable, {
    requesterId: userId,
    kind: 'warmly',
    limit: RECENT_JOBS,
  });
  const used = jobs.flatMap(({ request }) => (request.kind === 'warmly' ? [request.toolName] : []));
  return { favourites: new Set(rows.map(({ toolName }) => toolName)), recent: [...new Set(used)] };
}

export async function setFavourite(
  queryable: Queryable,
  { userId, toolName }: { readonly userId: string; readonly toolName: string },
  isFavourite: boolean,
): Promise<void> {
  const values = { isFavourite: isFavourite ? 1 : 0, updatedAtMs: queryable.clock.nowMs() };
  await queryable.db
    .insertInto('toolPreferences')
    .values({ userId, toolName, view: null, ...values })
    .onConflict((conflict) => conflict.columns(['userId', 'toolName']).doUpdateSet(values))
    .execute();
}

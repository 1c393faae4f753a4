import { sql } from 'kysely';
import type { Queryable } from './store.ts';

/** Two of these are held at a time: small beside a result of megabytes, large beside what a query costs. */
const SLICE_CHARS = 250_000;

/** What a tool gave, as compact JSON text, read from the database a slice at a time; nothing where there is no output. */
export async function* outputSlices(
  { db }: Queryable,
  jobId: string,
  sliceChars = SLICE_CHARS,
): AsyncGenerator<string> {
  // Both engines count characters from 1, and a character outside the first plane as one.
  for (let from = 1; ; from += sliceChars) {
    const row = await db
      .selectFrom('jobs')
      .select(sql<string | null>`substr(output, ${from}, ${sliceChars})`.as('slice'))
      .where('id', '=', jobId)
      .executeTakeFirst();
    const slice = row?.slice ?? '';
    if (slice === '') return;
    yield slice;
  }
}

import type { JobKind } from './job.ts';
import { openColumn } from './sealer.ts';
import type { Queryable } from './store.ts';

/** A form being filled in: the modal's `private_metadata` only names it. Stored sealed: it may hold a password. */
export interface Draft<Content> {
  readonly id: string;
  readonly userId: string;
  readonly kind: JobKind;
  readonly content: Content;
}

export async function createDraft<Content>(
  queryable: Queryable,
  draft: Omit<Draft<Content>, 'id'>,
): Promise<Draft<Content>> {
  const id = queryable.newId();
  const nowMs = queryable.clock.nowMs();
  await queryable.db
    .insertInto('drafts')
    .values({
      id,
      userId: draft.userId,
      kind: draft.kind,
      content: queryable.sealer.seal(draft.content),
      createdAtMs: nowMs,
      updatedAtMs: nowMs,
    })
    .execute();
  return { id, ...draft };
}

export async function getDraft<Content>(
  queryable: Queryable,
  id: string,
): Promise<Draft<Content> | undefined> {
  const row = await queryable.db.selectFrom('drafts').selectAll().where('id', '=', id).executeTakeFirst();
  if (row === undefined) return undefined;
  const { userId, kind } = row;
  return { id, userId, kind, content: openColumn(queryable.sealer, row.content) };
}

export async function saveDraft<Content>(queryable: Queryable, id: string, content: Content): Promise<void> {
  await queryable.db
    .updateTable('drafts')
    .set({ content: queryable.sealer.seal(content), updatedAtMs: queryable.clock.nowMs() })
    .where('id', '=', id)
    .execute();
}

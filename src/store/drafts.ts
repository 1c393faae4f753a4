import type { JobKind } from './job.ts';
import { decodeJson, encodeJson } from './json.ts';
import type { Queryable } from './store.ts';

/** A form being filled in: the modal's `private_metadata` only names it. */
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
      content: encodeJson(draft.content),
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
  return row && { id: row.id, userId: row.userId, kind: row.kind, content: decodeJson<Content>(row.content) };
}

export async function saveDraft<Content>(queryable: Queryable, id: string, content: Content): Promise<void> {
  await queryable.db
    .updateTable('drafts')
    .set({ content: encodeJson(content), updatedAtMs: queryable.clock.nowMs() })
    .where('id', '=', id)
    .execute();
}

import type { JobKind } from './job.ts';
import type { DraftsTable } from './schema.ts';
import { openColumn } from './sealer.ts';
import type { Queryable, Tx } from './store.ts';

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
  const row = await queryable.db
    .selectFrom('drafts')
    .selectAll()
    .where('id', '=', id)
    .where('updatedAtMs', '>', queryable.clock.nowMs() - queryable.draftLifeMs)
    .executeTakeFirst();
  return row && draftFromRow<Content>(queryable, row);
}

function draftFromRow<Content>({ sealer }: Queryable, row: DraftsTable): Draft<Content> {
  const { id, userId, kind, content } = row;
  return { id, userId, kind, content: openColumn(sealer, content) };
}

/** Holds the draft until the transaction ends, so that two presses of its form come one after the other. */
export async function lockDraft<Content>(tx: Tx, id: string): Promise<Draft<Content> | undefined> {
  const row = await tx.db
    .selectFrom('drafts')
    .selectAll()
    .where('id', '=', id)
    .where('updatedAtMs', '>', tx.clock.nowMs() - tx.draftLifeMs)
    .$if(tx.engine.rowLocks, (query) => query.forUpdate())
    .executeTakeFirst();
  return row && draftFromRow<Content>(tx, row);
}

export async function saveDraft<Content>(queryable: Queryable, id: string, content: Content): Promise<void> {
  await queryable.db
    .updateTable('drafts')
    .set({ content: queryable.sealer.seal(content), updatedAtMs: queryable.clock.nowMs() })
    .where('id', '=', id)
    .execute();
}

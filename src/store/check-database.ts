import type { Store } from './store.ts';

/** Enough that a full database has no room for it. */
const PROBE_CHARS = 8_192;
/** With less room than this on its disk, SQLite may soon have to refuse. */
const LOW_SPACE_BYTES = 64 * 1024 * 1024;

export const DATABASE_SILENT =
  'The database does not answer. Requests are refused until it does; nothing that was accepted is lost.';

/** Writes and removes a row: what is wrong with the database, in words for the operator, or undefined. */
export async function checkDatabase(store: Store, owner: string): Promise<string | undefined> {
  const name = `probe:${owner}`;
  try {
    await store.transaction(async (tx) => {
      await tx.db
        .insertInto('cursors')
        .values({ name, value: 'x'.repeat(PROBE_CHARS) })
        .onConflict((conflict) => conflict.column('name').doNothing())
        .execute();
      await tx.db.deleteFrom('cursors').where('name', '=', name).execute();
    });
  } catch (error) {
    return troubleOf(error);
  }
  return undefined;
}

/** Whether the embedded database will soon be without room, in words for the operator, or undefined. */
export async function checkSpace(store: Store): Promise<string | undefined> {
  const freeBytes = await store.engine.freeBytes();
  if (freeBytes === undefined || freeBytes >= LOW_SPACE_BYTES) return undefined;
  return `The disk of DATA_DIR is nearly full: ${Math.floor(freeBytes / 1024 / 1024)} MB are left. Make room.`;
}

function troubleOf(error: unknown): string {
  switch (codeOf(error)) {
    case 'SQLITE_FULL':
      return 'The disk of DATA_DIR is full. Requests are refused until there is room; make some.';
    case '53100':
      return 'The disk of the database server is full. Requests are refused until there is room; make some.';
    case '25006':
    case 'SQLITE_READONLY':
      return 'The database takes no writes: it is read-only. Check that DATABASE_URL names the primary server.';
    default:
      return DATABASE_SILENT;
  }
}

function codeOf(error: unknown): string | undefined {
  const code: unknown =
    typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}

/** SQLSTATE classes: lost connection, conflict, no resources, stopped by its operator, trouble of its system. */
const POSTGRES_CODES = /^(08|40|53|57|58)[0-9A-Z]{3}$|^25006$/;
const SQLITE_CODES = /^SQLITE_(BUSY|LOCKED|FULL|IOERR|READONLY|CANTOPEN)/;
const NETWORK_CODES = /^(ECONN(REFUSED|RESET)|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENOTFOUND|EAI_AGAIN)$/;
/** What `pg` says without a code: nobody to talk to, or all connections in use for too long. */
const POSTGRES_WORDS = /^(timeout exceeded when trying to connect|connection terminated)/i;

/**
 * Whether the database, or the way to it, is in trouble for a while: it says nothing about the work that met it, which
 * may succeed later just as it is.
 */
export function isDatabaseTrouble(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if ([POSTGRES_CODES, SQLITE_CODES, NETWORK_CODES].some((codes) => codes.test(code))) return true;
  return POSTGRES_WORDS.test(error.message);
}

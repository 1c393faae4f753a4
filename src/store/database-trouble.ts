/** SQLSTATE classes: lost connection, conflict, no resources, stopped by its operator, trouble of its system. */
const POSTGRES_CODES = /^(08|40|53|57|58)[0-9A-Z]{3}$|^25006$/;
const SQLITE_CODES = /^SQLITE_(BUSY|LOCKED|FULL|IOERR|READONLY|CANTOPEN)/;
const NETWORK_CODES = /^(ECONN(REFUSED|RESET)|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENOTFOUND|EAI_AGAIN)$/;
/** What `pg` says without a code before it has sent anything: all connections in use for too long, or a broken one. */
const UNSENT_WORDS = /^(timeout exceeded when trying to connect|client has encountered a connection error)/i;
/** What it says without a code of a query that it sent: no answer, or nobody to talk to any more. */
const UNANSWERED_WORDS = /^(connection terminated|query read timeout)/i;
/** A connection that broke, or that the server ended, while something was under way. */
const UNANSWERED_CODES = /^(08[0-9A-Z]{3}|57P0[1-4]|ECONNRESET|EPIPE|ETIMEDOUT)$/;

const codeOf = (error: Error): string =>
  'code' in error && typeof error.code === 'string' ? error.code : '';

/**
 * Whether the database, or the way to it, is in trouble for a while: it says nothing about the work that met it, which
 * may succeed later just as it is.
 */
export function isDatabaseTrouble(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = codeOf(error);
  if ([POSTGRES_CODES, SQLITE_CODES, NETWORK_CODES].some((codes) => codes.test(code))) return true;
  return UNSENT_WORDS.test(error.message) || isUnanswered(error);
}

/** Whether what was asked of the database may have been done all the same: it was sent, and no answer came. */
export function isUnanswered(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return UNANSWERED_CODES.test(codeOf(error)) || UNANSWERED_WORDS.test(error.message);
}

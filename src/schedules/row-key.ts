import { createHash } from 'node:crypto';

type Json = Readonly<Record<string, unknown>>;

const ID = /^_?(id|uuid|guid|key|record_?id|row_?id)$/i;
/** Its own, not that of whoever looks after it. */
const EMAIL =
  /^((visitor|person|people|contact|lead|prospect|profile)\.)?((work|business|primary)_?)?e-?mail(_?address)?$/i;
/** Each of these alone may belong to several rows: together they name one. */
const NAMING = /(domain|website|linkedin(_?url)?|profile_?url|name)$/i;
const NAMING_ID = /(_id|Id|ID|uuid)$/;
const MAX_DEPTH = 3;
const KEY_CHARS = 16;

/**
 * By what an entry of a list is known again, as a short hash: its id, else its e-mail address, else what names it
 * (domain, links, names), else all of it.
 */
export function rowKey(entry: unknown): string {
  return createHash('sha256').update(identityOf(entry)).digest('base64url').slice(0, KEY_CHARS);
}

function identityOf(entry: unknown): string {
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) return canonical(entry);
  const own = Object.entries(entry).find(([key, value]) => ID.test(key) && isTelling(value));
  if (own !== undefined) return canonical(['id', own[1]]);
  const leaves = leavesOf({ ...entry });
  const email = leaves.find(([path, value]) => EMAIL.test(path) && isTelling(value));
  if (email !== undefined) return canonical(['email', String(email[1]).toLowerCase()]);
  const naming = leaves.filter(([path, value]) => isNaming(path) && isTelling(value));
  return naming.length > 0 ? canonical(['named', naming]) : canonical(entry);
}

function isTelling(value: unknown): boolean {
  return (typeof value === 'string' && value.trim() !== '') || typeof value === 'number';
}

function isNaming(path: string): boolean {
  return NAMING.test(path) || NAMING_ID.test(path);
}

/** Scalars by their dotted path, in the order of the paths. */
function leavesOf(entry: Json): [string, unknown][] {
  const leaves: [string, unknown][] = [];
  const walk = (value: unknown, path: string, depth: number): void => {
    if (typeof value !== 'object' || value === null) {
      leaves.push([path, value]);
      return;
    }
    if (Array.isArray(value) || depth >= MAX_DEPTH) return;
    for (const [key, inner] of Object.entries(value))
      walk(inner, path === '' ? key : `${path}.${key}`, depth + 1);
  };
  walk(entry, '', 0);
  return leaves.sort(([one], [other]) => (one < other ? -1 : 1));
}

/** JSON in which the order of an object's properties does not count. */
function canonical(value: unknown): string {
  return (
    JSON.stringify(value, (_key, inner: unknown) =>
      typeof inner === 'object' && inner !== null && !Array.isArray(inner)
        ? Object.fromEntries(Object.entries(inner).sort(([one], [other]) => (one < other ? -1 : 1)))
        : inner,
    ) ?? 'undefined'
  );
}

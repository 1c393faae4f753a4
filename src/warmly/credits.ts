import type { WarmlyTool } from './schema.ts';

type Json = Readonly<Record<string, unknown>>;

/** The tool that tells how many credits are left: called so, answering at once and asking for nothing. */
export function findCreditsTool(tools: readonly WarmlyTool[]): WarmlyTool | undefined {
  const able = tools.filter(({ name, isAsync, inputSchema }) => {
    const required: unknown = inputSchema['required'];
    return !isAsync && /credit/i.test(name) && !(Array.isArray(required) && required.length > 0);
  });
  const tells = ({ name }: WarmlyTool) => /remain|left|balance|usage|get|check/i.test(name);
  return able.find(tells) ?? able[0];
}

const LEFT = /^(remaining_?credits?|credits?_?(remaining|left|balance|available))$/i;
const INCLUDED = /^(credits?_?(included|total|limit|quota)|(monthly|total)_?credits?)$/i;
/** Below this part of the month's credits, and below this many where the month's are not told, they run low. */
const LOW_PART = 0.1;
const LOW_CREDITS = 25;
const MAX_DEPTH = 3;

/** How many credits an answer says are left, where these are few; else undefined. */
export function lowCredits(output: unknown): number | undefined {
  const left = numberAt(output, LEFT, MAX_DEPTH);
  if (left === undefined) return undefined;
  const included = numberAt(output, INCLUDED, MAX_DEPTH);
  const isLow = included === undefined ? left <= LOW_CREDITS : left <= included * LOW_PART;
  return isLow ? left : undefined;
}

function numberAt(value: unknown, name: RegExp, depth: number): number | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || depth === 0) return undefined;
  const entries = Object.entries(value);
  const own = entries.find(([key, entry]) => name.test(key) && typeof entry === 'number')?.[1];
  if (typeof own === 'number') return own;
  for (const [, entry] of entries) {
    const found = numberAt(entry, name, depth - 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The switch by which a tool says what it would do, without cost: its property's name. */
export function previewOf(inputSchema: Json): string | undefined {
  const properties = inputSchema['properties'];
  if (typeof properties !== 'object' || properties === null) return undefined;
  const found = Object.entries(properties).find(([name, schema]) => PREVIEW.test(name) && isFlag(schema));
  return found?.[0];
}

const PREVIEW = /^(preview|dry_?run)(_?only)?$/i;

/** The switch by which an input asked only what a tool would do. */
export function previewIn(input: Json): string | undefined {
  return Object.entries(input).find(([name, value]) => PREVIEW.test(name) && value === true)?.[0];
}

function isFlag(schema: unknown): boolean {
  return typeof schema === 'object' && schema !== null && 'type' in schema && schema.type === 'boolean';
}

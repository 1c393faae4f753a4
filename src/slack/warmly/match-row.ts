import { flattenRecord } from '../../delivery/render/flatten-record.ts';
import type { Scalar } from '../../delivery/render/format-value.ts';

type Json = Readonly<Record<string, unknown>>;

/**
 * The input that a row gives for another tool: properties whose name is a column's, or its last part's, and that take
 * its type. "company.domain" fits `companyDomain` and `domain`, and `domains` as a list of one.
 */
export function matchRow(row: Json, inputSchema: Json): Record<string, unknown> {
  const cells = [...flattenRecord(row).values].filter(([, value]) => value !== null && value !== '');
  const input: Record<string, unknown> = {};
  for (const [name, schema] of Object.entries(asRecord(inputSchema['properties']))) {
    const types = [asRecord(schema)['type']].flat();
    const items = asRecord(asRecord(schema)['items'])['type'];
    const wanted = plain(name);
    const found =
      cells.find(([path]) => plain(path) === wanted || `${plain(path)}s` === wanted) ??
      cells.find(([path]) => plain(lastOf(path)) === wanted || `${plain(lastOf(path))}s` === wanted) ??
      cells.find(([path]) => KEYS.test(lastOf(path)) && wanted.endsWith(plain(lastOf(path))));
    if (found === undefined || PAGING.test(name)) continue;
    if (types.some((type) => takes(type, found[1]))) input[name] = found[1];
    else if (types.includes('array') && takes(items, found[1])) input[name] = [found[1]];
  }
  return input;
}

/** Columns that mean the same under a longer name: an account's `domain` is a `companyDomain`. */
const KEYS = /^(domain|e-?mail|linkedin_?url)$/i;
const PAGING = /^(take|limit|offset|skip|page|cursor|count|mode|type)$/i;

/** The tools that rows can be given to, those that take most of what they need first. */
export function toolsForRows<Tool extends { readonly inputSchema: Json }>(
  tools: readonly Tool[],
  rows: readonly Json[],
): Tool[] {
  const fits = tools.map((tool) => ({ tool, fit: Math.max(0, ...rows.map((row) => fitOf(row, tool))) }));
  return fits
    .filter(({ fit }) => fit > 0)
    .sort((one, other) => other.fit - one.fit)
    .map(({ tool }) => tool);
}

/** What is required counts more than everything else together. */
function fitOf(row: Json, { inputSchema }: { readonly inputSchema: Json }): number {
  const given = Object.keys(matchRow(row, inputSchema));
  const required = [inputSchema['required']].flat();
  return given.length + given.filter((name) => required.includes(name)).length * 1_000;
}

function takes(type: unknown, value: Scalar): boolean {
  if (type === 'integer') return Number.isInteger(value);
  return type === typeof value;
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

function lastOf(path: string): string {
  return path.replace(/^.*\./, '');
}

function asRecord(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

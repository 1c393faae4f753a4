/** How a tool's input goes on to the next page: the names of its properties. */
export interface WarmlyPaging {
  readonly by: 'offset' | 'page' | 'cursor';
  readonly property: string;
  /** The first page's number or offset, where nothing is given. */
  readonly first: number;
  /** How many entries a page has: the property that says so, and what holds without it. */
  readonly sizeProperty?: string;
  readonly size?: number;
}

const KINDS = [
  ['cursor', /^(cursor|after|(next_?)?page_?token|continuation(_?token)?)$/i],
  ['offset', /^(offset|skip|start_?(at|index))$/i],
  ['page', /^(page|page_?number|page_?index)$/i],
] as const;
const SIZE = /^(take|limit|page_?size|per_?page|size|max_?results|count)$/i;

/** Reads from a tool's JSON Schema how it pages; undefined where it does not. */
export function pagingOf(inputSchema: Readonly<Record<string, unknown>>): WarmlyPaging | undefined {
  const properties = Object.entries(asRecord(inputSchema['properties']));
  const sized = properties.find(([name]) => SIZE.test(name));
  const size = numberOr(asRecord(sized?.[1])['default']);
  for (const [by, pattern] of KINDS) {
    const found = properties.find(([name, schema]) => pattern.test(name) && takes(by, asRecord(schema)));
    if (found === undefined) continue;
    return {
      by,
      property: found[0],
      first: numberOr(asRecord(found[1])['default']) ?? (by === 'page' ? 1 : 0),
      ...(sized !== undefined && { sizeProperty: sized[0] }),
      ...(size !== undefined && { size }),
    };
  }
  return undefined;
}

/** A cursor is text, everything else a number; a schema that says nothing of its type may be either. */
function takes(by: WarmlyPaging['by'], schema: Readonly<Record<string, unknown>>): boolean {
  const types = [schema['type']].flat();
  if (schema['type'] === undefined) return true;
  return by === 'cursor' ? types.includes('string') : types.includes('integer') || types.includes('number');
}

function numberOr(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

import { isJsonObject, type JsonObject } from './json-value.ts';
import { childSchemas } from './schema-children.ts';
import type { SchemaIndex } from './schema-index.ts';

/** A schema under one of these describes the same value as the schema around it. */
const IN_PLACE: ReadonlySet<string> = new Set(['allOf', 'anyOf', 'then', 'else', 'dependentSchemas']);
/** Where a schema under one of these takes more, the schema around it may take less. */
const TURNING: ReadonlySet<string> = new Set(['not', 'if', 'oneOf', 'contains']);
/** What says something of a value without narrowing it. */
const WORDS = ['title', 'default', 'examples', 'deprecated', 'readOnly', 'writeOnly'];
const NOTE = '(Described in another schema that is not part of the tool’s, so only the tool checks it.)';

type Relation = 'in place' | 'turning' | 'elsewhere';

interface Edge {
  readonly from: JsonObject;
  readonly to: JsonObject;
  readonly relation: Relation;
}

/**
 * The parts of a schema whose values are unknown without a reference that leads nowhere. Where anything is taken in
 * their stead, no input is refused that the whole schema would take, and every other part is as strict as before.
 */
export function lostParts(root: JsonObject, index: SchemaIndex): ReadonlySet<JsonObject> {
  const edges = edgesWithin(root, index);
  const missing = [root, ...edges.map(({ to }) => to)].filter((part) => leadsNowhere(part, index));
  const leading = allThatLeadTo(missing, edges);
  const turned = edges.filter(({ relation, to }) => relation === 'turning' && leading.has(to));
  const inPlace = edges.filter(({ relation }) => relation === 'in place');
  return allThatLeadTo([...missing, ...turned.map(({ from }) => from)], inPlace);
}

/** What is left of a lost part: its words, and why. It is secret as a whole where anything in it is. */
export function wordsOfLost(part: JsonObject, index: SchemaIndex): JsonObject {
  const words: Record<string, unknown> = {};
  for (const key of WORDS) if (part[key] !== undefined) words[key] = part[key];
  words.description = typeof part.description === 'string' ? `${part.description.trim()} ${NOTE}` : NOTE;
  const within = [part, ...edgesWithin(part, index).map(({ to }) => to)];
  if (within.some(({ writeOnly, format }) => writeOnly === true || format === 'password')) {
    words.writeOnly = true;
  }
  return words;
}

function leadsNowhere(part: JsonObject, index: SchemaIndex): boolean {
  if (!index.isReference(part)) return false;
  const target = index.targetOf(part);
  return typeof target !== 'boolean' && !isJsonObject(target);
}

function edgesWithin(root: JsonObject, index: SchemaIndex): Edge[] {
  const edges: Edge[] = [];
  const seen = new Set<JsonObject>([root]);
  const add = (from: JsonObject, to: unknown, relation: Relation) => {
    if (!isJsonObject(to)) return;
    edges.push({ from, to, relation });
    seen.add(to);
  };
  // A set goes on with what is added to it meanwhile.
  for (const part of seen) {
    if (index.isReference(part)) add(part, index.targetOf(part), 'in place');
    for (const { schema, keys } of childSchemas(part)) add(part, schema, relationOf(keys[0] ?? ''));
  }
  return edges;
}

function relationOf(keyword: string): Relation {
  if (TURNING.has(keyword)) return 'turning';
  return IN_PLACE.has(keyword) ? 'in place' : 'elsewhere';
}

/** Some parts, and those from which the edges lead to them. */
function allThatLeadTo(parts: readonly JsonObject[], edges: readonly Edge[]): Set<JsonObject> {
  const incoming = new Map<JsonObject, JsonObject[]>();
  for (const { from, to } of edges) {
    const others = incoming.get(to);
    if (others === undefined) incoming.set(to, [from]);
    else others.push(from);
  }
  const found = new Set(parts);
  for (const part of found) for (const from of incoming.get(part) ?? []) found.add(from);
  return found;
}

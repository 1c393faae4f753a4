import { isJsonObject, type JsonObject, pointerKeys, setOwn } from './json-value.ts';
import { lostParts, wordsOfLost } from './lost-parts.ts';
import { isUsablePattern } from './pattern-test.ts';
import { boundsProblem } from './schema-bounds.ts';
import { childSchemas } from './schema-children.ts';
import { indexSchema, type SchemaIndex } from './schema-index.ts';
import { plainKeywords, unknownType } from './schema-keywords.ts';

/** A schema as plain 2020-12 whose references all lead into it, or why there can be none, in words. */
export type NormalSchema =
  | { readonly ok: true; readonly root: JsonObject | boolean }
  | { readonly ok: false; readonly problem: string };

/** Every reference of a normal schema begins with this and goes on as a JSON pointer. */
export const ROOT_URI = 'errand:input';

/**
 * Writes a schema of any draft (04 to 2020-12, OpenAPI's `nullable`) as 2020-12: identifiers, anchors and dynamic
 * references become pointers; leftovers of older drafts become what they are called today; keywords whose values make
 * no sense are left out. What the schema allows stays the same, save that anything is taken where a reference leads
 * out of it. Nothing is fetched.
 */
export function normalSchema(schema: unknown): NormalSchema {
  if (typeof schema === 'boolean') return { ok: true, root: schema };
  if (!isJsonObject(schema)) return { ok: false, problem: 'The tool gives no JSON Schema for its input.' };
  const problem = boundsProblem(schema);
  if (problem !== undefined) return { ok: false, problem };
  const unknown = unknownType(schema.type);
  if (unknown !== undefined) {
    return {
      ok: false,
      problem: `The tool’s schema is not valid JSON Schema: there is no type ${unknown}. Its input is entered as JSON.`,
    };
  }
  const index = indexSchema(schema);
  const whole = rewriteAll(schema, index, new Set());
  if (whole !== undefined) return { ok: true, root: whole };
  const lost = lostParts(schema, index);
  const rest = lost.has(schema) ? undefined : rewriteAll(schema, index, lost);
  return rest === undefined ? { ok: false, problem: LEADS_OUT } : { ok: true, root: rest };
}

const LEADS_OUT =
  "The tool's schema refers to another schema that is not part of it, so its input is entered as JSON.";

/** Undefined where a reference leads nowhere, in another part than the lost ones. */
function rewriteAll(
  schema: JsonObject,
  index: SchemaIndex,
  lost: ReadonlySet<JsonObject>,
): JsonObject | undefined {
  const rewriting: Rewriting = { index, lost, missing: [], patternsLeft: MAX_PATTERNS };
  const root = rewrite(schema, rewriting);
  // Adopting one part may lead to the next one.
  const definitions: Record<string, unknown> = {};
  for (const [name, part] of index.adopted) setOwn(definitions, name, rewrite(part, rewriting));
  if (rewriting.missing.length > 0) return undefined;
  if (index.adopted.size === 0) return root;
  const own = isJsonObject(root.$defs) ? root.$defs : {};
  return { ...root, $defs: { ...own, ...definitions } };
}

/** Compiling them costs more than in proportion; real schemas have a handful. */
const MAX_PATTERNS = 200;

interface Rewriting {
  readonly index: SchemaIndex;
  readonly lost: ReadonlySet<JsonObject>;
  /** References that lead nowhere. */
  readonly missing: string[];
  patternsLeft: number;
}

function rewrite(part: JsonObject, rewriting: Rewriting): JsonObject {
  if (rewriting.lost.has(part)) return wordsOfLost(part, rewriting.index);
  const isUsable = (pattern: string) => {
    rewriting.patternsLeft -= 1;
    return rewriting.patternsLeft >= 0 && isUsablePattern(pattern);
  };
  const { keywords, alsoNull } = plainKeywords(part, isUsable);
  const result: Record<string, unknown> = { ...keywords };
  const required = new Set<string>(Array.isArray(keywords.required) ? keywords.required : []);
  for (const { schema, keys } of childSchemas(part)) {
    const child = isJsonObject(schema) ? rewrite(schema, rewriting) : schema !== false;
    const [keyword, name] = keys;
    if (keyword === 'patternProperties' && !isUsable(name ?? '')) continue;
    place(result, keys, child);
    // Drafts before 04 say at the property itself that it is required.
    if (keyword === 'properties' && name !== undefined && isJsonObject(schema) && schema.required === true) {
      required.add(name);
    }
  }
  if (required.size > 0) result.required = [...required];
  const reference = referenceOf(part, rewriting);
  if (reference === false) return { not: {} };
  const whole = reference === undefined ? result : { $ref: reference, ...result };
  return alsoNull ? orNull(whole) : whole;
}

/** False where the reference leads to the schema that allows nothing. */
function referenceOf(part: JsonObject, { index, missing }: Rewriting): string | false | undefined {
  const ref = part.$ref ?? part.$dynamicRef ?? part.$recursiveRef;
  if (typeof ref !== 'string') return undefined;
  const target = index.targetOf(part);
  if (typeof target === 'boolean') return target ? undefined : false;
  const pointer = isJsonObject(target) ? index.pointerOf(target) : undefined;
  if (pointer !== undefined) return `${ROOT_URI}#${encodeURI(pointer).replaceAll('#', '%23')}`;
  missing.push(ref);
  return undefined;
}

function place(result: Record<string, unknown>, keys: readonly string[], child: unknown): void {
  const [keyword = '', key] = keys;
  if (key === undefined) {
    result[keyword] = child;
    return;
  }
  const isList = keyword === 'prefixItems' || keyword.endsWith('Of');
  const known = result[keyword];
  if (isList) {
    if (Array.isArray(known)) known.push(child);
    else result[keyword] = [child];
    return;
  }
  const map: Record<string, unknown> = isJsonObject(known) ? known : {};
  setOwn(map, key, child);
  result[keyword] = map;
}

/** OpenAPI's `nullable` beside something else than a type. */
function orNull(schema: JsonObject): JsonObject {
  const { title, description, default: byDefault, $defs, definitions, ...rest } = schema;
  const outer = Object.entries({ title, description, default: byDefault, $defs, definitions });
  return {
    ...Object.fromEntries(outer.filter(([, value]) => value !== undefined)),
    anyOf: [rest, { type: 'null' }],
  };
}

/** The keys that a reference of a normal schema walks through; undefined for other references. */
export function refKeys(ref: unknown): readonly string[] | undefined {
  if (typeof ref !== 'string' || !ref.startsWith(`${ROOT_URI}#`)) return undefined;
  const pointer = decodeURIComponent(ref.slice(ROOT_URI.length + 1));
  return pointerKeys(pointer);
}

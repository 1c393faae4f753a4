import { getOwn, isJsonObject, type JsonObject, pointerKeys, pointerStep } from './json-value.ts';
import { childSchemas } from './schema-children.ts';

/** Where the parts of a schema stand, and what its references lead to. */
export interface SchemaIndex {
  /** The pointer of a part in the rewritten document; undefined for what is no part of it. */
  readonly pointerOf: (part: object) => string | undefined;
  /** Whether a part has a `$ref`, `$dynamicRef` or `$recursiveRef`. */
  readonly isReference: (part: JsonObject) => boolean;
  /** What a part's `$ref`, `$dynamicRef` or `$recursiveRef` leads to; undefined where that is not in the document. */
  readonly targetOf: (part: JsonObject) => unknown;
  /** Parts that stand where no keyword expects a schema, by the name under which they are added to `$defs`. */
  readonly adopted: ReadonlyMap<string, JsonObject>;
}

/** Only a name to resolve relative identifiers against: nothing is ever fetched. */
const BASE_URI = 'https://schema.invalid/root';

export function indexSchema(root: JsonObject): SchemaIndex {
  const pointers = new Map<object, string>();
  const bases = new Map<object, string>();
  const resources = new Map<string, JsonObject>();
  const anchors = new Map<string, JsonObject>();
  const dynamicAnchors = new Set<JsonObject>();
  const adopted = new Map<string, JsonObject>();

  function visit(part: unknown, pointer: string, outerBase: string): void {
    if (!isJsonObject(part) || pointers.has(part)) return;
    pointers.set(part, pointer);
    const base = register(part, outerBase);
    for (const child of childSchemas(part)) {
      visit(child.schema, pointer + child.keys.map(pointerStep).join(''), base);
    }
  }

  function register(part: JsonObject, outerBase: string): string {
    const id = part.$id ?? part.id;
    const uri = typeof id === 'string' ? resolved(outerBase, id) : outerBase;
    const [base = '', fragment = ''] = uri.split('#', 2);
    bases.set(part, base);
    if (!resources.has(base)) resources.set(base, part);
    for (const anchor of [fragment, part.$anchor, part.$dynamicAnchor]) {
      if (typeof anchor === 'string' && anchor !== '' && !anchors.has(`${base}#${anchor}`)) {
        anchors.set(`${base}#${anchor}`, part);
      }
    }
    if (typeof part.$dynamicAnchor === 'string') dynamicAnchors.add(part);
    return base;
  }

  function targetOf(part: JsonObject): unknown {
    const base = bases.get(part) ?? BASE_URI;
    const target = adopt(find(base, referenceIn(part)), base);
    if (typeof part.$ref === 'string' || !isJsonObject(target)) return target;
    return outermost(target, part);
  }

  /** A dynamic reference leads to the outermost part that takes its name; the document itself is always around. */
  function outermost(target: JsonObject, part: JsonObject): JsonObject {
    if (part.$recursiveRef !== undefined) {
      return target.$recursiveAnchor === true && root.$recursiveAnchor === true ? root : target;
    }
    const named = anchors.get(`${bases.get(root) ?? BASE_URI}#${String(target.$dynamicAnchor)}`);
    return dynamicAnchors.has(target) && named !== undefined && dynamicAnchors.has(named) ? named : target;
  }

  function find(base: string, ref: unknown): unknown {
    if (typeof ref !== 'string') return undefined;
    const [uri = '', rawFragment = ''] = resolved(base, ref).split('#', 2);
    const resource = resources.get(uri);
    if (resource === undefined) return undefined;
    const fragment = decoded(rawFragment);
    if (fragment === '') return resource;
    return fragment.startsWith('/') ? partAt(resource, fragment) : anchors.get(`${uri}#${fragment}`);
  }

  function adopt(target: unknown, base: string): unknown {
    if (!isJsonObject(target) || pointers.has(target)) return target;
    const definitions = isJsonObject(root.$defs) ? root.$defs : {};
    let name = `ref-${adopted.size + 1}`;
    while (Object.hasOwn(definitions, name)) name = `${name}-`;
    adopted.set(name, target);
    visit(target, `/$defs/${name}`, base);
    return target;
  }

  visit(root, '', BASE_URI);
  return {
    pointerOf: (part) => pointers.get(part),
    isReference: (part) => typeof referenceIn(part) === 'string',
    targetOf,
    adopted,
  };
}

function referenceIn(part: JsonObject): unknown {
  return part.$ref ?? part.$dynamicRef ?? part.$recursiveRef;
}

function partAt(resource: JsonObject, pointer: string): unknown {
  return pointerKeys(pointer).reduce<unknown>((value, key) => {
    if (Array.isArray(value)) return value[Number(key)];
    return isJsonObject(value) ? getOwn(value, key) : undefined;
  }, resource);
}

function resolved(base: string, reference: string): string {
  try {
    return new URL(reference, base).href;
  } catch {
    return reference;
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

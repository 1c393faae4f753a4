import { getOwn, isJsonObject, type JsonObject } from './json-value.ts';

/** What evaluating conditions needs of a form. */
export interface ConditionTools {
  /** References followed and `allOf` merged, where that is possible; what is not stays in `allOf`. */
  readonly shapeOf: (schema: unknown) => JsonObject;
  readonly accepts: (schema: unknown, value: unknown) => boolean;
}

/** An object's schema as it stands for one value. */
interface ActiveSchema {
  readonly schema: JsonObject;
  /** Properties that decide what is asked for. */
  readonly watched: ReadonlySet<string>;
}

/** Conditions within conditions; beyond this it is a loop. */
const MAX_ROUNDS = 8;
const NOTHING: ReadonlySet<string> = new Set();

/**
 * Takes in what `if/then/else`, `dependentRequired`, `dependentSchemas` and `dependencies` ask of an object with this
 * value. An object that is not there yet counts as empty.
 */
export function activeSchema(tools: ConditionTools, shape: JsonObject, value: unknown): ActiveSchema {
  if (!isConditional(shape)) return { schema: shape, watched: NOTHING };
  const present = isJsonObject(value) ? value : {};
  const watched = new Set<string>();
  let current = shape;
  for (let round = 0; round < MAX_ROUNDS && isConditional(current); round += 1) {
    const { allOf, ...own } = current;
    const members = [own, ...(Array.isArray(allOf) ? allOf : [])].filter(isJsonObject);
    const parts = members.flatMap((member) => activeParts(tools, member, present, watched));
    current = parts.length === 1 ? tools.shapeOf(parts[0]) : tools.shapeOf({ allOf: parts });
  }
  return { schema: current, watched };
}

function isConditional(schema: JsonObject): boolean {
  return (
    'if' in schema ||
    'dependentRequired' in schema ||
    'dependentSchemas' in schema ||
    'dependencies' in schema ||
    (Array.isArray(schema.allOf) &&
      schema.allOf.some((member) => isJsonObject(member) && isConditional(member)))
  );
}

/** A schema without its conditions, and what those of them ask for that hold. */
function activeParts(
  tools: ConditionTools,
  schema: JsonObject,
  value: JsonObject,
  watched: Set<string>,
): JsonObject[] {
  const {
    if: condition,
    then,
    else: otherwise,
    dependentRequired,
    dependentSchemas,
    dependencies,
    ...rest
  } = schema;
  const parts: unknown[] = [rest];
  const settled = (part: unknown) => settledUnion(tools, part, value, watched);
  if (condition !== undefined) {
    namedIn(tools.shapeOf(condition), watched);
    parts.push(settled(tools.accepts(condition, value) ? then : otherwise));
  }
  for (const table of [dependentRequired, dependentSchemas, dependencies]) {
    if (!isJsonObject(table)) continue;
    for (const key of Object.keys(table)) {
      watched.add(key);
      if (getOwn(value, key) === undefined) continue;
      const asked = getOwn(table, key);
      parts.push(Array.isArray(asked) ? { required: asked } : settled(asked));
    }
  }
  return parts.filter(isJsonObject).filter((part) => Object.keys(part).length > 0);
}

/** A union that a condition asks for is settled by the values that its branches tell themselves apart by. */
function settledUnion(
  tools: ConditionTools,
  part: unknown,
  value: JsonObject,
  watched: Set<string>,
): unknown {
  if (!isJsonObject(part)) return part;
  const shape = tools.shapeOf(part);
  const keyword = ['oneOf', 'anyOf'].find((one) => Array.isArray(shape[one]));
  if (keyword === undefined) return part;
  const { [keyword]: members, ...rest } = shape;
  const branches = (Array.isArray(members) ? members : []).map((member) => {
    const { properties, ...own } = tools.shapeOf(member);
    return { own, properties: isJsonObject(properties) ? properties : {} };
  });
  const shared = Object.keys(branches[0]?.properties ?? {}).filter((key) =>
    branches.every(({ properties }) => Object.hasOwn(properties, key)),
  );
  if (shared.length === 0) return part;
  for (const key of shared) watched.add(key);
  const branch = branches.find(({ properties }) =>
    shared.every((key) => {
      const held = getOwn(value, key);
      return held !== undefined && tools.accepts(getOwn(properties, key), held);
    }),
  );
  if (branch === undefined) return rest;
  // What tells the branches apart stays a question: narrowed to one answer, it could not be changed again.
  const properties = Object.fromEntries(
    Object.entries(branch.properties).filter(([key]) => !shared.includes(key)),
  );
  return { allOf: [rest, { ...branch.own, properties }] };
}

/** The properties that a condition looks at, as far as its surface shows. */
function namedIn(condition: JsonObject, names: Set<string>): void {
  if (isJsonObject(condition.properties)) for (const key of Object.keys(condition.properties)) names.add(key);
  if (Array.isArray(condition.required)) {
    for (const key of condition.required) if (typeof key === 'string') names.add(key);
  }
  for (const keyword of ['allOf', 'anyOf', 'oneOf']) {
    const members = condition[keyword];
    if (Array.isArray(members))
      for (const member of members) if (isJsonObject(member)) namedIn(member, names);
  }
  if (isJsonObject(condition.not)) namedIn(condition.not, names);
}

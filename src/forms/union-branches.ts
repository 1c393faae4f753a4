import type { FormModel } from './form-model.ts';
import type { UnionBranch } from './form-node.ts';
import { getOwn, isJsonObject, type JsonObject, sameJson } from './json-value.ts';
import { humanizeName, valueText } from './labels.ts';
import { typesOf } from './schema-shape.ts';

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: 'Text',
  number: 'Number',
  integer: 'Whole number',
  boolean: 'Yes or no',
  null: 'Nothing (null)',
  array: 'List',
  object: 'Object',
};
/** Unions of unions are asked about at once; deeper ones become branches of their own. */
const MAX_NESTED = 3;
/** What a union says of itself, which its branches do not take over. */
const OWN_WORDS = new Set([
  'title',
  'description',
  'default',
  'examples',
  'discriminator',
  'deprecated',
  'readOnly',
]);

/**
 * The schemas that a person chooses among; undefined where there is nothing to choose, as in a union whose branches
 * only ask for one property or another. What stands beside the union holds in every branch.
 */
export function branchesOf(model: FormModel, shape: JsonObject): readonly UnionBranch[] | undefined {
  const found = model.once(model.branches, shape, () => findBranches(model, shape, 0) ?? null);
  return found ?? undefined;
}

function findBranches(model: FormModel, shape: JsonObject, depth: number): UnionBranch[] | undefined {
  for (const keyword of ['oneOf', 'anyOf']) {
    const members = shape[keyword];
    if (!Array.isArray(members) || members.length < 2) continue;
    const { [keyword]: _members, ...beside } = shape;
    const rest = Object.fromEntries(Object.entries(beside).filter(([key]) => !OWN_WORDS.has(key)));
    const isBare = Object.keys(rest).length === 0;
    const schemas = members.filter((member) => member !== false);
    if (!schemas.some((member) => saysWhatItIs(model, member, shape))) continue;
    const branches = schemas.flatMap((member) => {
      const own = model.shapeOf(member).schema;
      const schema = isBare ? member : model.allOf(rest, member);
      const inner =
        depth < MAX_NESTED ? findBranches(model, model.shapeOf(schema).schema, depth + 1) : undefined;
      return inner ?? [{ label: labelOf(model, own), description: textOf(own.description), schema }];
    });
    return branches.length < 2 ? undefined : tellApart(branches);
  }
  return byType(shape);
}

/** A branch that is worth choosing: of a type of its own, or with properties of its own. */
function saysWhatItIs(model: FormModel, member: unknown, shape: JsonObject): boolean {
  const { schema } = model.shapeOf(member);
  if (isJsonObject(schema.properties) || schema.items !== undefined || schema.prefixItems !== undefined)
    return true;
  if (isJsonObject(schema.additionalProperties) || isJsonObject(schema.patternProperties)) return true;
  return typesOf(shape, model.root).size !== 1 && typesOf(schema, model.root).size > 0;
}

function byType(shape: JsonObject): UnionBranch[] | undefined {
  const { type } = shape;
  if (!Array.isArray(type) || type.length < 2) return undefined;
  return type
    .filter((name) => typeof name === 'string' && !(name === 'integer' && type.includes('number')))
    .map((name) => {
      const { title: _title, default: _default, ...rest } = shape;
      return { label: TYPE_NAMES[name] ?? name, description: '', schema: { ...rest, type: name } };
    });
}

function labelOf(model: FormModel, branch: JsonObject): string {
  const title = textOf(branch.title);
  if (title !== '') return title;
  const properties = isJsonObject(branch.properties) ? branch.properties : {};
  const constant = Object.keys(properties)
    .map((key) => model.shapeOf(getOwn(properties, key)).schema)
    .map(onlyValue)
    .find((value) => value !== undefined);
  if (constant !== undefined)
    return typeof constant === 'string' ? humanizeName(constant) : valueText(constant);
  const own = onlyValue(branch);
  if (own !== undefined) return valueText(own);
  const types = [...typesOf(branch, model.root)];
  const required = Array.isArray(branch.required) ? branch.required : [];
  if (types.includes('object') && required.length > 0)
    return required.map((key) => humanizeName(String(key))).join(', ');
  if (types.length === 0) return 'Anything';
  return types.map((type) => TYPE_NAMES[type] ?? type).join(' or ');
}

function onlyValue(schema: JsonObject): unknown {
  if ('const' in schema) return schema.const;
  return Array.isArray(schema.enum) && schema.enum.length === 1 ? schema.enum[0] : undefined;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}

function tellApart(branches: readonly UnionBranch[]): UnionBranch[] {
  const counts = new Map<string, number>();
  for (const { label } of branches) counts.set(label, (counts.get(label) ?? 0) + 1);
  return branches.map((branch, index) =>
    (counts.get(branch.label) ?? 0) > 1 ? { ...branch, label: `${branch.label} (${index + 1})` } : branch,
  );
}

/** The branch that a value was made for: one that accepts it, otherwise the one that it looks most like. */
export function chosenBranch(
  model: FormModel,
  branches: readonly UnionBranch[],
  value: unknown,
): number | undefined {
  if (value === undefined) return undefined;
  const accepting = branches.map((branch) => model.accepts(branch.schema, value));
  const scores = branches.map((branch) => likeness(model, model.shapeOf(branch.schema).schema, value));
  // Branches that leave an object open take any: the one that names what it holds was meant.
  const eligible = scores.filter((_score, index) => accepting[index]);
  if (eligible.length > 0) {
    const likest = Math.max(...eligible);
    return scores.findIndex((score, index) => accepting[index] === true && score === likest);
  }
  const best = Math.max(...scores);
  return best > 0 ? scores.indexOf(best) : undefined;
}

function likeness(model: FormModel, shape: JsonObject, value: unknown): number {
  const types = typesOf(shape, model.root);
  const type = value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
  if (!types.has(type) && !(type === 'number' && types.has('integer'))) return 0;
  if (!isJsonObject(value) || !isJsonObject(shape.properties)) return 1;
  const { properties } = shape;
  return Object.keys(value).reduce((score, key) => {
    if (!Object.hasOwn(properties, key)) return score;
    const constant = onlyValue(model.shapeOf(getOwn(properties, key)).schema);
    if (constant === undefined) return score + 1;
    return sameJson(constant, value[key]) ? score + 1000 : score - 1000;
  }, 1);
}

import type { ErrorObject } from 'ajv';
import { kindOf } from './field-kind.ts';
import type { Form } from './form-field.ts';
import { type FieldDraft, layOut } from './form-layout.ts';
import { getOwn, isJsonObject, type JsonObject, pointerStep, setOwn } from './json-value.ts';
import { humanizeName } from './labels.ts';
import { compileCheck } from './schema-check.ts';
import { shapeOf, typesOf } from './schema-shape.ts';

/**
 * Turns a tool's input schema into a form. Never throws: a schema that cannot be used gives a form with `problem` and
 * one JSON field for the whole input. Costs one compilation by ajv, so keep the form beside the tool.
 */
export function compileForm(schema: unknown): Form {
  const checked = compileCheck(schema);
  if (!checked.ok) return rawForm(schema, () => [], checked.problem);
  const { schema: root } = shapeOf(schema, schema);
  if (!hasFields(root)) return rawForm(schema, checked.check);
  const drafts = propertyDrafts(root, schema, checked.check);
  return {
    schema,
    fields: layOut(drafts, needsCatchAll(root, schema, drafts)),
    keepsUnknown: root.additionalProperties !== false && root.unevaluatedProperties !== false,
    check: checked.check,
  };
}

/** An object with named properties, or one that takes none; everything else is entered as a whole. */
function hasFields(root: JsonObject): boolean {
  const types = typesOf(root, root);
  if (types.size > 0 && !types.has('object')) return false;
  if (isJsonObject(root.properties) && Object.keys(root.properties).length > 0) return true;
  if (types.size === 0) return false;
  const open = ['allOf', 'anyOf', 'oneOf', '$ref', 'if', 'patternProperties', 'dependentSchemas'];
  return !open.some((keyword) => keyword in root) && !isJsonObject(root.additionalProperties);
}

function propertyDrafts(root: JsonObject, schema: unknown, check: Form['check']): FieldDraft[] {
  const properties = isJsonObject(root.properties) ? root.properties : {};
  const required = new Set(Array.isArray(root.required) ? root.required : []);
  return Object.keys(properties).map((name) => {
    const own = getOwn(properties, name);
    const shape = shapeOf(own, schema);
    const title = shape.schema.title;
    const description = shape.schema.description;
    const defaultValue = validDefault(name, shape.schema, check);
    return {
      scope: 'property',
      name,
      label: typeof title === 'string' && title.trim() !== '' ? title.trim() : humanizeName(name),
      description: typeof description === 'string' ? description.trim() : '',
      required: required.has(name),
      nullable: shape.nullable || shape.schema.type === 'null',
      kind: kindOf(shape.schema, name, schema),
      ...(defaultValue === undefined ? {} : { defaultValue }),
      examples: Array.isArray(shape.schema.examples) ? shape.schema.examples : [],
    };
  });
}

/** Tools often declare defaults that their own schema refuses: those are not offered, null says nothing. */
function validDefault(name: string, shape: JsonObject, check: Form['check']): unknown {
  const value = shape.default;
  if (value === undefined || value === null) return undefined;
  const input: Record<string, unknown> = {};
  setOwn(input, name, value);
  return check(input).some((error) => isAtProperty(error, name)) ? undefined : value;
}

function isAtProperty(error: ErrorObject, name: string): boolean {
  const step = pointerStep(name);
  return error.instancePath === step || error.instancePath.startsWith(`${step}/`);
}

/** Whether an input may need properties that have no field: from branches, conditions or patterns. */
function needsCatchAll(root: JsonObject, schema: unknown, drafts: readonly FieldDraft[]): boolean {
  if (isJsonObject(root.patternProperties)) return true;
  if (isJsonObject(root.additionalProperties) && Object.keys(root.additionalProperties).length > 0)
    return true;
  const known = new Set(drafts.map((draft) => draft.name));
  const branches = ['allOf', 'anyOf', 'oneOf']
    .flatMap((keyword) => (Array.isArray(root[keyword]) ? root[keyword] : []))
    .concat(
      root.then,
      root.else,
      isJsonObject(root.dependentSchemas) ? Object.values(root.dependentSchemas) : [],
    );
  // The root itself may demand a property that it does not describe.
  return [root, ...branches].some((branch) => {
    const { properties, required } = shapeOf(branch, schema).schema;
    const names = [
      ...(isJsonObject(properties) ? Object.keys(properties) : []),
      ...(Array.isArray(required) ? required : []),
    ];
    return names.some((name) => typeof name === 'string' && !known.has(name));
  });
}

function rawForm(schema: unknown, check: Form['check'], problem?: string): Form {
  const draft: FieldDraft = {
    scope: 'input',
    name: '',
    label: 'Input',
    description: 'The whole input as one JSON object.',
    required: false,
    nullable: false,
    kind: { type: 'json', acceptsText: false },
    examples: [],
  };
  const fields = layOut([draft], false);
  return { schema, fields, keepsUnknown: true, check, ...(problem === undefined ? {} : { problem }) };
}

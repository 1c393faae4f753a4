import type { ErrorObject } from 'ajv';
import type { Form } from './form-field.ts';
import { type FieldDraft, layOut } from './form-layout.ts';
import { createFormModel } from './form-model.ts';
import { getOwn, isJsonObject, type JsonObject, pointerStep, setOwn } from './json-value.ts';
import type { FieldKind } from './leaf.ts';
import { leafOf } from './leaf-of.ts';
import { compileCheck, type SchemaCheck } from './schema-check.ts';
import { shapeOf, typesOf } from './schema-shape.ts';

/**
 * Turns a tool's input schema into a form. Never throws: a schema that cannot be used gives a form with `problem` and
 * one JSON field for the whole input. Costs one compilation by ajv, so keep the form beside the tool.
 */
export function compileForm(schema: unknown): Form {
  const checked = compileCheck(schema);
  if (!checked.ok) return rawForm(schema, NO_CHECKS, checked.problem);
  const { schema: root } = shapeOf(checked.root, checked.root);
  if (!hasFields(root)) return rawForm(checked.root, checked);
  const drafts = propertyDrafts(root, checked.root, checked.check);
  return {
    schema,
    fields: layOut(drafts, needsCatchAll(root, checked.root, drafts)),
    keepsUnknown: root.additionalProperties !== false && root.unevaluatedProperties !== false,
    check: checked.check,
    model: createFormModel(checked.root, checked.checkPart),
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
    const leaf = leafOf(own, { name, required: required.has(name), root: schema });
    const { defaultValue, kind, ...rest } = leaf;
    const isValid = defaultValue !== undefined && isValidDefault(name, defaultValue, check);
    // Nobody reads uploads for this form: what a file would hold is pasted.
    const written: FieldKind = kind.type === 'file' ? { type: 'text', multiline: true } : kind;
    return { scope: 'property', name, ...rest, kind: written, ...(isValid ? { defaultValue } : {}) };
  });
}

/** Tools often declare defaults that their own schema refuses: those are not offered. */
function isValidDefault(name: string, value: unknown, check: Form['check']): boolean {
  const input: Record<string, unknown> = {};
  setOwn(input, name, value);
  return !check(input).some((error) => isAtProperty(error, name));
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

type Checks = Pick<SchemaCheck & { readonly ok: true }, 'check' | 'checkPart'>;

const NO_CHECKS: Checks = { check: () => [], checkPart: () => () => [] };

function rawForm(schema: unknown, { check, checkPart }: Checks, problem?: string): Form {
  const draft: FieldDraft = {
    scope: 'input',
    name: '',
    label: 'Input',
    description: 'The whole input as one JSON object.',
    required: false,
    nullable: false,
    kind: { type: 'json', acceptsText: false, objectOnly: true },
    examples: [],
    deprecated: false,
    secret: false,
    offersNull: false,
  };
  const fields = layOut([draft], false);
  const model = createFormModel(schema, checkPart);
  return { schema, model, fields, keepsUnknown: true, check, ...(problem === undefined ? {} : { problem }) };
}

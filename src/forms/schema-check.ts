import type { ErrorObject, Options } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { fullFormats } from 'ajv-formats/dist/formats.js';
import { isJsonObject, type JsonObject } from './json-value.ts';
import { normalSchema, ROOT_URI } from './normal-schema.ts';
import { createPatternTests } from './pattern-test.ts';
import { expandsTooFar } from './schema-expansion.ts';

/** Everything that a schema says against a value. Never throws. */
export type ValueCheck = (value: unknown) => readonly ErrorObject[];

/** Either checks of inputs, or why there can be none, in words for the person in front of the form. */
export type SchemaCheck =
  | {
      readonly ok: true;
      /** The schema as 2020-12, see `normalSchema`. */
      readonly root: JsonObject | boolean;
      readonly check: ValueCheck;
      /** The check of any part of the root, or of what was put together from its parts. Compiled at each call: keep it. */
      readonly checkPart: (part: JsonObject) => ValueCheck;
    }
  | { readonly ok: false; readonly problem: string };

/**
 * Compiles a schema of any draft with ajv. Every call has its own ajv instance, so that no cache outlives the form.
 * Never throws; its cost is bounded by the schema's size.
 */
export function compileCheck(schema: unknown): SchemaCheck {
  const normal = normalSchema(schema);
  if (!normal.ok) return normal;
  const { root } = normal;
  if (isJsonObject(root) && expandsTooFar(root)) {
    return {
      ok: false,
      problem: 'The tool’s schema refers to itself too often, so its input is entered as JSON.',
    };
  }
  const ajv = createAjv();
  try {
    ajv.addSchema(root, ROOT_URI);
    const validate = ajv.getSchema(ROOT_URI);
    if (validate === undefined) return { ok: false, problem: INVALID };
    return {
      ok: true,
      root,
      check: (input) => errorsOf(validate, input),
      checkPart: (part) => compilePart(ajv, part),
    };
  } catch {
    return { ok: false, problem: INVALID };
  }
}

const INVALID = "The tool's schema is not valid JSON Schema, so its input is entered as JSON.";

interface Validate {
  (value: unknown): unknown;
  errors?: ErrorObject[] | null;
}

function compilePart(ajv: Ajv2020, part: JsonObject): ValueCheck {
  try {
    const validate = ajv.compile(part);
    return (value) => errorsOf(validate, value);
  } catch {
    return () => [];
  }
}

/** A value that is nested beyond the stack's depth is left to the tool. */
function errorsOf(validate: Validate, value: unknown): readonly ErrorObject[] {
  try {
    return validate(value) === true ? [] : (validate.errors ?? []);
  } catch {
    return [];
  }
}

function createAjv(): Ajv2020 {
  const patternTest = createPatternTests();
  const options: Options = {
    strict: false,
    allErrors: true,
    ownProperties: true,
    addUsedSchema: false,
    // The metaschema check costs more than the compilation, which refuses what it cannot use anyway.
    meta: false,
    validateSchema: false,
    verbose: true,
    logger: false,
    formats: fullFormats,
    code: { optimize: false, regExp: Object.assign(patternTest, { code: 'patternTest' }) },
  };
  return new Ajv2020(options);
}

import { Ajv, type ErrorObject, type Options, type ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { fullFormats } from 'ajv-formats/dist/formats.js';
import { RE2JS } from 're2js';
import { isJsonObject, type JsonObject, setOwn } from './json-value.ts';

/** Either a check of inputs, or why there can be none, in words for the person in front of the form. */
export type SchemaCheck =
  | {
      readonly ok: true;
      readonly check: (input: unknown) => readonly ErrorObject[];
      /** Compiles one part of the schema; its references lead into the whole. What does not compile takes anything. */
      readonly checkPart: (part: JsonObject) => (value: unknown) => readonly ErrorObject[];
    }
  | { readonly ok: false; readonly problem: string };

/** Larger schemas cost more time to compile than a person in front of a modal has. */
const MAX_SCHEMA_CHARS = 512 * 1024;
const MAX_SCHEMA_DEPTH = 64;

/**
 * Compiles a schema with ajv: draft-07 where `$schema` says so, otherwise 2020-12, and the other one where the first
 * refuses. Every call has its own ajv instance, so that no cache outlives the form. Never throws.
 */
export function compileCheck(schema: unknown): SchemaCheck {
  if (typeof schema !== 'boolean' && !isJsonObject(schema)) {
    return { ok: false, problem: 'The tool gives no JSON Schema for its input.' };
  }
  const sizeProblem = findSizeProblem(schema);
  if (sizeProblem !== undefined) return { ok: false, problem: sizeProblem };
  const declared = isJsonObject(schema) ? schema.$schema : undefined;
  const draft07First = typeof declared === 'string' && /draft-0[4-7]/.test(declared);
  try {
    return compileAs(draft07First, schema);
  } catch (error) {
    try {
      return compileAs(!draft07First, schema);
    } catch {
      return { ok: false, problem: describeFailure(error) };
    }
  }
}

function compileAs(draft07: boolean, schema: boolean | Record<string, unknown>): SchemaCheck {
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
    code: { optimize: false, regExp: linearRegExp },
  };
  const ajv = draft07 ? new Ajv(options) : new Ajv2020(options);
  ajv.addSchema(typeof schema === 'boolean' ? { allOf: [schema] } : schema, WHOLE);
  const validate = ajv.getSchema(WHOLE);
  if (validate === undefined) throw new Error('The schema was not compiled.');
  return {
    ok: true,
    check: (input) => errorsOf(validate, input),
    checkPart: (part) => {
      try {
        const partOf = ajv.compile(withRefsInto(part));
        return (value) => errorsOf(partOf, value);
      } catch {
        return () => [];
      }
    },
  };
}

/** The name of the whole schema for its parts. */
const WHOLE = 'errand:whole';

function errorsOf(validate: ValidateFunction, value: unknown): readonly ErrorObject[] {
  return validate(value) === true ? [] : (validate.errors ?? []);
}

/** The part with its local references leading into the whole schema. */
function withRefsInto(part: JsonObject): Record<string, unknown> {
  const copy: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(part)) {
    if (key === '$id' || key === 'id') continue;
    const isRef =
      (key === '$ref' || key === '$dynamicRef') && typeof value === 'string' && value.startsWith('#');
    setOwn(copy, key, isRef ? `${WHOLE}${value}` : withRefs(value));
  }
  return copy;
}

function withRefs(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withRefs);
  return isJsonObject(value) ? withRefsInto(value) : value;
}

/** Patterns run in linear time, whoever wrote them: a backtracking engine can be hung by 30 characters. */
function linearRegExp(pattern: string): { test(text: string): boolean; toString(): string } {
  const compiled = RE2JS.compile(RE2JS.translateRegExp(pattern));
  // ajv keys its table of patterns on this text.
  return { test: (text) => compiled.test(text), toString: () => `re2:${pattern}` };
}
linearRegExp.code = 'linearRegExp';

function findSizeProblem(schema: boolean | Readonly<Record<string, unknown>>): string | undefined {
  try {
    if (JSON.stringify(schema).length > MAX_SCHEMA_CHARS) return "The tool's schema is too large for a form.";
  } catch {
    return "The tool's schema is not plain JSON.";
  }
  return depthOf(schema, 0) > MAX_SCHEMA_DEPTH
    ? "The tool's schema is nested too deeply for a form."
    : undefined;
}

function depthOf(value: unknown, depth: number): number {
  if (typeof value !== 'object' || value === null || depth > MAX_SCHEMA_DEPTH) return depth;
  return Object.values(value).reduce(
    (most: number, entry) => Math.max(most, depthOf(entry, depth + 1)),
    depth,
  );
}

function describeFailure(error: unknown): string {
  const message = error instanceof Error ? error.message : '';
  if (/regexp|regular expression/i.test(message)) {
    return "The tool's schema uses a pattern that cannot be checked safely, so its input is entered as JSON.";
  }
  if (/resolve reference|MissingRef/i.test(message)) {
    return "The tool's schema refers to another schema that is not part of it, so its input is entered as JSON.";
  }
  return "The tool's schema is not valid JSON Schema, so its input is entered as JSON.";
}

import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { LocalWarmlyTool } from './tool.ts';

type Validated =
  | { readonly ok: true; readonly input: Record<string, unknown> }
  | { readonly ok: false; readonly userFacingError: string };

/** Checks inputs against the tools' schemas and fills in their defaults. */
export function createInputValidator(): (tool: LocalWarmlyTool, input: Record<string, unknown>) => Validated {
  const options = { strict: false, allErrors: true, useDefaults: true } as const;
  const draft07 = new Ajv(options);
  const draft2020 = new Ajv2020(options);
  addFormats.default(draft07);
  addFormats.default(draft2020);
  const compiled = new WeakMap<LocalWarmlyTool, ValidateFunction>();
  const takesAnything = draft07.compile({});

  function validatorOf(tool: LocalWarmlyTool): ValidateFunction {
    const known = compiled.get(tool) ?? compile(tool);
    compiled.set(tool, known);
    return known;
  }

  /** A schema in an old dialect, or one that points elsewhere, checks nothing here. */
  function compile(tool: LocalWarmlyTool): ValidateFunction {
    const { $schema, ...schema } = structuredClone(tool.inputSchema);
    const ajv = typeof $schema === 'string' && /2020-12|2019-09/.test($schema) ? draft2020 : draft07;
    try {
      return ajv.compile(schema);
    } catch {
      return takesAnything;
    }
  }

  return (tool, input) => {
    const copy = structuredClone(input);
    const validate = validatorOf(tool);
    if (validate(copy)) return { ok: true, input: copy };
    const problems = (validate.errors ?? []).slice(0, 5).map(problemText);
    return { ok: false, userFacingError: `The input is not valid: ${problems.join('; ')}.` };
  };
}

function problemText(error: ErrorObject): string {
  const where = error.instancePath.slice(1).replaceAll('/', '.') || 'input';
  if (error.keyword === 'enum')
    return `${where} must be one of ${JSON.stringify(error.params['allowedValues'])}`;
  if (error.keyword === 'additionalProperties') {
    return `${where} has the unknown property ${String(error.params['additionalProperty'])}`;
  }
  return `${where} ${error.message ?? 'is wrong'}`;
}

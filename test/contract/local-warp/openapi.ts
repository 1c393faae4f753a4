import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';

// The description of the real API stands beside the repository where it can be had at all.
const specPath =
  process.env['WARP_OPENAPI'] ??
  resolve(import.meta.dirname, '../../../..', 'shared/reference/warp-openapi.yaml');
export const present = existsSync(specPath);
if (!present) console.warn(`SKIPPED: local Warp against its OpenAPI description: no file ${specPath}`);

/** OpenAPI 3.0 to JSON Schema: `nullable`, and no field beyond those described. */
function toJsonSchema(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(toJsonSchema);
  if (typeof node !== 'object' || node === null) return node;
  const {
    discriminator: _choice,
    nullable,
    ...rest
  } = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, toJsonSchema(value)]));
  if (nullable === true) Object.assign(rest, { type: [rest['type'], 'null'] });
  if (rest['type'] === 'object' && rest['properties'] !== undefined && !('additionalProperties' in rest)) {
    Object.assign(rest, { additionalProperties: false });
  }
  return rest;
}

/** Says `valid`, or what is wrong with an answer of this operation. */
export function createChecker(): (path: string, method: string, status: number, answer: unknown) => string {
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: true });
  addFormats.default(ajv);
  const document: unknown = parse(readFileSync(specPath, 'utf8'));
  ajv.addSchema({ $id: 'warp', ...Object(toJsonSchema(document)) });
  return (path, method, status, answer) => {
    const pointer = [path, method, 'responses', String(status), 'content', 'application/json', 'schema']
      .map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1')))
      .join('/');
    const valid = ajv.validate({ $ref: `warp#/paths/${pointer}` }, answer);
    return valid ? 'valid' : ajv.errorsText(ajv.errors);
  };
}

/** Every operation that is described, as `get /agent/runs/{runId}`. */
export function describedOperations(): string[] {
  const document: { paths: Record<string, Record<string, unknown>> } = parse(readFileSync(specPath, 'utf8'));
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods)
      .filter((method) => ['get', 'post', 'put', 'delete'].includes(method))
      .map((method) => `${method} ${path}`),
  );
}

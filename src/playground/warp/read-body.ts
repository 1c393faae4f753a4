import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import type { Problem } from './problems.ts';

export type ReadBody<Body> =
  | { readonly ok: true; readonly body: Body }
  | { readonly ok: false; readonly problem: Problem };

/** A reader of bodies of one JSON Schema, which `Body` must describe too; names the first thing that is wrong. */
export function createBodyReader<Body>(schema: object): (body: unknown) => ReadBody<Body> {
  const ajv = new Ajv({ strict: false });
  addFormats.default(ajv);
  const validate = ajv.compile<Body>(schema);
  return (body) => {
    if (validate(body)) return { ok: true, body };
    const error = validate.errors?.[0];
    const where = error?.instancePath.slice(1).replaceAll('/', '.') || 'body';
    const detail = `${where} ${error?.message ?? 'is wrong'}.`;
    return { ok: false, problem: { code: 'invalid_request', detail } };
  };
}

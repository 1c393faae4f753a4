import { Ajv, type Options } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';

/**
 * Whether a value is valid by a schema, as ajv says that knows nothing of forms; undefined where it cannot use the
 * schema.
 */
export function plainCheck(schema: unknown): ((value: unknown) => boolean) | undefined {
  if (typeof schema !== 'boolean' && (typeof schema !== 'object' || schema === null)) return undefined;
  const declared = typeof schema === 'object' && '$schema' in schema ? String(schema.$schema) : '';
  const options: Options = { strict: false, validateSchema: false, ownProperties: true, logger: false };
  const old = () => new Ajv(options);
  const recent = () => new Ajv2020(options);
  for (const create of /draft-0[4-7]/.test(declared) ? [old, recent] : [recent, old]) {
    const ajv = create();
    formats.default(ajv);
    try {
      const validate = ajv.compile(schema);
      return (value) => validate(value) === true;
    } catch {
      // Perhaps the other draft can.
    }
  }
  return undefined;
}

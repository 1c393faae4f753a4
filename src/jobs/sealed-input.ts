import { mapSecrets } from '../forms/secret-fields.ts';
import { isSealed, type Sealer } from '../store/sealer.ts';

type Input = Readonly<Record<string, unknown>>;

/**
 * A tool's input as it may be stored: what its schema or a name says is secret is sealed, the rest is as it was. What
 * is sealed already stays so, so that a stored request can be accepted again as it is.
 */
export function sealInput(sealer: Sealer, schema: unknown, input: Input): Record<string, unknown> {
  return mapSecrets(schema, input, (value) => (isSealed(value) ? value : { $sealed: sealer.seal(value) }));
}

/** The input as upstream is to get it. Throws `store.unreadable` where a key is not here any more. */
export function openInput(sealer: Sealer, input: Input): Record<string, unknown> {
  return openValue(sealer, input) as Record<string, unknown>;
}

function openValue(sealer: Sealer, value: unknown): unknown {
  if (isSealed(value)) return sealer.open(value.$sealed);
  if (Array.isArray(value)) return value.map((item) => openValue(sealer, item));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, openValue(sealer, item)]));
}

import type { JsonObject } from './json-value.ts';
import type { FieldKind } from './leaf.ts';
import { numberOf } from './schema-numbers.ts';

/** A number's input with its bounds, the excluded ones made exact where that is possible. */
export function numberKind(schema: JsonObject, integer: boolean): FieldKind {
  const minimum = lowest(schema, integer);
  const maximum = highest(schema, integer);
  const above = integer ? undefined : numberOf(schema.exclusiveMinimum);
  const below = integer ? undefined : numberOf(schema.exclusiveMaximum);
  const step = numberOf(schema.multipleOf);
  return {
    type: 'number',
    integer,
    ...(minimum === undefined ? {} : { minimum }),
    ...(maximum === undefined ? {} : { maximum }),
    ...(above === undefined ? {} : { above }),
    ...(below === undefined ? {} : { below }),
    ...(step === undefined || step <= 0 || step === 1 ? {} : { step }),
  };
}

/** The least allowed number; an excluded bound can be named exactly only among integers. */
function lowest(schema: JsonObject, integer: boolean): number | undefined {
  const bounds = [numberOf(schema.minimum)];
  if (integer) bounds.push(shift(numberOf(schema.exclusiveMinimum), (bound) => Math.floor(bound) + 1));
  const known = bounds
    .filter((bound) => bound !== undefined)
    .map((bound) => (integer ? Math.ceil(bound) : bound));
  return known.length === 0 ? undefined : Math.max(...known);
}

function highest(schema: JsonObject, integer: boolean): number | undefined {
  const bounds = [numberOf(schema.maximum)];
  if (integer) bounds.push(shift(numberOf(schema.exclusiveMaximum), (bound) => Math.ceil(bound) - 1));
  const known = bounds
    .filter((bound) => bound !== undefined)
    .map((bound) => (integer ? Math.floor(bound) : bound));
  return known.length === 0 ? undefined : Math.min(...known);
}

function shift(bound: number | undefined, by: (bound: number) => number): number | undefined {
  return bound === undefined ? undefined : by(bound);
}

import { z } from 'zod';

/*
 * Fields that an answer may lack: null and a value of another type read as absent, so that a slip in a field
 * of lesser weight costs that field and not the whole answer.
 */

/** A string that says something. */
export const optionalText = z
  .string()
  .nullish()
  .transform((text) => (text === null || text === '' ? undefined : text))
  .catch(undefined);

export const optionalNumber = z
  .number()
  .nullish()
  .transform((value) => value ?? undefined)
  .catch(undefined);

export const optionalFlag = z
  .boolean()
  .nullish()
  .transform((value) => value ?? undefined)
  .catch(undefined);

/** An instant as epoch milliseconds, from ISO 8601 or an epoch in seconds or milliseconds. */
export const optionalInstantMs = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((value) => readInstantMs(value))
  .catch(undefined);

/** A list whose malformed items are left out. */
export function tolerantList<Schema extends z.ZodType>(item: Schema) {
  return z
    .array(z.unknown())
    .nullish()
    .transform((values) =>
      (values ?? []).flatMap((value): z.output<Schema>[] => {
        const parsed = item.safeParse(value);
        return parsed.success ? [parsed.data] : [];
      }),
    )
    .catch([]);
}

function readInstantMs(value: string | number | null | undefined): number | undefined {
  if (value === null || value === undefined) return undefined;
  // Before September 2001 in milliseconds is no date of an upstream's: such a number counts seconds.
  const ms = typeof value === 'string' ? Date.parse(value) : value < 1e12 ? value * 1000 : value;
  // Servers written in Go send the year 1 for "never".
  return Number.isFinite(ms) && ms > 0 ? Math.round(ms) : undefined;
}

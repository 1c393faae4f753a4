import { flattenRecord } from './flatten-record.ts';
import { instantOf, type Scalar } from './format-value.ts';

type Json = Readonly<Record<string, unknown>>;

/**
 * The records in the order of one of their paths: numbers and instants by size, the rest as text in which numbers count.
 * What has nothing there comes last either way; equals stay as they came.
 */
export function sortRecords(
  records: readonly Json[],
  sort: { readonly path: string; readonly descending: boolean } | undefined,
): readonly Json[] {
  if (sort === undefined) return records;
  const { path, descending } = sort;
  return records
    .map((record) => ({ record, value: flattenRecord(record).values.get(path) ?? null }))
    .sort((one, other) => {
      if (isNothing(one.value) || isNothing(other.value)) {
        return Number(isNothing(one.value)) - Number(isNothing(other.value));
      }
      return (descending ? -1 : 1) * compareScalars(one.value, other.value);
    })
    .map(({ record }) => record);
}

function isNothing(value: Scalar): boolean {
  return value === null || value === '';
}

function compareScalars(one: Scalar, other: Scalar): number {
  const [left, right] = [sizeOf(one), sizeOf(other)];
  if (left !== undefined && right !== undefined) return left - right;
  if (left !== undefined || right !== undefined) return left === undefined ? 1 : -1;
  return WORDS.compare(String(one), String(other));
}

/** Numbers within texts count as numbers: "Company 9" comes before "Company 10". */
const WORDS = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

function sizeOf(value: Scalar): number | undefined {
  if (typeof value === 'boolean') return Number(value);
  return typeof value === 'number' ? value : instantOf(value);
}

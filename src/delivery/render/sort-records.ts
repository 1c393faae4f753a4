import type { ResultView } from '../../store/result-views.ts';
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

/** The records in the order in which a view shows them: what is new first, where nothing else is wished. */
export function orderRecords(records: readonly Json[], view: ResultView | undefined): readonly Json[] {
  if (view?.sort !== undefined) return sortRecords(records, view.sort);
  const fresh = newRecords(records, view);
  if (fresh.size === 0) return records;
  return [...records.filter((each) => fresh.has(each)), ...records.filter((each) => !fresh.has(each))];
}

/** Those that a schedule did not give the last time. */
export function newRecords(records: readonly Json[], view: ResultView | undefined): ReadonlySet<Json> {
  const found = (view?.scheduled?.newRows ?? []).map((index) => records[index]);
  return new Set(found.filter((record) => record !== undefined));
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

import { cleanText } from '../../block-kit/clean-text.ts';
import { SLACK_LIMITS } from '../../block-kit/limits.ts';
import { truncate } from '../../block-kit/truncate.ts';
import { type FlatRecord, flattenRecord } from './flatten-record.ts';
import { instantOf, type Scalar, scalarText } from './format-value.ts';
import type { ChartBlock } from './rendered.ts';
import { columnName } from './result-table.ts';

type Json = Readonly<Record<string, unknown>>;

const { dataVisualization: limits } = SLACK_LIMITS;
/** Fewer rows are read faster than a chart of them. */
const FEWEST_ROWS = 4;
const MAX_SCANNED_ROWS = 1_000;
const DAY_MS = 86_400_000;
const OTHER = 'Other';
const NOTHING = '(none)';

/**
 * The paths that a list can be counted by, best first: categories with a few values that repeat, then times. Empty where
 * a chart would say nothing.
 */
export function chartPaths(records: readonly Json[], paths: readonly string[]): string[] {
  if (records.length < FEWEST_ROWS) return [];
  const flat = records.slice(0, MAX_SCANNED_ROWS).map(flattenRecord);
  const judged = paths.map((path) => ({ path, worth: worthOf(flat, path) }));
  return judged
    .filter(({ worth }) => worth > 0)
    .sort((one, other) => other.worth - one.worth)
    .map(({ path }) => path);
}

/** 3 for a category that a chart shows well, 2 for a time, 1 for a category with many values, 0 for anything else. */
function worthOf(flat: readonly FlatRecord[], path: string): number {
  const values = flat.map((record) => record.values.get(path) ?? null);
  const filled = values.filter((value) => value !== null && value !== '');
  if (filled.length < flat.length / 2 || filled.length < FEWEST_ROWS) return 0;
  const instants = filled.map(timeOf).filter((atMs) => atMs !== undefined);
  if (instants.length === filled.length) return buckets(instants).labels.length > 1 ? 2 : 0;
  if (filled.some((value) => typeof value === 'string' && value.length > 60)) return 0;
  const distinct = new Set(filled).size;
  if (distinct < 2 || distinct > filled.length / 2) return 0;
  if (filled.some((value) => typeof value === 'number')) return distinct <= 10 ? 1 : 0;
  return distinct <= 12 ? 3 : 1;
}

/** How many entries there are of each value, or in each day, week or month. Undefined where the list has no such path. */
export function countChart(
  records: readonly Json[],
  path: string,
  noun: string,
  timeZone: string,
): ChartBlock | undefined {
  const values = records.map((record) => flattenRecord(record).values.get(path) ?? null);
  const filled = values.filter((value) => value !== null && value !== '');
  if (filled.length === 0) return undefined;
  const instants = filled.map(timeOf).filter((atMs) => atMs !== undefined);
  const isTime = instants.length === filled.length;
  const counts = isTime ? byTime(instants) : byValue(values, path, timeZone);
  const name = cleanText(capital(noun)).trim() || 'Results';
  return {
    type: 'data_visualization',
    title: truncate(cleanText(`${name} by ${columnName(path).toLowerCase()}`), limits.titleChars),
    chart: {
      type: isTime ? 'line' : 'bar',
      series: [{ name: truncate(name, limits.seriesNameChars), data: counts }],
      axis_config: {
        categories: counts.map(({ label }) => label),
        x_label: truncate(cleanText(columnName(path)), limits.axisLabelChars),
      },
    },
  };
}

type Counts = { readonly label: string; readonly value: number }[];

function byValue(values: readonly Scalar[], path: string, timeZone: string): Counts {
  const counts = new Map<string, number>();
  for (const value of values) {
    const text = cleanText(scalarText(value, path, timeZone))
      .replace(/\s+/g, ' ')
      .trim();
    const label = text === '' ? NOTHING : text;
    counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  const sorted = [...counts].sort((one, other) => other[1] - one[1]);
  const isMore = sorted.length > limits.maxCategories;
  const shown = isMore ? sorted.slice(0, limits.maxCategories - 1) : sorted;
  const rest = sorted.slice(shown.length).reduce((sum, [, count]) => sum + count, 0);
  const taken = new Set<string>(isMore ? [OTHER] : []);
  const named = shown.map(([label, value]) => ({ label: distinctLabel(label, taken), value }));
  return isMore ? [...named, { label: OTHER, value: rest }] : named;
}

/** Slack wants short labels that differ from each other. */
function distinctLabel(text: string, taken: Set<string>): string {
  let label = truncate(text, limits.categoryLabelChars);
  for (let number = 2; taken.has(label); number += 1) {
    const ending = ` ${number}`;
    label = `${truncate(text, limits.categoryLabelChars - ending.length)}${ending}`;
  }
  taken.add(label);
  return label;
}

function byTime(instants: readonly number[]): Counts {
  const { labels, labelOf } = buckets(instants);
  const counts = new Map(labels.map((label) => [label, 0]));
  for (const atMs of instants) {
    const label = labelOf(atMs);
    if (counts.has(label)) counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  return [...counts].map(([label, value]) => ({ label, value }));
}

const STEPS: readonly { readonly days: number; readonly format: Intl.DateTimeFormatOptions }[] = [
  { days: 1 / 24, format: { day: 'numeric', month: 'short', hour: '2-digit', hourCycle: 'h23' } },
  { days: 1, format: { day: 'numeric', month: 'short' } },
  { days: 7, format: { day: 'numeric', month: 'short' } },
  { days: 30, format: { day: 'numeric', month: 'short', year: 'numeric' } },
  { days: 365, format: { day: 'numeric', month: 'short', year: 'numeric' } },
];

/** Equal steps over the whole span, as many as a chart takes: hours, days, weeks, months or more. In UTC. */
function buckets(instants: readonly number[]): { labels: string[]; labelOf: (atMs: number) => string } {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const atMs of instants) {
    first = Math.min(first, atMs);
    last = Math.max(last, atMs);
  }
  const fits = ({ days }: { days: number }) => (last - first) / (days * DAY_MS) < limits.maxPoints - 1;
  const step = STEPS.find(fits) ?? {
    days: Math.ceil((last - first) / DAY_MS / (limits.maxPoints - 1)) + 1,
    format: { day: 'numeric', month: 'short', year: 'numeric' },
  };
  const stepMs = step.days * DAY_MS;
  const startOf = (atMs: number) => Math.floor(atMs / stepMs) * stepMs;
  const words = new Intl.DateTimeFormat('en-GB', { ...step.format, timeZone: 'UTC' });
  const labelOf = (atMs: number) => words.format(startOf(atMs));
  const labels: string[] = [];
  for (let atMs = startOf(first); atMs <= last; atMs += stepMs) labels.push(labelOf(atMs));
  return { labels: [...new Set(labels)], labelOf };
}

function timeOf(value: Scalar): number | undefined {
  if (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)) {
    const atMs = Date.parse(`${value}T00:00:00Z`);
    return Number.isNaN(atMs) ? undefined : atMs;
  }
  return instantOf(value);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

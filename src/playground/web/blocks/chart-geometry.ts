import { type Json, number, object, objects, strings, text } from '../json.ts';

interface Series {
  readonly name: string;
  /** One a category; nothing where the data has no point for it. */
  readonly values: readonly (number | undefined)[];
}

export interface XyChart {
  readonly categories: readonly string[];
  readonly series: readonly Series[];
  readonly xLabel: string;
  readonly yLabel: string;
}

interface Slice {
  readonly label: string;
  readonly value: number;
  readonly share: number;
  /** SVG path in a circle of radius 1 around 0,0, from twelve o'clock. */
  readonly path: string;
}

export function readXyChart(chart: Json): XyChart {
  const axis = object(chart.axis_config);
  const series = objects(chart.series);
  const named = strings(axis?.categories);
  const categories = named.length > 0 ? named : objects(series[0]?.data).map((point) => text(point.label));
  return {
    categories,
    series: series.map((each) => {
      const points = objects(each.data);
      return {
        name: text(each.name),
        values: categories.map((category) => {
          const value = points.find((point) => text(point.label) === category)?.value;
          return typeof value === 'number' ? value : undefined;
        }),
      };
    }),
    xLabel: text(axis?.x_label),
    yLabel: text(axis?.y_label),
  };
}

export function readSlices(chart: Json): readonly Slice[] {
  const segments = objects(chart.segments).map((each) => ({
    label: text(each.label),
    value: Math.max(0, number(each.value, 0)),
  }));
  const total = segments.reduce((sum, { value }) => sum + value, 0) || 1;
  let from = 0;
  return segments.map(({ label, value }) => {
    const share = value / total;
    const path = slicePath(from, from + share);
    from += share;
    return { label, value, share, path };
  });
}

function slicePath(from: number, to: number): string {
  // A full circle has no arc from a point to itself: two halves draw it.
  if (to - from >= 0.9999) return 'M0 -1A1 1 0 1 1 0 1A1 1 0 1 1 0 -1Z';
  const at = (share: number): string => {
    const angle = share * 2 * Math.PI;
    return `${Math.sin(angle).toFixed(4)} ${(-Math.cos(angle)).toFixed(4)}`;
  };
  return `M0 0L${at(from)}A1 1 0 ${to - from > 0.5 ? 1 : 0} 1 ${at(to)}Z`;
}

/** Round steps that cover the values and zero: at most about six lines. */
export function axisTicks(values: readonly number[]): readonly number[] {
  const low = Math.min(0, ...values);
  const high = Math.max(0, ...values);
  if (low === high) return [0, 1];
  const rough = (high - low) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((each) => each >= rough) ?? rough;
  const ticks: number[] = [];
  const last = Math.ceil(high / step);
  for (let index = Math.floor(low / step); index <= last; index += 1)
    ticks.push(Number((index * step).toPrecision(12)));
  return ticks;
}

export function shortNumber(value: number): string {
  return new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 }).format(value);
}

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { checkSlackMessage } from '../../../src/block-kit/check-message.ts';
import { chartPaths, countChart } from '../../../src/delivery/render/result-chart.ts';
import { sortRecords } from '../../../src/delivery/render/sort-records.ts';

const rows = Array.from({ length: 40 }, (_, index) => ({
  name: `Person ${index}`,
  country: ['DE', 'FR', 'ES'][index % 3],
  seenAt: `2026-11-${String((index % 10) + 1).padStart(2, '0')}T10:00:00Z`,
  long: 'x'.repeat(100),
}));

it('offers what repeats and what has a time, not names and long texts', () => {
  expect(chartPaths(rows, ['name', 'country', 'seenAt', 'long'])).toEqual(['country', 'seenAt']);
  expect(chartPaths(rows.slice(0, 3), ['country'])).toEqual([]);
});

it('counts values, the most frequent first', () => {
  expect(countChart(rows, 'country', 'people', 'UTC')?.chart.series[0]?.data).toEqual([
    { label: 'DE', value: 14 },
    { label: 'FR', value: 13 },
    { label: 'ES', value: 13 },
  ]);
});

it('counts by time in equal steps, empty ones too', () => {
  const gap = rows.filter(({ seenAt }) => !seenAt.startsWith('2026-11-05'));
  const chart = countChart(gap, 'seenAt', 'people', 'UTC');
  expect(chart?.chart.type).toBe('line');
  const data = chart?.chart.series[0]?.data ?? [];
  expect(data).toHaveLength(10);
  expect(data[4]).toEqual({ label: '5 Nov', value: 0 });
  expect(data.reduce((sum, { value }) => sum + value, 0)).toBe(gap.length);
});

it('gathers many values under "Other" and loses none', () => {
  const many = Array.from({ length: 100 }, (_, index) => ({ city: `City ${index % 50}` }));
  const data = countChart(many, 'city', 'people', 'UTC')?.chart.series[0]?.data ?? [];
  expect(data).toHaveLength(20);
  expect(data.at(-1)?.label).toBe('Other');
  expect(data.reduce((sum, { value }) => sum + value, 0)).toBe(100);
});

it('is a chart that Slack takes, whatever the values are', { timeout: 120_000 }, () => {
  const instant = fc
    .date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true })
    .map((date) => date.toISOString());
  const value = fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), fc.integer(), fc.boolean(), instant);
  const lists = fc.oneof(
    fc.array(value, { minLength: 1, maxLength: 40 }),
    fc.array(instant, { minLength: 1, maxLength: 40 }),
  );
  fc.assert(
    fc.property(lists, fc.string({ unit: 'binary', maxLength: 40 }), (values, noun) => {
      const chart = countChart(
        values.map((one) => ({ one })),
        'one',
        noun,
        'UTC',
      );
      if (chart !== undefined) expect(checkSlackMessage({ text: 'x', blocks: [chart] })).toEqual([]);
    }),
  );
});

it('sorts by size, time and words; what has nothing comes last either way', () => {
  const records = [{ a: 10 }, { a: null }, { a: 9 }, {}, { a: 100 }];
  const by = (descending: boolean) =>
    sortRecords(records, { path: 'a', descending }).map((record) =>
      'a' in record ? record['a'] : undefined,
    );
  expect(by(false)).toEqual([9, 10, 100, null, undefined]);
  expect(by(true)).toEqual([100, 10, 9, null, undefined]);
  const words = sortRecords([{ n: 'Company 10' }, { n: 'company 9' }], { path: 'n', descending: false });
  expect(words.map(({ n }) => n)).toEqual(['company 9', 'Company 10']);
});

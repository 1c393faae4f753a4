import fc from 'fast-check';
import { expect, test } from 'vitest';
import { axisTicks, readSlices, readXyChart } from '../../../../src/playground/web/blocks/chart-geometry.ts';

test('series follow the categories, with gaps where a point is missing', () => {
  const chart = readXyChart({
    type: 'line',
    series: [
      {
        name: 'A',
        data: [
          { label: 'Tue', value: 2 },
          { label: 'Mon', value: 1 },
        ],
      },
    ],
    axis_config: { categories: ['Mon', 'Tue', 'Wed'], x_label: 'Day' },
  });
  expect(chart.series).toEqual([{ name: 'A', values: [1, 2, undefined] }]);
  expect(chart.xLabel).toBe('Day');
});

test('shares of a pie add up, and one segment is a full circle', () => {
  const slices = readSlices({
    segments: [
      { label: 'a', value: 1 },
      { label: 'b', value: 3 },
    ],
  });
  expect(slices.map(({ share }) => share)).toEqual([0.25, 0.75]);
  expect(readSlices({ segments: [{ label: 'a', value: 5 }] })[0]?.path).toMatch(/A.*A.*Z$/);
});

test('an axis covers zero and every value with a few even steps', () => {
  const values = fc.array(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(values, (points) => {
      const whole = points.map(Math.round);
      const ticks = axisTicks(whole);
      expect(ticks.length).toBeGreaterThan(1);
      expect(ticks.length).toBeLessThan(9);
      expect(ticks[0]).toBeLessThanOrEqual(Math.min(0, ...whole));
      expect(ticks.at(-1)).toBeGreaterThanOrEqual(Math.max(0, ...whole));
      expect(ticks.map((tick) => tick + 0)).toContain(0);
    }),
  );
});

import { expect, it } from 'vitest';
import { createSystemClock, within } from '../../../src/clock.ts';

function machine() {
  let dateMs = 1_000_000_000;
  let steadyMs = 0;
  return {
    sources: { dateMs: () => dateMs, steadyMs: () => steadyMs },
    pass(durationMs: number) {
      dateMs += durationMs;
      steadyMs += durationMs;
    },
    setDate(byMs: number) {
      dateMs += byMs;
    },
  };
}

it('shows the date as long as nobody sets it', () => {
  const { sources, pass } = machine();
  const clock = createSystemClock(sources);
  for (const durationMs of [0, 1, 16, 5_000, 86_400_000]) {
    pass(durationMs);
    expect(clock.nowMs()).toBe(sources.dateMs());
  }
});

it('follows a date set forward at once', () => {
  const { sources, setDate } = machine();
  const clock = createSystemClock(sources);
  setDate(3_600_000);
  expect(clock.nowMs()).toBe(sources.dateMs());
});

it('goes on, slower, while the date is behind, until they meet again', () => {
  const { sources, pass, setDate } = machine();
  const clock = createSystemClock(sources);
  const before = clock.nowMs();
  setDate(-3_600_000);
  expect(clock.nowMs()).toBe(before);
  pass(10_000);
  expect(clock.nowMs()).toBe(before + 9_000);
  for (let hour = 0; hour < 10; hour += 1) pass(3_600_000);
  expect(clock.nowMs()).toBe(sources.dateMs());
});

it('waits for work so long and no longer, and hears what it throws in time', async () => {
  const clock = createSystemClock();
  const never = new Promise<string>(() => {});
  expect(await within(clock, 60_000, Promise.resolve('done'), 'late')).toBe('done');
  expect(await within(clock, 1, never, 'late')).toBe('late');
  await expect(within(clock, 60_000, Promise.reject(new Error('no')), 'late')).rejects.toThrow('no');
});

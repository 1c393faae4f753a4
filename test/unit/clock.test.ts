import { expect, it } from 'vitest';
import { createSystemClock } from '../../src/clock.ts';

const HOUR_MS = 3_600_000;

/** A machine whose time can be set while its counter of passed time goes on. */
function machine() {
  const at = { wallMs: 1_000_000_000_000, steadyMs: 500.25 };
  const clock = createSystemClock(
    () => at.wallMs,
    () => at.steadyMs,
  );
  const pass = (ms: number) => {
    at.wallMs += ms;
    at.steadyMs += ms;
  };
  return { at, clock, pass };
}

it('tells the machine’s time', () => {
  const { clock, pass } = machine();
  expect(clock.nowMs()).toBe(1_000_000_000_000);
  pass(1_234);
  expect(clock.nowMs()).toBe(1_000_000_001_234);
});

it('does not go back when the machine’s time is put back, and goes on', () => {
  const { at, clock, pass } = machine();
  at.wallMs -= HOUR_MS;
  expect(clock.nowMs()).toBe(1_000_000_000_000);
  pass(500);
  expect(clock.nowMs()).toBe(1_000_000_000_500);
});

it('follows the machine when its time is put on, and when it has slept', () => {
  const { at, clock, pass } = machine();
  at.wallMs += HOUR_MS;
  expect(clock.nowMs()).toBe(1_000_000_000_000 + HOUR_MS);
  pass(5);
  expect(clock.nowMs()).toBe(1_000_000_000_005 + HOUR_MS);
});

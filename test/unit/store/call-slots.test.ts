import { describe, expect, it } from 'vitest';
import type { CallPriority } from '../../../src/http/call-budget.ts';
import { type CallSlots, type SlotLimits, takeSlot } from '../../../src/store/call-slots.ts';

const NONE: CallSlots = { takenAtMs: [], pausedUntilMs: 0, peopleWaitUntilMs: 0 };
const START_MS = 1_000_000;

/** Calls one after the other on the same slots, as processes of one deployment make them. */
function slotsOf(limits: SlotLimits) {
  let slots = NONE;
  return {
    ask(priority: CallPriority, atMs: number): number {
      const taken = takeSlot(slots, priority, limits, START_MS + atMs);
      slots = taken.slots;
      return taken.waitMs;
    },
    pauseUntil(atMs: number) {
      slots = { ...slots, pausedUntilMs: START_MS + atMs };
    },
  };
}

describe('call slots', () => {
  it('are granted up to the limit, and the next when the minute has moved on, with time to arrive', () => {
    const { ask } = slotsOf({ callsPerMinute: 2, reservedForPeople: 0 });
    expect([ask('poll', 0), ask('poll', 10), ask('poll', 20)]).toEqual([0, 0, 64_980]);
    expect(ask('poll', 64_999)).toBe(1);
    expect([ask('poll', 65_000), ask('poll', 65_001)]).toEqual([0, 9]);
  });

  it.each([0, 5_000])(
    'are never more than the limit in any 60 seconds, where calls take up to %i ms',
    (lateMs) => {
      const { ask } = slotsOf({ callsPerMinute: 5, reservedForPeople: 0 });
      const arrivedAtMs: number[] = [];
      for (let atMs = 0; atMs < 400_000; atMs += 731) {
        // The first ones of a burst are on their way the longest, those of the next arrive at once.
        const isEven = Math.floor(arrivedAtMs.length / 5) % 2 === 0;
        if (ask(atMs % 3 === 0 ? 'person' : 'poll', atMs) === 0)
          arrivedAtMs.push(atMs + (isEven ? lateMs : 0));
      }
      expect(arrivedAtMs.length).toBeGreaterThan(25);
      for (const fromMs of arrivedAtMs) {
        const inMinute = arrivedAtMs.filter((atMs) => atMs >= fromMs && atMs < fromMs + 60_000);
        expect(inMinute.length).toBeLessThanOrEqual(5);
      }
    },
  );

  it('are kept for people: a sixth always, and any while somebody waits', () => {
    const { ask } = slotsOf({ callsPerMinute: 6 });
    for (let atMs = 0; atMs < 5; atMs += 1) expect(ask('poll', atMs)).toBe(0);
    expect(ask('poll', 5)).toBeGreaterThan(0);
    expect(ask('person', 6)).toBe(0);
    expect(ask('person', 7)).toBe(64_993);
    // The first slot falls free, and polling asks first.
    expect(ask('poll', 65_000)).toBeGreaterThan(0);
    expect(ask('person', 65_001)).toBe(0);
  });

  it('are not granted to anybody while upstream asks for a pause', () => {
    const { ask, pauseUntil } = slotsOf({ callsPerMinute: 60 });
    pauseUntil(40_000);
    expect([ask('person', 0), ask('poll', 0)]).toEqual([40_000, expect.any(Number)]);
    expect(ask('person', 40_000)).toBe(0);
  });

  it('know only pauses where upstream names no rate', () => {
    const { ask, pauseUntil } = slotsOf({});
    for (let call = 0; call < 1_000; call += 1) expect(ask('poll', 0)).toBe(0);
    pauseUntil(500);
    expect([ask('poll', 100), ask('person', 500)]).toEqual([400, 0]);
  });

  it('outlast a clock that was put back', () => {
    const { ask, pauseUntil } = slotsOf({ callsPerMinute: 1, reservedForPeople: 0 });
    expect(ask('poll', 3_600_000)).toBe(0);
    expect(ask('poll', 0)).toBe(0);
    pauseUntil(100 * 3_600_000);
    expect(ask('poll', 60_000)).toBe(30 * 60_000);
  });
});

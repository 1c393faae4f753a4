import { describe, expect, test } from 'vitest';
import { type CallPriority, createCallBudget, type TakeResult } from '../../../src/http/call-budget.ts';
import { createFakeClock } from './fake-clock.ts';

function setUp(callsPerMinute: number, reservedForPeople = 0) {
  const clock = createFakeClock();
  const startMs = clock.nowMs();
  const budget = createCallBudget({ callsPerMinute, clock, reservedForPeople });
  const granted: { name: string; atMs: number }[] = [];
  const take = (name: string, priority: CallPriority): Promise<TakeResult> =>
    budget.take({ priority }).then((result) => {
      if (result.granted) granted.push({ name, atMs: clock.nowMs() - startMs });
      return result;
    });
  return { clock, budget, granted, take };
}

describe('createCallBudget', () => {
  test('grants up to the limit at once and the next when the window has moved on', async () => {
    const { clock, granted, take } = setUp(2);
    for (const name of ['a', 'b', 'c']) void take(name, 'poll');
    await clock.advance(59_999);
    expect(granted.map(({ name }) => name)).toEqual(['a', 'b']);
    await clock.advance(1);
    await clock.advance(0);
    expect(granted.at(-1)).toEqual({ name: 'c', atMs: 60_000 });
  });

  test('never grants more than the limit in any 60 seconds', async () => {
    const { clock, granted, take } = setUp(5);
    for (let index = 0; index < 40; index++) {
      void take(String(index), index % 3 === 0 ? 'person' : 'poll');
      await clock.advance(index * 137);
    }
    await clock.advance(600_000);
    expect(granted).toHaveLength(40);
    for (const { atMs } of granted) {
      const inWindow = granted.filter((other) => other.atMs >= atMs && other.atMs < atMs + 60_000);
      expect(inWindow.length).toBeLessThanOrEqual(5);
    }
  });

  test('people go before polls that came earlier, each in their order', async () => {
    const { clock, granted, take } = setUp(1);
    void take('first', 'poll');
    void take('poll 1', 'poll');
    void take('poll 2', 'poll');
    void take('person 1', 'person');
    void take('person 2', 'person');
    await clock.advance(300_000);
    expect(granted.map(({ name }) => name)).toEqual(['first', 'person 1', 'person 2', 'poll 1', 'poll 2']);
  });

  test('polling leaves the reserved slots to people', async () => {
    const { clock, granted, take } = setUp(3, 1);
    for (const name of ['poll 1', 'poll 2', 'poll 3']) void take(name, 'poll');
    await clock.advance(10);
    expect(granted).toHaveLength(2);
    void take('person', 'person');
    await clock.advance(0);
    expect(granted.at(-1)?.name).toBe('person');
    await clock.advance(60_000);
    expect(granted.at(-1)?.name).toBe('poll 3');
  });

  test('a pause stops everybody, and a shorter one does not shorten it', async () => {
    const { clock, budget, granted, take } = setUp(10);
    budget.pause(30_000);
    budget.pause(1_000);
    void take('person', 'person');
    await clock.advance(29_999);
    expect(granted).toEqual([]);
    await clock.advance(1);
    await clock.advance(0);
    expect(granted).toEqual([{ name: 'person', atMs: 30_000 }]);
  });

  test('a pause longer than a timer can hold still holds', async () => {
    const { clock, budget, granted, take } = setUp(10);
    budget.pause(2 ** 33);
    void take('person', 'person');
    await clock.advance(600_000);
    expect(granted).toEqual([]);
    expect(Math.max(...clock.sleptMs)).toBeLessThanOrEqual(60_000);
  });

  test('says at once that a slot cannot come in time, and when it will', async () => {
    const { budget } = setUp(10);
    budget.pause(30_000);
    await expect(budget.take({ priority: 'person', maxWaitMs: 5_000 })).resolves.toEqual({
      granted: false,
      reason: 'too_long',
      retryAfterMs: 30_000,
    });
  });

  test('an abort takes the waiter out and its slot goes to the next', async () => {
    const { clock, budget, granted, take } = setUp(1);
    void take('first', 'person');
    const controller = new AbortController();
    const given = budget.take({ priority: 'person', signal: controller.signal });
    void take('next', 'person');
    controller.abort();
    await expect(given).resolves.toEqual({ granted: false, reason: 'aborted' });
    await clock.advance(60_000);
    await clock.advance(0);
    expect(granted.map(({ name }) => name)).toEqual(['first', 'next']);
  });
});

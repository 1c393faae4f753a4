import { describe, expect, it } from 'vitest';
import { type CachedList, createCachedList } from '../../../src/catalogue/cached-list.ts';
import type { Clock } from '../../../src/clock.ts';

const FRESH_FOR_MS = 60_000;

interface Upstream {
  readonly list: CachedList<string>;
  /** How often it was asked. */
  readonly loads: number;
  readonly errors: readonly unknown[];
  /** Answers the oldest open question. */
  answer(items: readonly string[]): Promise<void>;
  fail(error: Error): Promise<void>;
  pass(durationMs: number): void;
}

function createUpstream(): Upstream {
  let nowMs = 1_000_000;
  let loads = 0;
  const clock: Clock = { nowMs: () => nowMs, sleep: () => Promise.resolve() };
  const open: PromiseWithResolvers<readonly string[]>[] = [];
  const errors: unknown[] = [];
  const list = createCachedList<string>({
    freshForMs: FRESH_FOR_MS,
    clock,
    onRefreshError: (error) => errors.push(error),
    load: () => {
      loads += 1;
      const question = Promise.withResolvers<readonly string[]>();
      open.push(question);
      return question.promise;
    },
  });
  /** Lets everything run that waits for an answer. */
  const settled = () => new Promise<void>((resolve) => setImmediate(resolve));
  return {
    list,
    errors,
    get loads() {
      return loads;
    },
    answer(items) {
      open.shift()?.resolve(items);
      return settled();
    },
    fail(error) {
      open.shift()?.reject(error);
      return settled();
    },
    pass(durationMs) {
      nowMs += durationMs;
    },
  };
}

/** One that holds `['a']` since now. */
async function createFilled(): Promise<Upstream> {
  const upstream = createUpstream();
  const first = upstream.list.get();
  await upstream.answer(['a']);
  await first;
  return upstream;
}

describe('a cached list', () => {
  it('waits for the first answer, which all who ask meanwhile share', async () => {
    const upstream = createUpstream();
    expect(upstream.list.peek()).toBeUndefined();
    const asked = Promise.all([upstream.list.get(), upstream.list.get()]);
    await upstream.answer(['a']);
    expect(await asked).toEqual([['a'], ['a']]);
    expect(upstream.loads).toBe(1);
    expect(upstream.list.peek()).toEqual(['a']);
  });

  it('is not asked for again while it is fresh', async () => {
    const upstream = await createFilled();
    upstream.pass(FRESH_FOR_MS - 1);
    expect(await upstream.list.get()).toEqual(['a']);
    expect(upstream.loads).toBe(1);
  });

  it('serves the old list while it refreshes, then the new one', async () => {
    const upstream = await createFilled();
    upstream.pass(FRESH_FOR_MS);
    expect(await upstream.list.get()).toEqual(['a']);
    expect(await upstream.list.get()).toEqual(['a']);
    expect(upstream.loads).toBe(2);
    await upstream.answer(['a', 'b']);
    expect(await upstream.list.get()).toEqual(['a', 'b']);
    upstream.pass(FRESH_FOR_MS - 1);
    await upstream.list.get();
    expect(upstream.loads).toBe(2);
  });

  it('keeps the old list when a refresh fails, says so, and tries again', async () => {
    const upstream = await createFilled();
    upstream.pass(FRESH_FOR_MS);
    await upstream.list.get();
    const trouble = new Error('down');
    await upstream.fail(trouble);
    expect(upstream.errors).toEqual([trouble]);
    expect(await upstream.list.get()).toEqual(['a']);
    expect(upstream.loads).toBe(3);
    await upstream.answer(['c']);
    expect(await upstream.list.get()).toEqual(['c']);
  });

  it('tells who waits of a first load that fails, and asks anew for the next', async () => {
    const upstream = createUpstream();
    const first = expect(upstream.list.get()).rejects.toThrow('down');
    await upstream.fail(new Error('down'));
    await first;
    const second = upstream.list.get();
    await upstream.answer(['a']);
    expect(await second).toEqual(['a']);
  });
});

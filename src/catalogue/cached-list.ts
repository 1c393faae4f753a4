import { type Clock, within } from '../clock.ts';

export interface CachedList<T> {
  /** The list: from memory when fresh, stale while it refreshes behind the scenes, awaited when there is none. */
  get(): Promise<readonly T[]>;
  /** The list as upstream has it now, for what was looked for in vain. */
  refresh(): Promise<readonly T[]>;
  /** What is in memory, however old; undefined before the first answer. */
  peek(): readonly T[] | undefined;
}

export interface CachedListOptions<T> {
  readonly load: () => Promise<readonly T[]>;
  readonly freshForMs: number;
  readonly clock: Clock;
  readonly onRefreshError: (error: unknown) => void;
}

/** Asks `load` at most once at a time; a failed refresh keeps the old list and is reported. */
export function createCachedList<T>(options: CachedListOptions<T>): CachedList<T> {
  const { clock, freshForMs } = options;
  let cached: { readonly items: readonly T[]; readonly loadedAtMs: number } | undefined;
  let loading: Promise<readonly T[]> | undefined;

  function load(): Promise<readonly T[]> {
    loading ??= options
      .load()
      .then((items) => {
        cached = { items, loadedAtMs: clock.nowMs() };
        return items;
      })
      .finally(() => {
        loading = undefined;
      });
    return loading;
  }

  return {
    async get() {
      if (cached === undefined) return await load();
      if (clock.nowMs() - cached.loadedAtMs >= freshForMs) load().catch(options.onRefreshError);
      return cached.items;
    },
    refresh: load,
    peek: () => cached?.items,
  };
}

/** The list if it comes in time, else undefined; it goes on loading for whoever asks next. Throws what loading throws. */
export async function listWithin<T>(
  list: CachedList<T>,
  timeoutMs: number,
  clock: Clock,
): Promise<readonly T[] | undefined> {
  return await within(clock, timeoutMs, list.get(), undefined);
}

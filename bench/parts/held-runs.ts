import type { LocalWarp } from '../../src/playground/warp/local-warp.ts';

const AT_ONCE = { queuedMs: 0, pendingMs: 0, claimedMs: 0, workingMs: 0, holdIn: 'INPROGRESS' } as const;

/** Puts that many runs there which work until they are told to end; returns their ids. */
export function seedHeldRuns(warp: LocalWarp, count: number): string[] {
  return Array.from({ length: count }, (_, index) => {
    const id = warp.seed({ prompt: `run ${index}` }, AT_ONCE);
    // So that they are at work before anybody asks: taking many steps at once is slow.
    warp.control(id);
    return id;
  });
}

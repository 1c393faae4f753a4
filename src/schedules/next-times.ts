import { Cron } from 'croner';
import type { Rhythm } from './rhythm.ts';

/**
 * The next instant (epoch ms) strictly after `afterMs` at which a rhythm is due in an IANA time zone; undefined where
 * there is none. Whatever was missed in between is passed over, so nothing piles up. A time that a change to summer
 * time leaves out is due at the next existing one, a doubled one is due once.
 */
export function nextDueMs({ cron }: Rhythm, timeZone: string, afterMs: number): number | undefined {
  return new Cron(cron, { timezone: timeZone, mode: '5-part' }).nextRun(new Date(afterMs))?.getTime();
}

/** The first few instants from now on, for a person to see whether they meant that. */
export function nextDueTimesMs(rhythm: Rhythm, timeZone: string, afterMs: number, count: number): number[] {
  const times: number[] = [];
  for (let last = afterMs; times.length < count; ) {
    const next = nextDueMs(rhythm, timeZone, last);
    if (next === undefined) break;
    times.push(next);
    last = next;
  }
  return times;
}

/** Whether a pattern written by a person can be understood and is ever due. */
export function isDueSometime(rhythm: Rhythm, timeZone: string, afterMs: number): boolean {
  try {
    return nextDueMs(rhythm, timeZone, afterMs) !== undefined;
  } catch {
    return false;
  }
}

import type { CallPriority } from '../http/call-budget.ts';

/** What is known of the calls to one upstream in the whole deployment. */
export interface CallSlots {
  /** When the calls of the last minute were granted, the oldest first. */
  readonly takenAtMs: readonly number[];
  /** Upstream asked to be left alone until then. */
  readonly pausedUntilMs: number;
  /** Somebody waits in Slack for a slot, at the most until then: polling leaves it to them. */
  readonly peopleWaitUntilMs: number;
}

export interface SlotLimits {
  /** Absent where upstream names no rate: then only pauses count. */
  readonly callsPerMinute?: number | undefined;
  /** Slots that polling never takes. Default a sixth. */
  readonly reservedForPeople?: number | undefined;
}

const MINUTE_MS = 60_000;
/**
 * Upstream counts calls as they arrive, which is later than they are granted: a job is marked in between, and a connection
 * opened. Late ones of one minute must not meet early ones of the next.
 */
const ON_THE_WAY_MS = 5_000;
const WINDOW_MS = MINUTE_MS + ON_THE_WAY_MS;
/** A pause further ahead was written by a clock that has since been put back. */
const LONGEST_PAUSE_MS = 30 * 60_000;
/** How long people keep their place before they ask again. */
const PLACE_KEPT_MS = 1_000;

/**
 * Grants one call now (`waitMs` 0) or says when to ask again: never more than the limit in any 60 seconds, also where
 * calls arrive up to 5 seconds after they were granted. The returned slots are what everybody sees from now on.
 */
export function takeSlot(
  slots: CallSlots,
  priority: CallPriority,
  limits: SlotLimits,
  nowMs: number,
): { readonly waitMs: number; readonly slots: CallSlots } {
  const { callsPerMinute } = limits;
  const pauseMs = Math.min(LONGEST_PAUSE_MS, Math.max(0, slots.pausedUntilMs - nowMs));
  if (callsPerMinute === undefined) return { waitMs: pauseMs, slots };
  const takenAtMs = slots.takenAtMs.filter((atMs) => atMs > nowMs - WINDOW_MS && atMs < nowMs + WINDOW_MS);
  const reserved = Math.min(limits.reservedForPeople ?? Math.floor(callsPerMinute / 6), callsPerMinute - 1);
  const allowed = priority === 'person' ? callsPerMinute : callsPerMinute - reserved;
  const oldestInTheWay = takenAtMs[takenAtMs.length - allowed];
  const slotMs = oldestInTheWay === undefined ? 0 : oldestInTheWay + WINDOW_MS - nowMs;
  const placeMs = priority === 'poll' ? Math.min(WINDOW_MS, Math.max(0, slots.peopleWaitUntilMs - nowMs)) : 0;
  const waitMs = Math.max(pauseMs, slotMs, placeMs);
  if (waitMs === 0) {
    // Whoever waited has been served; others who wait say so again.
    const peopleWaitUntilMs = priority === 'person' ? 0 : slots.peopleWaitUntilMs;
    return { waitMs, slots: { ...slots, takenAtMs: [...takenAtMs, nowMs], peopleWaitUntilMs } };
  }
  const peopleWaitUntilMs = priority === 'person' ? nowMs + waitMs + PLACE_KEPT_MS : slots.peopleWaitUntilMs;
  return { waitMs, slots: { ...slots, takenAtMs, peopleWaitUntilMs } };
}

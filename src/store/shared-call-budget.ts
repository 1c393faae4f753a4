import type { CallBudget, CallPriority, TakeResult } from '../http/call-budget.ts';
import { type CallSlots, type SlotLimits, takeSlot } from './call-slots.ts';
import { decodeJson, encodeJson } from './json.ts';
import type { Store, Tx } from './store.ts';

export interface SharedBudgetOptions extends SlotLimits {
  readonly store: Store;
  /** The upstream. */
  readonly name: string;
  readonly onError: (error: unknown) => void;
}

/** Others may have been served first or the pause been longer: asked again after this at the latest. */
const ASK_AGAIN_MS = 5_000;

/** A call budget that stands in the database: one for all processes of a deployment, and for one after its restart. */
export function createSharedCallBudget(options: SharedBudgetOptions): CallBudget {
  const { store, name } = options;
  const { clock } = store;

  async function ask(priority: CallPriority): Promise<number> {
    return await store.transaction(async (tx) => {
      const known = await lockSlots(tx, name);
      const { waitMs, slots } = takeSlot(known, priority, options, tx.clock.nowMs());
      if (slots !== known) await writeSlots(tx, name, slots);
      return waitMs;
    });
  }

  return {
    async take({ priority, maxWaitMs, signal }): Promise<TakeResult> {
      const deadlineMs = clock.nowMs() + (maxWaitMs ?? Number.POSITIVE_INFINITY);
      while (!signal?.aborted) {
        const waitMs = await ask(priority);
        if (waitMs === 0) return { granted: true };
        if (clock.nowMs() + waitMs > deadlineMs) {
          return { granted: false, reason: 'too_long', retryAfterMs: waitMs };
        }
        await clock.sleep(Math.min(waitMs, ASK_AGAIN_MS), signal);
      }
      return { granted: false, reason: 'aborted' };
    },
    pause(durationMs) {
      const paused = store.transaction(async (tx) => {
        const known = await lockSlots(tx, name);
        const pausedUntilMs = Math.max(known.pausedUntilMs, tx.clock.nowMs() + durationMs);
        await writeSlots(tx, name, { ...known, pausedUntilMs });
      });
      paused.catch(options.onError);
    },
  };
}

async function lockSlots(tx: Tx, name: string): Promise<CallSlots> {
  const read = () =>
    tx.db
      .selectFrom('callBudgets')
      .selectAll()
      .where('name', '=', name)
      .$if(tx.engine.rowLocks, (query) => query.forUpdate())
      .executeTakeFirst();
  let row = await read();
  if (row === undefined) {
    await tx.db
      .insertInto('callBudgets')
      .values({ name, takenAtMs: encodeJson([]), pausedUntilMs: 0, peopleWaitUntilMs: 0 })
      .onConflict((conflict) => conflict.column('name').doNothing())
      .execute();
    row = await read();
  }
  return {
    takenAtMs: decodeJson<number[]>(row?.takenAtMs ?? '[]'),
    pausedUntilMs: row?.pausedUntilMs ?? 0,
    peopleWaitUntilMs: row?.peopleWaitUntilMs ?? 0,
  };
}

async function writeSlots(tx: Tx, name: string, slots: CallSlots): Promise<void> {
  await tx.db
    .updateTable('callBudgets')
    .set({ ...slots, takenAtMs: encodeJson(slots.takenAtMs) })
    .where('name', '=', name)
    .execute();
}

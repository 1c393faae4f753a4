import type { App } from '@slack/bolt';
import { toErrandError } from '../errors.ts';
import type { Logger } from '../observability/logger.ts';
import {
  completeDelivery,
  type InboxRow,
  inboxFromRow,
  parkDelivery,
  retryDelivery,
} from '../store/inbox.ts';
import { retryDelayMs } from '../store/queue.ts';
import type { Store } from '../store/store.ts';
import { createWorkLoop, type WorkLoop } from '../store/work-loop.ts';

const CONCURRENCY = 16;
const MAX_ATTEMPTS = 6;

/** Hands stored deliveries to Bolt's listeners until they have been dealt with. */
export function createInboxLoop(deps: { store: Store; app: App; owner: string; logger: Logger }): WorkLoop {
  const { store, app, logger } = deps;

  async function handle(row: InboxRow): Promise<void> {
    try {
      await app.processEvent({ body: row.body, ack: () => Promise.resolve() });
      await completeDelivery(store, row.id);
    } catch (error) {
      const { code } = toErrandError(error);
      logger.error(
        { inboxId: row.id, attempts: row.attempts, err: error },
        'a delivery could not be handled',
      );
      if (row.attempts >= MAX_ATTEMPTS) return await parkDelivery(store, row.id, code);
      const dueAtMs = store.clock.nowMs() + retryDelayMs(row.attempts, 500, 60_000);
      await retryDelivery(store, row.id, { dueAtMs, error: code });
    }
  }

  return createWorkLoop({
    store,
    table: 'inbox',
    owner: deps.owner,
    concurrency: CONCURRENCY,
    handle: (row) => handle(inboxFromRow(row)),
    onError: (error) => logger.error({ err: error }, 'inbox loop failed'),
  });
}

import type { App } from '@slack/bolt';
import { z } from 'zod';
import { toErrandError } from '../errors.ts';
import type { Logger } from '../observability/logger.ts';
import { isDatabaseTrouble } from '../store/database-trouble.ts';
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
import { type Audience, tellPrivately } from './tell.ts';

const CONCURRENCY = 16;
const MAX_ATTEMPTS = 6;
/** Slack, the network or the database may be in trouble for a while. */
const PATIENCE_MS = 15 * 60_000;
const SORRY =
  'Errand got your request but could not deal with it, and nothing was started. Try again, and tell your admin if it stays.';

/** Hands stored deliveries to Bolt's listeners until they have been dealt with. */
export function createInboxLoop(deps: { store: Store; app: App; owner: string; logger: Logger }): WorkLoop {
  const { store, app, logger } = deps;

  async function handle(row: InboxRow): Promise<void> {
    try {
      store.reach('inbox.handling');
      await app.processEvent({ body: row.body, ack: () => Promise.resolve() });
      store.reach('inbox.handled');
      await completeDelivery(store, row.id);
      store.reach('inbox.completed');
    } catch (error) {
      const { code, retryable, retryAfterMs, userMessage } = toErrandError(error);
      const { attempts } = row;
      if (code === 'slack.trigger_gone') {
        // It does not come back: whoever waits for the form is told at once.
        logger.warn({ inboxId: row.id, err: error }, 'a form could not be opened in time');
        await tellSender(row, userMessage);
        return await completeDelivery(store, row.id);
      }
      logger.error({ inboxId: row.id, attempts, err: error }, 'a delivery could not be handled');
      const nowMs = store.clock.nowMs();
      const mayPass = retryable || isDatabaseTrouble(error);
      const isWornOut = mayPass ? nowMs - row.createdAtMs > PATIENCE_MS : attempts >= MAX_ATTEMPTS;
      // Crashes and downtime of our own use up attempts and time as well: the first failure is never the last.
      const isOver = isWornOut && row.lastError !== null;
      if (isOver) return await giveUp(row, code);
      const delayMs = retryAfterMs ?? retryDelayMs(attempts, 500, 60_000);
      await retryDelivery(store, row.id, { dueAtMs: nowMs + delayMs, error: code });
    }
  }

  /** What was stored under a key that is gone is tried for a while: its operator may bring the key back. */
  async function open(row: Parameters<typeof inboxFromRow>[1]): Promise<InboxRow | undefined> {
    try {
      return inboxFromRow(store, row);
    } catch (error) {
      if (store.clock.nowMs() - row.createdAtMs <= PATIENCE_MS) throw error;
      logger.error({ inboxId: row.id, err: error }, 'a delivery cannot be read');
      await parkDelivery(store, row.id, toErrandError(error).code);
      return undefined;
    }
  }

  async function giveUp(row: InboxRow, code: string): Promise<void> {
    await parkDelivery(store, row.id, code);
    await tellSender(row, SORRY);
  }

  async function tellSender(row: InboxRow, text: string): Promise<void> {
    const audience = senderOf(row.body);
    if (audience === undefined) return;
    await tellPrivately(app.client, audience, text).catch((error: unknown) => {
      logger.error({ inboxId: row.id, err: error }, 'nobody could be told what became of a delivery');
    });
  }

  return createWorkLoop({
    store,
    table: 'inbox',
    owner: deps.owner,
    concurrency: CONCURRENCY,
    handle: async (row) => {
      const opened = await open(row);
      if (opened !== undefined) await handle(opened);
    },
    onError: (error) => logger.error({ err: error }, 'inbox loop failed'),
  });
}

const Named = z.object({ id: z.string() });
/** The three forms in which Slack names who did something where. */
const Sender = z.union([
  z
    .object({ command: z.string(), user_id: z.string(), channel_id: z.string() })
    .transform((body) => ({ userId: body.user_id, channelId: body.channel_id })),
  z
    .object({ event: z.object({ user: z.string(), channel: z.string() }) })
    .transform(({ event }) => ({ userId: event.user, channelId: event.channel })),
  z
    .object({ user: Named, channel: Named.optional() })
    .transform(({ user, channel }) => ({ userId: user.id, channelId: channel?.id ?? user.id })),
]);

function senderOf(body: Record<string, unknown>): Audience | undefined {
  return Sender.safeParse(body).data;
}

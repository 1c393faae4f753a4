import type { App, Receiver, ReceiverEvent } from '@slack/bolt';
import { z } from 'zod';
import { within } from '../clock.ts';
import type { Logger } from '../observability/logger.ts';
import { isDatabaseTrouble, isUnanswered } from '../store/database-trouble.ts';
import { receive } from '../store/inbox.ts';
import type { Store } from '../store/store.ts';

type Body = ReceiverEvent['body'];

interface Delivery {
  readonly dedupeKey: string;
  readonly body: Body;
  readonly retryNum: number | undefined;
}

/** `unknown`: the database was asked to, and did not answer. */
type Kept = 'stored' | 'refused' | 'unknown';

const REFUSALS = {
  refused: 'Errand could not store your request, so nothing was started. Try again in a minute.',
  unknown:
    "Errand's database did not answer in time, and may have your request all the same. Try again if nothing has come of it in two minutes.",
} as const;

/** Storing is tried again in this time, and given up in that: it leaves Slack's three seconds their margin. */
const TRY_AGAIN_WITHIN_MS = 1_000;
const STORE_WITHIN_MS = 2_300;
const STORE_AGAIN_AFTER_MS = 50;

/**
 * Stands between a Bolt receiver and Bolt: what must not be lost is stored in the inbox before Slack is
 * acknowledged, and the inbox loop hands it to Bolt's listeners afterwards, also after a crash. Submissions and option
 * queries need their answer in the acknowledgement and go through at once; their listeners store what they accept.
 */
export function createDurableReceiver(inner: Receiver, deps: { store: Store; logger: Logger }): Receiver {
  const { store, logger } = deps;

  /** A connection that broke unnoticed fails once: the next one is fresh. Stored twice is stored once. */
  async function keep({ dedupeKey, body, retryNum }: Delivery): Promise<Kept> {
    const tryUntilMs = store.clock.nowMs() + TRY_AGAIN_WITHIN_MS;
    let mayBeStored = false;
    for (;;) {
      try {
        const isNew = await receive(store, { dedupeKey, body });
        if (!isNew) logger.info({ dedupeKey, retryNum }, 'double delivery dropped');
        return 'stored';
      } catch (error) {
        mayBeStored ||= isUnanswered(error);
        if (!isDatabaseTrouble(error) || store.clock.nowMs() >= tryUntilMs) {
          logger.error({ err: error }, 'a delivery from Slack could not be stored');
          return mayBeStored ? 'unknown' : 'refused';
        }
        await store.clock.sleep(STORE_AGAIN_AFTER_MS);
      }
    }
  }

  async function take(event: ReceiverEvent, pass: (event: ReceiverEvent) => Promise<void>): Promise<void> {
    const { body, retryNum } = event;
    if (isOverheard(body)) return await event.ack();
    const dedupeKey = deliveryKey(body);
    if (dedupeKey === undefined) return await pass(event);
    store.reach('inbox.storing');
    // A database may hang instead of refusing: whoever waits is answered all the same.
    const keeping = keep({ dedupeKey, body, retryNum });
    const kept = await within(store.clock, STORE_WITHIN_MS, keeping, 'unknown' as const);
    if (kept !== 'stored') return await refuse(event, REFUSALS[kept]);
    store.reach('inbox.stored');
    await event.ack();
    store.reach('inbox.acked');
  }

  return {
    init(app) {
      const front: App = Object.create(app, {
        processEvent: {
          value: (event: ReceiverEvent) =>
            store.engine.urgently(() => take(event, (passed) => app.processEvent(passed))),
        },
      });
      inner.init(front);
    },
    start: (...args) => inner.start(...args),
    stop: (...args) => inner.stop(...args),
  };
}

/** Identifies a delivery that goes through the inbox; undefined for what is answered at once. */
export function deliveryKey(body: Body): string | undefined {
  if (body['type'] === 'event_callback') return `event:${String(body['event_id'])}`;
  if (typeof body['command'] === 'string') return `command:${String(body['trigger_id'])}`;
  if (body['type'] === 'block_actions') return `action:${String(body['trigger_id'])}`;
  return undefined;
}

const Overheard = z.object({
  event: z.object({
    type: z.literal('message'),
    channel_type: z.enum(['channel', 'group', 'mpim']),
    thread_ts: z.undefined(),
  }),
});

/** What people say in a channel and not in a thread is not for Errand, and not stored. */
function isOverheard(body: Body): boolean {
  return Overheard.safeParse(body).success;
}

/** Never acknowledged in silence: Slack redelivers events, and shows an error for actions. */
async function refuse(event: ReceiverEvent, text: string): Promise<void> {
  if (typeof event.body['command'] !== 'string') throw new Error('The delivery could not be stored.');
  await event.ack({ response_type: 'ephemeral', text });
}

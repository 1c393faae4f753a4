import { type ErrandError, toErrandError } from '../errors.ts';
import type { Logger } from '../observability/logger.ts';
import { type OutboxRow, outboxFromRow } from '../store/outbox.ts';
import { parkRow, retryRow } from '../store/outbox-outcome.ts';
import { retryDelayMs, SETTLE_MS } from '../store/queue.ts';
import type { Store } from '../store/store.ts';
import { getThread } from '../store/threads.ts';
import { createWorkLoop, type WorkLoop } from '../store/work-loop.ts';
import { type ChannelPace, createChannelPace } from './channel-pace.ts';
import { deliverRow } from './deliver-row.ts';
import type { LoadArtifact } from './load-artifact.ts';
import type { LoadTranscript } from './load-transcript.ts';
import type { SlackPoster } from './poster.ts';
import { rerouteToRequester, tellUndeliverable } from './reroute.ts';
import { createStepsMessages } from './steps-message.ts';

export interface DispatcherDeps {
  readonly store: Store;
  readonly poster: SlackPoster;
  readonly owner: string;
  readonly logger: Logger;
  /** Where people work in Warmly. */
  readonly warmlyAppUrl: string;
  readonly pace?: ChannelPace;
  readonly loadArtifact?: LoadArtifact | undefined;
  readonly loadTranscript?: LoadTranscript | undefined;
  /** Shows what agents do by Slack's streams, where Slack gives them. */
  readonly streams?: boolean;
}

const CONCURRENCY = 16;
/** Slack itself may be in trouble for hours: only what has failed so often and for so long is parked. */
const FEWEST_ATTEMPTS = 12;
const PATIENCE_MS = 6 * 3_600_000;

/** Says what the outbox holds: in order within a thread, at Slack's pace, each row once. */
export function createDispatcher(deps: DispatcherDeps): WorkLoop {
  const { store, poster, logger } = deps;
  const pace = deps.pace ?? createChannelPace(store.clock);
  const steps = createStepsMessages({ store, poster, pace, logger, isOn: deps.streams === true });
  const delivery = { ...deps, pace, steps };

  async function retry(row: OutboxRow, error: ErrandError, hadNoEffect: boolean): Promise<void> {
    // What may still take effect is looked for after that, not before.
    const soonestMs = hadNoEffect ? 0 : SETTLE_MS;
    const delayMs = error.retryAfterMs ?? Math.max(soonestMs, retryDelayMs(row.attempts, 500, 60_000));
    await retryRow(store, row, { dueAtMs: store.clock.nowMs() + delayMs, error: error.code, hadNoEffect });
  }

  async function park(row: OutboxRow, error: ErrandError): Promise<void> {
    logger.error({ outboxId: row.id, jobId: row.jobId, err: error }, 'a message could not be delivered');
    await store.transaction((tx) => parkRow(tx, row, error.code));
    if (/^(notice|reaction|steps)$/.test(row.content.type)) return;
    try {
      await tellUndeliverable(store, poster, row);
    } catch (cause) {
      logger.error({ outboxId: row.id, jobId: row.jobId, err: toErrandError(cause) }, 'nobody could be told');
    }
  }

  async function reroute(row: OutboxRow, error: ErrandError): Promise<void> {
    try {
      if (await rerouteToRequester(store, poster, row)) return;
    } catch (cause) {
      const second = toErrandError(cause);
      if (second.code !== 'slack.cannot_post') return await recover(row, second);
    }
    await park(row, error);
  }

  async function recover(row: OutboxRow, error: ErrandError): Promise<void> {
    const isExpected = error.code === 'slack.cannot_post' || error.code === 'slack.rate_limited';
    if (isExpected) logger.info({ outboxId: row.id, jobId: row.jobId, code: error.code }, 'delivery put off');
    else logger.warn({ outboxId: row.id, jobId: row.jobId, err: error }, 'delivery failed');
    switch (error.code) {
      case 'slack.rate_limited': {
        const pauseMs = error.retryAfterMs ?? 1_000;
        const { channelId } = await getThread(store, row.threadId);
        if (row.kind === 'update') pace.pauseUpdates(pauseMs);
        else pace.pausePosts(channelId, pauseMs);
        return await retry(row, error, true);
      }
      case 'slack.not_sent':
        return await retry(row, error, true);
      case 'slack.cannot_post':
        return await reroute(row, error);
      case 'slack.refused':
        return await park(row, error);
      default:
        return isWornOut(row) ? await park(row, error) : await retry(row, error, false);
    }
  }

  function isWornOut({ attempts, createdAtMs }: OutboxRow): boolean {
    return attempts >= FEWEST_ATTEMPTS && store.clock.nowMs() - createdAtMs > PATIENCE_MS;
  }

  async function handle(row: OutboxRow): Promise<void> {
    try {
      await deliverRow(delivery, row);
    } catch (error) {
      await recover(row, toErrandError(error));
    }
  }

  return createWorkLoop({
    store,
    table: 'outbox',
    owner: deps.owner,
    concurrency: CONCURRENCY,
    handle: (row) => handle(outboxFromRow(row)),
    onError: (error) => logger.error({ err: error }, 'dispatcher failed'),
  });
}

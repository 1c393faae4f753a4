import { toErrandError } from '../errors.ts';
import type { Logger } from '../observability/logger.ts';
import type { Job } from '../store/job.ts';
import type { StoredJob } from '../store/jobs.ts';
import type { OutboxRow } from '../store/outbox.ts';
import { closeStepsMessage, type StepsMessage } from '../store/steps-messages.ts';
import type { Store } from '../store/store.ts';
import type { Place, SlackPoster } from './poster.ts';
import { hasSteps, renderSteps, stepsPiece, taskIdPrefix } from './render/card-steps.ts';
import { createStreamRefusals } from './stream-refusals.ts';

/** Slack ends a stream about 5 minutes after its start and marks the message as broken: it is stopped before. */
export const STREAM_FOR_MS = 4 * 60_000;
/** So many messages are remembered with what they show. */
const MAX_KNOWN = 1_000;

interface MessageAt {
  readonly channelId: string;
  readonly ts: string;
}

/**
 * The message beside a run's card that shows what its agent does: begun as a stream of Slack's, once at most; stopped
 * when the run ends or the stream is old; edited from then on. Where there is none the card shows the steps itself.
 */
export interface StepsMessages {
  /** Whether a run should get one now. */
  wants(job: Job, place: Place): boolean;
  /**
   * Begins it. Null where it comes to nothing: Slack gives no streams here, or an earlier attempt had no clear answer and
   * has left nothing to be found. Throws what is worth a further look.
   */
  start(row: OutboxRow, place: Place, job: StoredJob): Promise<string | null>;
  /** Brings it up to date. Returns how many milliseconds to wait before its stream can be stopped; 0 when all is said. */
  show(rowId: string, at: MessageAt, job: StoredJob, message: StepsMessage): Promise<number>;
  /** Removes one that was begun too late: another process has given it up meanwhile. */
  takeBack(at: MessageAt): Promise<void>;
}

export interface StepsMessagesDeps {
  readonly store: Store;
  readonly poster: SlackPoster;
  readonly pace: {
    countUpdate(): void;
    takeStreamStart(): boolean;
    takeStreamStop(rowId: string): number;
  };
  readonly logger: Logger;
  /** False where the operator wants edited cards alone. */
  readonly isOn: boolean;
}

export function createStepsMessages(deps: StepsMessagesDeps): StepsMessages {
  const { store, poster, pace, logger, isOn } = deps;
  const refusals = createStreamRefusals(store.clock);
  const shown = new Map<string, string>();

  function remember({ ts }: MessageAt, job: Job): void {
    if (shown.size >= MAX_KNOWN) shown.clear();
    shown.set(ts, JSON.stringify(stepsPiece(job)));
  }

  async function lookFor(row: OutboxRow, place: Place, job: Job): Promise<string | null> {
    try {
      const found = await poster.findStream(place, taskIdPrefix(job), row.createdAtMs);
      store.reach('outbox.looked');
      return found ?? null;
    } catch (error) {
      // Who may not look there finds nothing there either.
      if (!/^slack\.(refused|cannot_post)$/.test(toErrandError(error).code)) throw error;
      return null;
    }
  }

  /** What became of the stream: it is open, was stopped with all that is to be said, or is over and lacks that. */
  async function addTo(at: MessageAt, job: StoredJob, isLast: boolean): Promise<'open' | 'stopped' | 'over'> {
    const piece = stepsPiece(job);
    try {
      if (isLast) {
        await poster.stopStream(at, piece);
        return 'stopped';
      }
      if (shown.get(at.ts) !== JSON.stringify(piece)) await poster.appendStream(at, piece);
      return 'open';
    } catch (error) {
      const { code } = toErrandError(error);
      if (code === 'slack.stream_over') return 'over';
      if (code !== 'slack.refused') throw error;
      logger.warn({ jobId: job.id, err: error }, 'steps are no longer streamed');
      await endStream(at);
      return 'over';
    }
  }

  async function endStream(at: MessageAt): Promise<void> {
    await poster.stopStream(at).catch((error: unknown) => {
      if (toErrandError(error).code !== 'slack.stream_over') throw error;
    });
  }

  async function bringUpToDate(
    rowId: string,
    at: MessageAt,
    job: StoredJob,
    message: StepsMessage,
  ): Promise<number> {
    if (message.isOpen) {
      const isOld = store.clock.nowMs() - message.startedAtMs >= STREAM_FOR_MS;
      const isLast = isOld || job.state === 'finished';
      const waitMs = isLast ? pace.takeStreamStop(rowId) : 0;
      if (waitMs > 0) return waitMs;
      const became = await addTo(at, job, isLast);
      if (became !== 'over') remember(at, job);
      if (became === 'open') return 0;
      await closeStepsMessage(store, message);
      if (became === 'stopped') return 0;
    }
    if (shown.get(at.ts) === JSON.stringify(stepsPiece(job))) return 0;
    pace.countUpdate();
    await poster.update(at, renderSteps(job));
    remember(at, job);
    return 0;
  }

  return {
    wants(job, { channelId, threadTs }) {
      const isTime = isOn && job.kind === 'warp' && job.state === 'watching' && hasSteps(job);
      return isTime && threadTs !== null && !refusals.holdsFor(channelId) && pace.takeStreamStart();
    },
    async start(row, place, job) {
      if (row.attempts > 1) return await lookFor(row, place, job);
      if (job.state !== 'watching' || place.channelId !== job.cardChannelId) return null;
      // After a loss of power too this must be known as the first attempt.
      await store.engine.durable();
      store.reach('stream.starting');
      try {
        const recipient = { userId: job.requesterId, teamId: job.teamId };
        const ts = await poster.startStream(place, recipient, stepsPiece(job));
        store.reach('stream.started');
        remember({ channelId: place.channelId, ts }, job);
        return ts;
      } catch (error) {
        if (!refusals.note(place.channelId, toErrandError(error))) throw error;
        logger.info({ jobId: job.id, err: error }, 'Slack gives no stream here: the card shows the steps');
        return null;
      }
    },
    async show(rowId, at, job, message) {
      try {
        return await bringUpToDate(rowId, at, job, message);
      } catch (error) {
        // Somebody deleted it, or Slack does not take it: the card and the result say the rest.
        if (!/^slack\.(message_gone|cannot_post|refused)$/.test(toErrandError(error).code)) throw error;
        logger.info({ jobId: job.id, err: error }, 'steps can no longer be shown');
        if (message.isOpen) await closeStepsMessage(store, message);
        return 0;
      }
    },
    async takeBack(at) {
      await endStream(at);
      await poster.remove(at);
    },
  };
}

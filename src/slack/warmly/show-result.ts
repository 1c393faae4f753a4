import { renderMessage } from '../../delivery/render/render-row.ts';
import { toErrandError } from '../../errors.ts';
import type { StoredJob } from '../../store/jobs.ts';
import type { ResultView } from '../../store/result-views.ts';
import type { ListenerDeps } from '../listener-deps.ts';
import type { ResultMessage } from './columns-view.ts';

/** Shows a result anew in the message where it stands. Editing again does no harm. Throws the poster's errors. */
export async function showResult(
  { store, poster, logger }: Pick<ListenerDeps, 'store' | 'poster' | 'logger'>,
  job: StoredJob,
  { channelId, ts }: ResultMessage,
  view: ResultView,
): Promise<void> {
  const timeZone = await poster.timeZoneOf(job.requesterId).catch((error: unknown) => {
    logger.warn({ jobId: job.id, err: error }, 'a time zone could not be read');
    return 'UTC';
  });
  const context = { nowMs: store.clock.nowMs(), timeZone, view };
  try {
    await poster.update({ channelId, ts }, renderMessage(job, { type: 'result', part: 0 }, context));
  } catch (error) {
    if (toErrandError(error).code !== 'slack.message_gone') throw error;
  }
}

import { renderResult } from '../../delivery/render/render-result.ts';
import { toErrandError } from '../../errors.ts';
import type { StoredJob } from '../../store/jobs.ts';
import type { ResultView } from '../../store/result-views.ts';
import type { ListenerDeps } from '../listener-deps.ts';
import type { ResultMessage } from './columns-view.ts';

/** Shows a result anew in the message where it stands. Editing again does no harm. Throws the poster's errors. */
export async function showResult(
  { poster, logger }: Pick<ListenerDeps, 'poster' | 'logger'>,
  job: StoredJob,
  { channelId, ts }: ResultMessage,
  view: ResultView,
): Promise<void> {
  const timeZone = await poster.timeZoneOf(job.requesterId).catch((error: unknown) => {
    logger.warn({ jobId: job.id, err: error }, 'a time zone could not be read');
    return 'UTC';
  });
  const [message] = renderResult(job, { timeZone, view }).messages;
  if (message === undefined) return;
  try {
    await poster.update({ channelId, ts }, message);
  } catch (error) {
    if (toErrandError(error).code !== 'slack.message_gone') throw error;
  }
}

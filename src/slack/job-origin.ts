import type { PeopleDirectory } from '../access/access.ts';
import type { StoredJob } from '../store/jobs.ts';
import { scheduleIdOf } from '../store/schedules.ts';
import type { Store } from '../store/store.ts';
import { getThread } from '../store/threads.ts';

/** Who asked and where, for Warmly's audit: names where Slack tells them now, ids in any case. */
export async function originOf(job: StoredJob, store: Store, directory: PeopleDirectory): Promise<string> {
  const { channelId, reroutedFrom, rootTs } = await getThread(store, job.threadId);
  const name = await directory.person(job.requesterId).then(
    ({ displayName }) => `${displayName} (user ${job.requesterId})`,
    () => `user ${job.requesterId}`,
  );
  const thread = rootTs === null ? '' : `, thread ${rootTs}`;
  const by = scheduleIdOf(job) === undefined ? name : `a schedule of ${name}`;
  return `Requested in Slack by ${by} of team ${job.teamId} in channel ${reroutedFrom ?? channelId}${thread}.`;
}

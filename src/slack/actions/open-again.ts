import type { WebClient } from '@slack/web-api';
import { listWithin } from '../../catalogue/cached-list.ts';
import { createDraft } from '../../store/drafts.ts';
import type { StoredJob } from '../../store/jobs.ts';
import { getThread } from '../../store/threads.ts';
import { NOT_CONFIGURED } from '../commands/not-configured.ts';
import type { ListenerDeps } from '../listener-deps.ts';
import { openView } from '../views/open-view.ts';
import type { WarmlyDraft } from '../views/warmly-draft.ts';
import { againWith, warmlyModal } from '../views/warmly-form.ts';

/** A trigger lives for three seconds. */
const SOON_MS = 1_200;

/** Opens the form of a Warmly job again with what was entered, as far as the tool still takes it; or says why not. */
export async function openAgain(
  deps: ListenerDeps,
  client: WebClient,
  triggerId: string,
  job: StoredJob,
  userId: string,
): Promise<string | undefined> {
  const { request } = job;
  const { tools } = deps.catalogue;
  if (request.kind !== 'warmly') return 'Only Warmly tools have a form to edit.';
  if (tools === undefined) return NOT_CONFIGURED.warmly;
  const available = await listWithin(tools, SOON_MS, deps.store.clock);
  if (available === undefined)
    return 'The list of tools is on its way from Warmly. Press the button again in a moment.';
  const tool = available.find(({ name }) => name === request.toolName);
  if (tool === undefined)
    return 'Your organization no longer has this tool. `/warmly` shows those that there are.';
  const { channelId, reroutedFrom } = await getThread(deps.store, job.threadId);
  const { timeZone } = await deps.directory.person(userId);
  const draft = await createDraft<WarmlyDraft>(deps.store, {
    userId,
    kind: 'warmly',
    content: {
      channelId: reroutedFrom ?? channelId,
      teamId: job.teamId,
      timeZone,
      chosen: againWith(deps, tool, request.input),
      ...(request.reasoning === undefined ? {} : { reason: request.reasoning }),
    },
  });
  await openView(client, triggerId, warmlyModal(deps, draft));
  return undefined;
}

import { deliverEvent } from './event-envelope.ts';
import type { SlackCore } from './slack-core.ts';
import { UserVisibleError } from './user-visible-error.ts';
import { viewJson } from './view-json.ts';

/** A person opens a tab of the app's own place in Slack; the app is told. */
export function openAppHome(core: SlackCore, userId: string, tab: 'home' | 'messages'): void {
  if (tab === 'home' && !core.manifest.homeTabEnabled) {
    throw new UserVisibleError('This app has no Home tab.');
  }
  const conversation = core.workspace.directMessage(userId, core.workspace.botUserId);
  const view = core.views.home(userId);
  const event = {
    type: 'app_home_opened',
    user: userId,
    channel: conversation.id,
    tab,
    ...(tab === 'home' && view !== undefined ? { view: viewJson(core.workspace, view) } : {}),
    event_ts: core.workspace.nextTs(),
  };
  deliverEvent(core, 'app_home_opened', event, conversation);
}

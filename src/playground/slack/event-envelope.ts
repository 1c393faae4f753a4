import { isExternallyShared } from './conversation-json.ts';
import type { JsonObject } from './json-value.ts';
import { randomSlackId } from './random-id.ts';
import type { SlackCore } from './slack-core.ts';
import type { Conversation } from './workspace-types.ts';

/** Sends the app an event of a conversation, if it has subscribed to events of this name. */
export function deliverEvent(
  core: SlackCore,
  subscription: string,
  event: JsonObject,
  conversation: Conversation,
): void {
  const { workspace, manifest } = core;
  if (!manifest.botEvents.includes(subscription)) return;
  core.link.deliverEvent({
    token: core.verificationToken,
    team_id: workspace.teamId,
    context_team_id: workspace.teamId,
    context_enterprise_id: null,
    api_app_id: workspace.appId,
    event,
    type: 'event_callback',
    event_id: randomSlackId('Ev'),
    event_time: Math.floor(core.clock.nowMs() / 1000),
    authorizations: [
      {
        enterprise_id: null,
        team_id: workspace.teamId,
        user_id: workspace.botUserId,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: isExternallyShared(workspace, conversation),
    event_context: `4-${randomSlackId('')}`,
  });
}

import type { SlackCore } from './slack-core.ts';
import { messageMarkup } from './typed-text.ts';

/** An app that tells of deployments; it answers nothing. */
export const otherApp = {
  id: 'A0DEPLOYS',
  botId: 'B0DEPLOYS',
  userId: 'U0DEPLOYS',
  name: 'Deploys',
} as const;

/** A message of another app's, which the app under test hears of like of any other. */
export function sayAsOtherApp(
  { workspace }: SlackCore,
  channel: string,
  text: string,
  { threadTs }: { readonly threadTs?: string } = {},
): string {
  const ts = workspace.nextTs();
  workspace.addMessage({
    channel,
    ts,
    user: otherApp.userId,
    botId: otherApp.botId,
    text: messageMarkup(workspace, text),
    reactions: [],
    ...(threadTs !== undefined && { threadTs }),
  });
  return ts;
}

import type { AllMiddlewareArgs, BlockAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import type { ListenerDeps } from '../listener-deps.ts';
import { type Audience, tellPrivately } from '../tell.ts';

export type PressArgs = SlackActionMiddlewareArgs<BlockAction> & AllMiddlewareArgs;

/** Said of what has been purged, or of another database's. */
export const TOO_OLD = 'Errand no longer has this result: it is too old. Run the tool again.';

/**
 * Where a press was made: what is said about it appears there. A thread's first message stands in the channel, where
 * most people press; they may not have its thread open.
 */
export function audienceOf({ body }: PressArgs): Audience {
  const inThread: unknown = body.message?.['thread_ts'];
  const isReply = typeof inThread === 'string' && inThread !== body.message?.ts;
  const threadTs = isReply ? inThread : undefined;
  return { userId: body.user.id, channelId: body.channel?.id ?? body.user.id, threadTs };
}

/** Whether the presser may not use Errand here: then they are told why. Buttons are seen by guests and outsiders too. */
export async function isRefused(
  { access }: Pick<ListenerDeps, 'access'>,
  args: PressArgs,
  { teamId }: { readonly teamId: string },
): Promise<boolean> {
  const audience = audienceOf(args);
  const refusal = await access.refusal({ userId: audience.userId, channelId: audience.channelId, teamId });
  if (refusal === undefined) return false;
  await tellPrivately(args.client, audience, refusal.mrkdwn ?? refusal.userMessage);
  return true;
}

/** The value of the button, or of the option that was chosen. */
export function pressedValue({ action }: PressArgs): string {
  if (action.type === 'button') return action.value ?? '';
  if (action.type === 'static_select' || action.type === 'overflow')
    return action.selected_option?.value ?? '';
  return '';
}

/** The workspace that a press came from. */
export function teamOf({ body, context }: PressArgs): string {
  return context.teamId ?? body.team?.id ?? '';
}

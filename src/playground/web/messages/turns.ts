import type { UiMessage } from '../../slack/ui-protocol.ts';

const SAME_TURN_SECONDS = 300;

/** Whether a message belongs to the same turn as the one before it. */
export function continues(before: UiMessage | undefined, message: UiMessage): boolean {
  return (
    before !== undefined &&
    before.user === message.user &&
    Number(message.ts) - Number(before.ts) < SAME_TURN_SECONDS &&
    (before.ephemeral ?? false) === (message.ephemeral ?? false) &&
    isPlainText(before) &&
    isPlainText(message)
  );
}

/** People's messages carry a rich text block; an app's cards each stand for themselves. */
function isPlainText({ blocks = [] }: UiMessage): boolean {
  return blocks.every(({ type }) => type === 'rich_text');
}

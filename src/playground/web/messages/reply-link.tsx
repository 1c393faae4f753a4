import type { ReactNode } from 'react';
import type { UiMessage } from '../../slack/ui-protocol.ts';
import { agoText } from '../mrkdwn/dates.ts';
import { userOf } from '../state/messages.ts';
import { usePage } from '../state/page-context.ts';
import { useNow } from '../state/use-now.ts';
import { Avatar } from './avatar.tsx';

/** "3 replies", with who wrote them and when the last came. */
export function ReplyLink({
  message,
  replies,
}: {
  message: UiMessage;
  replies: readonly UiMessage[];
}): ReactNode {
  const { workspace, go } = usePage();
  const nowMs = useNow(30_000);
  const people = [...new Set(replies.map(({ user }) => user))].slice(0, 4);
  const lastMs = Number(replies.at(-1)?.ts ?? 0) * 1000;
  return (
    <button
      type="button"
      className="reply-link"
      onClick={() => go({ channel: message.channel, thread: message.ts })}
    >
      {people.map((id) => (
        <Avatar key={id} user={userOf(workspace, id)} size="small" />
      ))}
      <span className="reply-count">
        {replies.length} {replies.length === 1 ? 'reply' : 'replies'}
      </span>
      <span className="muted reply-age">Last reply {agoText(lastMs, Math.max(nowMs, lastMs))}</span>
    </button>
  );
}

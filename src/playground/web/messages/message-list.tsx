import { Fragment, type ReactNode, useMemo } from 'react';
import type { UiMessage } from '../../slack/ui-protocol.ts';
import { dayKey, dayTitle } from '../mrkdwn/dates.ts';
import { repliesByThread } from '../state/messages.ts';
import { usePage } from '../state/page-context.ts';
import { MessageItem } from './message-item.tsx';
import { continues } from './turns.ts';
import { useEndFollowing } from './use-end-following.ts';

const NO_REPLIES: readonly UiMessage[] = [];

/** Messages in order, with day titles; follows the newest while the reader is at the end. */
export function MessageList({
  messages,
  label,
  top,
}: {
  messages: readonly UiMessage[];
  label: string;
  top: ReactNode;
}): ReactNode {
  const { me, workspace } = usePage();
  const box = useEndFollowing(label, messages.length);
  const channel = messages[0]?.channel ?? '';
  const replies = useMemo(() => repliesByThread(workspace.messages, channel), [workspace.messages, channel]);
  const reader = { nowMs: Date.now(), timeZone: me.timeZone };
  return (
    <div className="messages" ref={box} role="log" aria-label={label} tabIndex={0}>
      <div className="messages-inner">
        {top}
        {messages.map((message, index) => {
          const before = messages[index - 1];
          const day = dayKey(Number(message.ts) * 1000, me.timeZone);
          const startsDay = before === undefined || dayKey(Number(before.ts) * 1000, me.timeZone) !== day;
          return (
            <Fragment key={`${message.channel}/${message.ts}`}>
              {startsDay && (
                <div className="day">
                  <span>{dayTitle(Number(message.ts) * 1000, reader)}</span>
                </div>
              )}
              <MessageItem
                message={message}
                isCompact={!startsDay && continues(before, message)}
                replies={replies.get(message.ts) ?? NO_REPLIES}
              />
            </Fragment>
          );
        })}
      </div>
    </div>
  );
}

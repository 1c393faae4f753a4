import { Fragment, type ReactNode, useMemo } from 'react';
import type { UiMessage } from '../../slack/ui-protocol.ts';
import { dayKeys, dayTitle } from '../mrkdwn/dates.ts';
import { repliesByThread } from '../state/messages.ts';
import { useLive, usePage } from '../state/page-context.ts';
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
  const { me, place } = usePage();
  const all = useLive().messages;
  // A reply is looked at in its thread; here its thread's first message is.
  const isHere = (ts: string): boolean => messages.some((message) => message.ts === ts);
  const shown = place.message === '' ? '' : [place.message, place.thread].find(isHere);
  const box = useEndFollowing(label, messages.length, shown ?? '');
  const channel = messages[0]?.channel ?? '';
  const replies = useMemo(() => repliesByThread(all, channel), [all, channel]);
  const dayOf = useMemo(() => dayKeys(me.timeZone), [me.timeZone]);
  const days = messages.map(({ ts }) => dayOf(Number(ts) * 1000));
  const reader = { nowMs: Date.now(), timeZone: me.timeZone };
  return (
    <div className="messages" ref={box} role="log" aria-label={label} tabIndex={0}>
      <div className="messages-inner">
        {top}
        {messages.map((message, index) => {
          const before = messages[index - 1];
          const startsDay = days[index] !== days[index - 1];
          return (
            <Fragment key={`${message.channel}/${message.ts}`}>
              {startsDay && (
                <div className="day">
                  <span>{dayTitle(Number(message.ts) * 1000, reader)}</span>
                </div>
              )}
              <MessageItem
                message={message}
                isMarked={message.ts === place.message}
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

import { Fragment, type ReactNode, useEffect, useLayoutEffect, useRef } from 'react';
import type { UiMessage } from '../../slack/ui-protocol.ts';
import { dayKey, dayTitle } from '../mrkdwn/dates.ts';
import { repliesTo } from '../state/messages.ts';
import { usePage } from '../state/page-context.ts';
import { MessageItem } from './message-item.tsx';

const SAME_TURN_SECONDS = 300;
const NEAR_END_PX = 120;

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
                replies={repliesTo(workspace.messages, message.channel, message.ts)}
              />
            </Fragment>
          );
        })}
      </div>
    </div>
  );
}

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

/** Keeps a scrolling box at its end unless the reader has scrolled up. */
export function useEndFollowing(place: string, count: number) {
  const box = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  useLayoutEffect(() => {
    isAtEnd.current = true;
    box.current?.scrollTo({ top: box.current.scrollHeight });
  }, [place]);
  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const follow = (): void => {
      if (isAtEnd.current) element.scrollTo({ top: element.scrollHeight });
    };
    const note = (): void => {
      isAtEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_END_PX;
    };
    // Cards grow when they are edited, previews when they are loaded.
    const sizes = new ResizeObserver(follow);
    sizes.observe(element);
    if (element.firstElementChild) sizes.observe(element.firstElementChild);
    element.addEventListener('scroll', note);
    return () => {
      sizes.disconnect();
      element.removeEventListener('scroll', note);
    };
  }, []);
  useEffect(() => {
    if (isAtEnd.current) box.current?.scrollTo({ top: box.current.scrollHeight });
  }, [count]);
  return box;
}

import { useEffect, useMemo, useState } from 'react';
import type { UiMessage } from '../../slack/ui-protocol.ts';
import { type LastRead, newestTs, readKey, unreadCount } from './messages.ts';

/**
 * How many messages a person has not seen, by channel. What was there when the page opened counts as
 * read; the channel that is shown is read as its messages come. Kept apart for each acting person.
 */
export function useUnread(
  messages: readonly UiMessage[],
  user: string,
  shownChannel: string | undefined,
): (channel: string) => number {
  const [openedTs] = useState(() => String(Date.now() / 1000));
  const [lastRead, setLastRead] = useState<LastRead>({});
  const newestShown = shownChannel === undefined ? undefined : newestTs(messages, shownChannel);
  useEffect(() => {
    if (shownChannel === undefined || newestShown === undefined) return;
    setLastRead((before) => ({ ...before, [readKey(user, shownChannel)]: newestShown }));
  }, [user, shownChannel, newestShown]);
  return useMemo(
    () => (channel: string) =>
      channel === shownChannel
        ? 0
        : unreadCount(messages, channel, user, lastRead[readKey(user, channel)] ?? openedTs),
    [messages, user, shownChannel, lastRead, openedTs],
  );
}

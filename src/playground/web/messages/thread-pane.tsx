import { type ReactNode, useEffect, useRef } from 'react';
import type { UiConversation } from '../../slack/ui-protocol.ts';
import { Composer } from '../composer/composer.tsx';
import { Icon } from '../shell/icon.tsx';
import { conversationTitle, repliesByThread, userOf } from '../state/messages.ts';
import { useLive, usePage } from '../state/page-context.ts';
import { MessageItem } from './message-item.tsx';
import { SuggestedPrompts } from './suggested-prompts.tsx';
import { ThreadStatusLine } from './thread-status.tsx';
import { continues } from './turns.ts';
import { useEndFollowing } from './use-end-following.ts';

/** As in `narrow.css`. */
const NARROW_PX = 760;

/** The thread at the right: its root, its replies, a composer of its own. */
export function ThreadPane({
  conversation,
  thread,
}: {
  conversation: UiConversation;
  thread: string;
}): ReactNode {
  const { workspace, place, go } = usePage();
  const { messages, threads } = useLive();
  const root = messages.find(({ channel, ts }) => channel === conversation.id && ts === thread);
  const replies = repliesByThread(messages, conversation.id).get(thread) ?? [];
  const said = threads.find(({ channel, threadTs }) => channel === conversation.id && threadTs === thread);
  const box = useEndFollowing(`${conversation.id}/${thread}`, replies.length, place.message);
  // Prompts are for whoever has not said anything since.
  const newest = replies.at(-1);
  const isAnswered = newest !== undefined && userOf(workspace, newest.user)?.kind !== 'bot';
  const close = useRef<HTMLButtonElement>(null);
  // In a narrow column the pane covers what was focused before.
  useEffect(() => {
    const column = close.current?.closest('.column');
    if (column && column.clientWidth <= NARROW_PX) close.current?.focus();
  }, [thread]);
  return (
    <aside
      className="thread"
      aria-label="Thread"
      data-thread-ts={thread}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) go({ thread: '' });
      }}
    >
      <header className="pane-head">
        <h2>{said?.title || 'Thread'}</h2>
        <span className="muted">{conversationTitle(workspace, conversation)}</span>
        <button
          ref={close}
          type="button"
          className="icon-button pane-close"
          aria-label="Close thread"
          onClick={() => go({ thread: '' })}
        >
          <Icon name="close" />
        </button>
      </header>
      <div className="messages" ref={box} role="log" aria-label="Replies" tabIndex={0}>
        <div className="messages-inner thread-inner">
          {root ? (
            <MessageItem message={root} isCompact={false} isMarked={root.ts === place.message} />
          ) : (
            <p className="muted empty">This message is not here any more.</p>
          )}
          {replies.length > 0 && (
            <div className="reply-rule">
              <span>
                {replies.length} {replies.length === 1 ? 'reply' : 'replies'}
              </span>
            </div>
          )}
          {replies.map((reply, index) => (
            <MessageItem
              key={reply.ts}
              message={reply}
              isCompact={continues(replies[index - 1], reply)}
              isMarked={reply.ts === place.message}
            />
          ))}
          {said && <ThreadStatusLine thread={said} />}
          {said && !isAnswered && <SuggestedPrompts thread={said} />}
        </div>
      </div>
      <Composer key={`${conversation.id}/${thread}`} conversation={conversation} thread={thread} />
    </aside>
  );
}

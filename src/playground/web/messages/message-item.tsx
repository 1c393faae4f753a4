import { memo, type ReactNode, useMemo, useState } from 'react';
import type { UiMessage } from '../../slack/ui-protocol.ts';
import { Blocks } from '../blocks/blocks.tsx';
import { dayTitle, timeText } from '../mrkdwn/dates.ts';
import { Mrkdwn } from '../mrkdwn/text-view.tsx';
import { Icon } from '../shell/icon.tsx';
import { userOf } from '../state/messages.ts';
import { usePage } from '../state/page-context.ts';
import { SurfaceContext, useOwnSurface } from '../state/use-surface.ts';
import { Avatar } from './avatar.tsx';
import { FileCard } from './file-card.tsx';
import { ForwardedMessage } from './forwarded-message.tsx';
import { MessageEditor } from './message-editor.tsx';
import { MessageTools } from './message-tools.tsx';
import { Reactions } from './reactions.tsx';
import { ReplyLink } from './reply-link.tsx';

interface MessageItemProps {
  readonly message: UiMessage;
  /** Follows shortly on one of the same person: shown without name and avatar. */
  readonly isCompact: boolean;
  /** A permalink led here. */
  readonly isMarked: boolean;
  /** In a channel, where a thread can be opened. */
  readonly replies?: readonly UiMessage[];
}

const NO_BLOCKS: NonNullable<UiMessage['blocks']> = [];

/** Drawn anew only when it changed: a channel may hold hundreds. */
export const MessageItem = memo(
  MessageView,
  (one, other) =>
    one.message === other.message &&
    one.isCompact === other.isCompact &&
    one.isMarked === other.isMarked &&
    isSameList(one.replies, other.replies),
);

function isSameList(one: MessageItemProps['replies'], other: MessageItemProps['replies']): boolean {
  if (one === undefined || other === undefined) return one === other;
  return one.length === other.length && one.every((reply, index) => reply === other[index]);
}

function MessageView({ message, isCompact, isMarked, replies }: MessageItemProps): ReactNode {
  const { api, workspace, me, complain } = usePage();
  const [isEditing, setEditing] = useState(false);
  // The tools come with the first look at a message: hundreds of them would make the page slow.
  const [isLookedAt, setLookedAt] = useState(false);
  const user = userOf(workspace, message.user);
  const blocks = message.blocks ?? NO_BLOCKS;
  const { surface } = useOwnSurface(
    api,
    { type: 'message', channel: message.channel, ts: message.ts },
    blocks,
    complain,
  );
  const atMs = Number(message.ts) * 1000;
  const { time, day } = useMemo(
    () => ({
      time: timeText(atMs, me.timeZone),
      day: dayTitle(atMs, { nowMs: Date.now(), timeZone: me.timeZone }),
    }),
    [atMs, me.timeZone],
  );
  const name = user?.realName || user?.name || message.user;
  const classes = [
    'message',
    isCompact ? 'message-compact' : '',
    message.ephemeral ? 'message-ephemeral' : '',
    isMarked ? 'message-marked' : '',
  ];
  return (
    <article
      className={classes.filter(Boolean).join(' ')}
      aria-label={`${name}, ${time}`}
      aria-current={isMarked ? 'location' : undefined}
      tabIndex={0}
      onPointerEnter={() => setLookedAt(true)}
      onFocus={() => setLookedAt(true)}
      data-ts={message.ts}
      data-channel={message.channel}
      data-user={message.user}
      {...(message.threadTs === undefined ? {} : { 'data-thread-ts': message.threadTs })}
      {...(message.ephemeral ? { 'data-ephemeral': 'true' } : {})}
    >
      <div className="message-side">
        {isCompact ? (
          <time className="message-side-time">{time.replace(/ [AP]M$/, '')}</time>
        ) : (
          <Avatar user={user} size="large" />
        )}
      </div>
      <div className="message-main">
        {message.ephemeral && (
          <div className="ephemeral-note">
            <Icon name="eye" /> Only visible to you
          </div>
        )}
        {!isCompact && (
          <div className="message-head">
            <span className="message-name">{name}</span>
            {user?.kind === 'bot' && <span className="badge">APP</span>}
            {user?.kind === 'guest' && <span className="badge">Guest</span>}
            {user?.kind === 'external' && <span className="badge">External</span>}
            <time
              className="message-time"
              dateTime={new Date(atMs).toISOString()}
              title={`${day} at ${time}`}
            >
              {time}
            </time>
          </div>
        )}
        <div className="message-body">
          {isEditing ? (
            <MessageEditor message={message} onDone={() => setEditing(false)} />
          ) : blocks.length > 0 ? (
            <SurfaceContext value={surface}>
              <Blocks blocks={blocks} />
            </SurfaceContext>
          ) : (
            <Mrkdwn source={message.text} />
          )}
          {message.edited && !isEditing && <span className="edited"> (edited)</span>}
        </div>
        {message.forwarded?.map((original) => (
          <ForwardedMessage key={`${original.channel}/${original.ts}`} original={original} />
        ))}
        {message.files?.map((file) => (
          <FileCard key={file.id} file={file} />
        ))}
        <Reactions message={message} />
        {replies && replies.length > 0 && <ReplyLink message={message} replies={replies} />}
      </div>
      {isLookedAt && !message.ephemeral && !isEditing && (
        <MessageTools message={message} canReply={replies !== undefined} onEdit={() => setEditing(true)} />
      )}
    </article>
  );
}

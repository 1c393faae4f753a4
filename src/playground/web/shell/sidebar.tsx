import { type ReactNode, useState } from 'react';
import type { UiConversation, UiUser } from '../../slack/ui-protocol.ts';
import { CONSOLE_PATH } from '../../upstream-console.ts';
import { sentenceOf } from '../api.ts';
import { Avatar } from '../messages/avatar.tsx';
import { conversationTitle, realUsers, userOf } from '../state/messages.ts';
import { usePage } from '../state/page-context.ts';
import { ActingAs } from './acting-as.tsx';
import { Icon } from './icon.tsx';

interface SidebarProps {
  readonly isOpen: boolean;
  /** Whether the acting person is chosen here. */
  readonly namesPerson: boolean;
  unreadOf(channel: string): number;
  /** Something was chosen: on a phone the drawer goes. */
  onDone(): void;
}

export function Sidebar({ isOpen, namesPerson, unreadOf, onDone }: SidebarProps): ReactNode {
  const { workspace, me } = usePage();
  const channels = workspace.conversations
    .filter(({ kind }) => kind !== 'im')
    .toSorted((one, other) => one.name.localeCompare(other.name));
  const directs = workspace.conversations.filter(({ kind }) => kind === 'im');
  const known = new Set([me.id, ...directs.map((direct) => direct.with)]);
  const people = realUsers(workspace).filter(({ id }) => !known.has(id));
  const link = (conversation: UiConversation): ReactNode => (
    <ConversationLink
      key={conversation.id}
      conversation={conversation}
      unread={unreadOf(conversation.id)}
      onDone={onDone}
    />
  );
  return (
    <nav className={isOpen ? 'sidebar sidebar-open' : 'sidebar'} aria-label="Channels and people">
      <div className="workspace-name">{workspace.workspace}</div>
      {namesPerson && <ActingAs onDone={onDone} />}
      <div className="sidebar-scroll">
        <SidebarSection title="Channels">{channels.map(link)}</SidebarSection>
        {directs.length > 0 && <SidebarSection title="Direct messages">{directs.map(link)}</SidebarSection>}
        {people.length > 0 && (
          <SidebarSection title="People and apps">
            {people.map((user) => (
              <PersonLink key={user.id} user={user} onDone={onDone} />
            ))}
          </SidebarSection>
        )}
      </div>
      <a className="sidebar-foot" href={CONSOLE_PATH}>
        <Icon name="hand" /> Warmly & Warp: what waits
      </a>
    </nav>
  );
}

function SidebarSection({ title, children }: { title: string; children: ReactNode }): ReactNode {
  return (
    <section className="sidebar-section" aria-label={title}>
      <h2>{title}</h2>
      <ul>{children}</ul>
    </section>
  );
}

function ConversationLink({
  conversation,
  unread,
  onDone,
}: {
  conversation: UiConversation;
  unread: number;
  onDone(): void;
}): ReactNode {
  const { workspace, place, go } = usePage();
  const isHere = place.channel === conversation.id;
  const other = userOf(workspace, conversation.with ?? '');
  const title = conversationTitle(workspace, conversation);
  const kind =
    conversation.kind === 'private' ? ', private channel' : conversation.kind === 'im' ? '' : ', channel';
  const words = unread > 0 ? `, ${unread} unread` : '';
  return (
    <li>
      <button
        type="button"
        className={`sidebar-item${isHere ? ' is-here' : ''}${unread > 0 ? ' is-unread' : ''}`}
        aria-current={isHere ? 'page' : undefined}
        aria-label={`${title.replace(/^#/, '')}${kind}${words}`}
        data-channel={conversation.id}
        onClick={() => {
          go({ channel: conversation.id, thread: '' });
          onDone();
        }}
      >
        {conversation.kind === 'im' ? (
          <Avatar user={other} size="small" />
        ) : (
          <span className="sidebar-sign">{conversation.kind === 'private' ? <Icon name="lock" /> : '#'}</span>
        )}
        <span className="sidebar-name">{conversation.kind === 'im' ? title : conversation.name}</span>
        {other?.kind === 'bot' && <span className="badge">APP</span>}
        {unread > 0 && <span className="unread-count">{unread}</span>}
      </button>
    </li>
  );
}

function PersonLink({ user, onDone }: { user: UiUser; onDone(): void }): ReactNode {
  const { api, go, complain } = usePage();
  const [isOpening, setOpening] = useState(false);
  async function open(): Promise<void> {
    setOpening(true);
    try {
      go({ channel: await api.openDm(user.id), thread: '' });
      onDone();
    } catch (error) {
      complain(sentenceOf(error));
    } finally {
      setOpening(false);
    }
  }
  return (
    <li>
      <button
        type="button"
        className="sidebar-item"
        aria-label={`Message ${user.realName || user.name}`}
        aria-busy={isOpening}
        data-user={user.id}
        onClick={() => void open()}
      >
        <Avatar user={user} size="small" />
        <span className="sidebar-name">{user.realName || user.name}</span>
        {user.kind === 'bot' && <span className="badge">APP</span>}
      </button>
    </li>
  );
}

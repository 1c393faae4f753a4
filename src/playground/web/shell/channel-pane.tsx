import type { ReactNode } from 'react';
import type { UiConversation } from '../../slack/ui-protocol.ts';
import { Composer } from '../composer/composer.tsx';
import { MessageList } from '../messages/message-list.tsx';
import { Mrkdwn } from '../mrkdwn/text-view.tsx';
import { conversationTitle, rootMessages } from '../state/messages.ts';
import { useLive, usePage } from '../state/page-context.ts';
import { AppTabs, HomePane } from './home-pane.tsx';
import { Icon } from './icon.tsx';

interface ChannelPaneProps {
  readonly conversation: UiConversation;
  readonly isConnected: boolean;
  readonly hasUnreadElsewhere: boolean;
  onMenu(): void;
}

export function ChannelPane({
  conversation,
  isConnected,
  hasUnreadElsewhere,
  onMenu,
}: ChannelPaneProps): ReactNode {
  const { workspace, place } = usePage();
  const title = conversationTitle(workspace, conversation);
  const hasTabs = workspace.hasHomeTab === true && conversation.with === workspace.botUserId;
  const messages = rootMessages(useLive().messages, conversation.id);
  const isDirect = conversation.kind === 'im';
  const members = conversation.members.length;
  return (
    <main className="channel" aria-label={title} data-channel={conversation.id}>
      <header className="pane-head">
        <button
          type="button"
          className="icon-button menu-button"
          aria-label="Open channel list"
          onClick={onMenu}
        >
          <Icon name="menu" />
          {hasUnreadElsewhere && <span className="unread-dot" />}
        </button>
        <h1>
          {conversation.kind === 'private' && <Icon name="lock" />}{' '}
          {conversation.kind === 'private' ? conversation.name : title}
        </h1>
        {conversation.topic !== '' && (
          <div className="topic">
            <Mrkdwn source={conversation.topic} />
          </div>
        )}
        {!isDirect && (
          <span className="member-count" title="Members" aria-label={`${members} members`}>
            <Icon name="people" /> {members}
          </span>
        )}
      </header>
      {!isConnected && (
        <div className="banner" role="status">
          Reconnecting to the playground…
        </div>
      )}
      {isConnected && !workspace.botConnected && (
        <div className="banner" role="status">
          The bot is offline: what you send waits for nobody. It connects by itself when it is up.
        </div>
      )}
      {hasTabs && <AppTabs conversation={conversation} />}
      {hasTabs && place.isHome ? (
        <HomePane />
      ) : (
        <>
          <MessageList
            key={conversation.id}
            messages={messages}
            label={`Messages in ${title}`}
            top={<ChannelStart conversation={conversation} title={title} isEmpty={messages.length === 0} />}
          />
          <Composer key={`${conversation.id}/`} conversation={conversation} />
        </>
      )}
    </main>
  );
}

function ChannelStart({
  conversation,
  title,
  isEmpty,
}: {
  conversation: UiConversation;
  title: string;
  isEmpty: boolean;
}): ReactNode {
  const { workspace } = usePage();
  const isDirect = conversation.kind === 'im';
  const isWithBot = conversation.with === workspace.botUserId;
  return (
    <div className="channel-start">
      <h2>{title}</h2>
      <p className="muted">
        {isDirect
          ? `This is the beginning of your direct messages with ${title}.`
          : `This is the very beginning of the ${title} channel.`}
      </p>
      {isEmpty && (isWithBot || !isDirect) && <Examples isDirect={isDirect} />}
    </div>
  );
}

/** What a newcomer can type here. */
function Examples({ isDirect }: { isDirect: boolean }): ReactNode {
  const examples = [
    ['/warmly', 'a form for any Warmly tool'],
    ['/warmly list_warm_visitors take=5', 'runs at once'],
    ['/warp fix the flaky login test', 'starts a Warp agent'],
    [isDirect ? 'why is the build red?' : '@Errand why is the build red?', 'the same, from a message'],
  ] as const;
  return (
    <dl className="examples" aria-label="Things to try">
      {examples.map(([typed, what]) => (
        <div key={typed}>
          <dt>
            <code className="code">{typed}</code>
          </dt>
          <dd className="muted">{what}</dd>
        </div>
      ))}
    </dl>
  );
}

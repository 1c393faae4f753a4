import { type ReactNode, useEffect, useMemo, useState } from 'react';
import type { UiState } from '../slack/ui-protocol.ts';
import { DraftsContext } from './composer/drafts.ts';
import { ThreadPane } from './messages/thread-pane.tsx';
import { ConfirmProvider } from './modals/confirm-dialog.tsx';
import { ModalStack } from './modals/modal-stack.tsx';
import { ChannelPane } from './shell/channel-pane.tsx';
import { Sidebar } from './shell/sidebar.tsx';
import { Toasts, useToasts } from './shell/toasts.tsx';
import { firstConversation, userOf } from './state/messages.ts';
import { type Page, PageContext } from './state/page-context.ts';
import { usePlace } from './state/use-place.ts';
import { useUnread } from './state/use-unread.ts';
import { useWorkspace } from './state/use-workspace.ts';

/** The whole page: finds the acting person and the channel, then shows them. */
export function App(): ReactNode {
  const [place, go] = usePlace();
  const { page, api } = useWorkspace(place.user);
  const { toasts, complain, dismiss } = useToasts();
  const [drafts] = useState(() => new Map<string, string>());
  const { workspace } = page;
  const me =
    workspace && (userOf(workspace, place.user) ?? workspace.users.find(({ kind }) => kind !== 'bot'));
  const value = useMemo(
    (): Page | undefined => (workspace && me ? { api, workspace, me, place, go, complain } : undefined),
    [api, workspace, me, place, go, complain],
  );
  const meId = me?.id;
  const channel = workspace && conversationAt(workspace, place.channel)?.id;

  // A URL that names nobody, or a channel that this person cannot see, is completed.
  useEffect(() => {
    if (meId !== undefined && channel !== undefined && (meId !== place.user || channel !== place.channel)) {
      go(channel === place.channel ? { user: meId } : { user: meId, channel, thread: '' });
    }
  }, [meId, channel, place, go]);

  if (value === undefined) return <Waiting failure={page.failure} />;
  return (
    <PageContext value={value}>
      <DraftsContext value={drafts}>
        <ConfirmProvider>
          <Frame page={value} isConnected={page.connected} />
          <ModalStack />
        </ConfirmProvider>
        <Toasts toasts={toasts} dismiss={dismiss} />
      </DraftsContext>
    </PageContext>
  );
}

function conversationAt(workspace: UiState, channel: string) {
  return workspace.conversations.find(({ id }) => id === channel) ?? firstConversation(workspace);
}

function Frame({ page, isConnected }: { page: Page; isConnected: boolean }): ReactNode {
  const { workspace, place, me } = page;
  const [isMenuOpen, setMenuOpen] = useState(false);
  const conversation = conversationAt(workspace, place.channel);
  const unreadOf = useUnread(workspace.messages, me.id, conversation?.id);
  const hasUnread = workspace.conversations.some(({ id }) => unreadOf(id) > 0);
  const isCovered = workspace.views.length > 0;
  useEffect(() => {
    document.title = `${hasUnread ? '● ' : ''}${conversation?.name ?? ''} · ${workspace.workspace}`;
  }, [hasUnread, conversation?.name, workspace.workspace]);
  return (
    <div className={place.thread ? 'app app-with-thread' : 'app'} inert={isCovered}>
      <Sidebar isOpen={isMenuOpen} unreadOf={unreadOf} onDone={() => setMenuOpen(false)} />
      {isMenuOpen && (
        <button
          type="button"
          className="drawer-shade"
          aria-label="Close channel list"
          onClick={() => setMenuOpen(false)}
        />
      )}
      {conversation ? (
        <ChannelPane
          conversation={conversation}
          isConnected={isConnected}
          hasUnreadElsewhere={hasUnread}
          onMenu={() => setMenuOpen(!isMenuOpen)}
        />
      ) : (
        <main className="channel waiting">There is no channel that {me.realName} can see.</main>
      )}
      {conversation && place.thread !== '' && (
        <ThreadPane conversation={conversation} thread={place.thread} />
      )}
    </div>
  );
}

function Waiting({ failure }: { failure: string | undefined }): ReactNode {
  return (
    <div className="waiting" role="status">
      {failure === undefined ? (
        <span className="spinner" role="img" aria-label="Loading" />
      ) : (
        <p>
          {failure} Trying again… <a href="#/">Start over</a>
        </p>
      )}
    </div>
  );
}

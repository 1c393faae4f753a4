import { type ReactNode, useCallback, useEffect, useMemo, useState } from 'react';
import type { UiUser } from '../../slack/ui-protocol.ts';
import { ThreadPane } from '../messages/thread-pane.tsx';
import { ConfirmProvider } from '../modals/confirm-dialog.tsx';
import { ModalStack } from '../modals/modal-stack.tsx';
import { firstConversation, userOf } from '../state/messages.ts';
import {
  type Directory,
  type Live,
  LiveContext,
  type Page,
  PageContext,
  useDirectory,
} from '../state/page-context.ts';
import type { Place } from '../state/place.ts';
import { useUnread } from '../state/use-unread.ts';
import { useWorkspace } from '../state/use-workspace.ts';
import { ActingAs } from './acting-as.tsx';
import { ChannelPane } from './channel-pane.tsx';
import { Icon } from './icon.tsx';
import { Sidebar } from './sidebar.tsx';
import { Toasts, useToasts } from './toasts.tsx';

interface ColumnProps {
  readonly index: number;
  readonly place: Place;
  readonly isAlone: boolean;
  go(index: number, change: Partial<Place>): void;
  /** Everybody in the workspace, as soon as that is known. */
  onUsers(users: readonly UiUser[]): void;
  onClose(): void;
}

/** One person's whole Slack: finds the acting person and the channel, then shows them. */
export function Column({ index, place, isAlone, go: goAt, onUsers, onClose }: ColumnProps): ReactNode {
  const { page, api } = useWorkspace(place.user);
  const { toasts, complain, dismiss } = useToasts();
  const go = useCallback((change: Partial<Place>) => goAt(index, change), [goAt, index]);
  const { workspace: state } = page;
  const workspace = useDirectory(state);
  const me =
    workspace && (userOf(workspace, place.user) ?? workspace.users.find(({ kind }) => kind !== 'bot'));
  const value = useMemo(
    (): Page | undefined => (workspace && me ? { api, workspace, me, place, go, complain } : undefined),
    [api, workspace, me, place, go, complain],
  );
  const live = useMemo(
    (): Live | undefined =>
      state && {
        messages: state.messages,
        views: state.views,
        home: state.home,
        threads: state.threads,
      },
    [state],
  );
  const meId = me?.id;
  const channel = workspace && conversationAt(workspace, place.channel)?.id;
  const users = workspace?.users;

  // A URL that names nobody, or a channel that this person cannot see, is completed.
  useEffect(() => {
    if (meId !== undefined && channel !== undefined && (meId !== place.user || channel !== place.channel)) {
      go(channel === place.channel ? { user: meId } : { user: meId, channel, thread: '' });
    }
  }, [meId, channel, place, go]);
  useEffect(() => {
    if (users) onUsers(users);
  }, [users, onUsers]);

  return (
    <section className="column" aria-label={me?.realName ?? 'Loading'} data-person={place.user}>
      {value === undefined || live === undefined ? (
        <Waiting failure={page.failure} />
      ) : (
        <PageContext value={value}>
          <LiveContext value={live}>
            <ConfirmProvider>
              {!isAlone && (
                <div className="column-head">
                  <ActingAs onDone={() => undefined} />
                  <button
                    type="button"
                    className="icon-button"
                    aria-label={`Close ${value.me.realName}`}
                    onClick={onClose}
                  >
                    <Icon name="close" />
                  </button>
                </div>
              )}
              <Frame
                page={value}
                live={live}
                isConnected={page.connected}
                isAlone={isAlone}
                namesTab={index === 0}
              />
              <ModalStack />
            </ConfirmProvider>
            <Toasts toasts={toasts} dismiss={dismiss} />
          </LiveContext>
        </PageContext>
      )}
    </section>
  );
}

function conversationAt(workspace: Directory, channel: string) {
  return workspace.conversations.find(({ id }) => id === channel) ?? firstConversation(workspace);
}

interface FrameProps {
  readonly page: Page;
  readonly live: Live;
  readonly isConnected: boolean;
  readonly isAlone: boolean;
  /** Whether the browser's tab is called after this column. */
  readonly namesTab: boolean;
}

function Frame({ page, live, isConnected, isAlone, namesTab }: FrameProps): ReactNode {
  const { workspace, place, me } = page;
  const [isMenuOpen, setMenuOpen] = useState(false);
  const conversation = conversationAt(workspace, place.channel);
  const unreadOf = useUnread(live.messages, me.id, conversation?.id);
  const hasUnread = workspace.conversations.some(({ id }) => unreadOf(id) > 0);
  const isCovered = live.views.length > 0;
  const title = `${hasUnread ? '● ' : ''}${conversation?.name ?? ''} · ${workspace.workspace}`;
  useEffect(() => {
    if (namesTab) document.title = title;
  }, [namesTab, title]);
  return (
    <div className={place.thread ? 'app app-with-thread' : 'app'} inert={isCovered}>
      <Sidebar
        isOpen={isMenuOpen}
        namesPerson={isAlone}
        unreadOf={unreadOf}
        onDone={() => setMenuOpen(false)}
      />
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

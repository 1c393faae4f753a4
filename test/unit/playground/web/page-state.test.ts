import { expect, test } from 'vitest';
import type { UiMessage, UiState } from '../../../../src/playground/slack/ui-protocol.ts';
import { continues } from '../../../../src/playground/web/messages/turns.ts';
import { repliesByThread, rootMessages, unreadCount } from '../../../../src/playground/web/state/messages.ts';
import { EMPTY_PAGE, reducePage } from '../../../../src/playground/web/state/page-state.ts';
import { formatLayout, moved, parseLayout } from '../../../../src/playground/web/state/place.ts';

const message = (ts: string, more: Partial<UiMessage> = {}): UiMessage => ({
  channel: 'C1',
  ts,
  user: 'U1',
  text: `text ${ts}`,
  ...more,
});

const workspace = (messages: readonly UiMessage[]): UiState => ({
  workspace: 'Acme',
  botUserId: 'UBOT',
  botConnected: true,
  users: [],
  conversations: [],
  messages,
  commands: [],
  views: [],
  threads: [],
});

test('an event that came while an older snapshot was under way is not lost', () => {
  let page = reducePage(EMPTY_PAGE, { type: 'snapshot_asked' });
  page = reducePage(page, { type: 'event', event: { type: 'message', message: message('2') } });
  page = reducePage(page, { type: 'snapshot', workspace: workspace([message('1')]) });
  expect(page.workspace?.messages.map(({ ts }) => ts)).toEqual(['1', '2']);
  expect(page.held).toBeUndefined();
});

test('a message with a known ts is edited in place; a deleted one goes', () => {
  let page = reducePage(EMPTY_PAGE, { type: 'snapshot', workspace: workspace([message('1'), message('2')]) });
  page = reducePage(page, {
    type: 'event',
    event: { type: 'message', message: message('1', { text: 'new' }) },
  });
  expect(page.workspace?.messages.map(({ text }) => text)).toEqual(['new', 'text 2']);
  page = reducePage(page, { type: 'event', event: { type: 'message_deleted', channel: 'C1', ts: '1' } });
  expect(page.workspace?.messages.map(({ ts }) => ts)).toEqual(['2']);
});

test('a broken stream keeps what is shown', () => {
  const page = reducePage(EMPTY_PAGE, { type: 'snapshot', workspace: workspace([message('1')]) });
  const broken = reducePage(page, { type: 'disconnected' });
  expect(broken).toMatchObject({ connected: false, workspace: { messages: [{ ts: '1' }] } });
});

test('threads: a root stays in the channel, its replies do not', () => {
  const messages = [
    message('10', { threadTs: '2' }),
    message('2', { threadTs: '2' }),
    message('9', { threadTs: '2' }),
    message('1'),
  ];
  expect(rootMessages(messages, 'C1').map(({ ts }) => ts)).toEqual(['1', '2']);
  expect(
    repliesByThread(messages, 'C1')
      .get('2')
      ?.map(({ ts }) => ts),
  ).toEqual(['9', '10']);
});

test('unread are the newer messages of others', () => {
  const messages = [
    message('1'),
    message('5'),
    message('6', { user: 'ME' }),
    message('7', { channel: 'C2' }),
  ];
  expect(unreadCount(messages, 'C1', 'ME', '4')).toBe(1);
});

test('a turn ends with another person, with time, and with an app’s blocks', () => {
  const first = message('100');
  expect(continues(first, message('130'))).toBe(true);
  expect(continues(first, message('130', { user: 'U2' }))).toBe(false);
  expect(continues(first, message('500'))).toBe(false);
  expect(continues(first, message('130', { ephemeral: true }))).toBe(false);
  expect(continues(first, message('130', { blocks: [{ type: 'rich_text' }] }))).toBe(true);
  expect(continues(first, message('130', { blocks: [{ type: 'section' }] }))).toBe(false);
});

test('the places survive the URL', () => {
  const thread = {
    user: 'U1',
    channel: 'C1',
    thread: '1700000000.000100',
    message: '1700000001.000100',
    isHome: false,
  };
  const home = { user: 'U2', channel: 'D1', thread: '', message: '', isHome: true };
  const nowhere = { user: 'U3', channel: '', thread: '', message: '', isHome: false };
  const layout = { places: [thread, home, nowhere], isInspecting: true };
  expect(parseLayout(formatLayout(layout))).toEqual(layout);
  expect(formatLayout({ places: [nowhere], isInspecting: false })).toBe('#/U3');
  const empty = { user: '', channel: '', thread: '', message: '', isHome: false };
  expect(parseLayout('#/%E0%A4%A')).toEqual({ places: [empty], isInspecting: false });
  expect(parseLayout('#inspector')).toEqual({ places: [empty], isInspecting: true });
});

test('a step to a channel leaves the Home tab, another person does not', () => {
  const home = { user: 'U1', channel: 'D1', thread: '', message: '', isHome: true };
  expect(moved(home, { channel: 'C1' })).toEqual({ ...home, channel: 'C1', isHome: false });
  expect(moved(home, { user: 'U2' })).toEqual({ ...home, user: 'U2' });
  const looking = { user: 'U1', channel: 'C1', thread: '1', message: '2', isHome: false };
  expect(moved(looking, { thread: '1' })).toEqual({ ...looking, message: '' });
  expect(moved(home, { channel: 'C1', thread: '1', message: '2' })).toEqual(looking);
});

test('what the app does in a thread and has on its Home tab is kept', () => {
  const home = { id: 'V1', hash: '1', callbackId: '', title: '', blocks: [] };
  const thread = { channel: 'C1', threadTs: '2', loadingMessages: [], statusEndsInMs: 9, prompts: [] };
  const thinking = { ...thread, status: 'is thinking…' };
  let page = reducePage(EMPTY_PAGE, { type: 'snapshot', workspace: workspace([]) });
  page = reducePage(page, { type: 'event', event: { type: 'home', home } });
  page = reducePage(page, { type: 'event', event: { type: 'thread', thread: { ...thread, status: '' } } });
  page = reducePage(page, { type: 'event', event: { type: 'thread', thread: thinking } });
  expect(page.workspace?.home).toEqual(home);
  expect(page.workspace?.threads).toEqual([thinking]);
});

import type { SocketModeClient } from '@slack/socket-mode';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readAppManifest } from '../../../src/playground/slack/app-manifest.ts';
import { createLocalSlack, type LocalSlack } from '../../../src/playground/slack/local-slack.ts';
import type { UiEvent, UiState } from '../../../src/playground/slack/ui-protocol.ts';
import { createManualClock } from './manual-clock.ts';
import { socketClient, webClient } from './slack-clients.ts';

let slack: LocalSlack;
let aborts: AbortController[];

beforeEach(async () => {
  aborts = [];
  const manifest = readAppManifest(new URL('../../../manifest.yml', import.meta.url));
  slack = await createLocalSlack({
    // Three seconds pass here only when someone says so.
    clock: createManualClock(),
    manifest: { ...manifest, scopes: [...manifest.scopes, 'im:read'] },
    rateLimits: 'off',
    webPage: (request, response) => {
      if (request.url !== '/') return false;
      response.end('<h1>page</h1>');
      return true;
    },
  });
});
afterEach(async () => {
  for (const abort of aborts) abort.abort();
  await slack.stop();
});

async function post(path: string, body: object) {
  const response = await fetch(`${slack.url}/ui/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

async function state(user: string): Promise<UiState> {
  return (await fetch(`${slack.url}/ui/state?user=${user}`)).json() as Promise<UiState>;
}

/** Follows a person's events; `next` waits for the first one of a type. */
async function follow(user: string) {
  const abort = new AbortController();
  aborts.push(abort);
  const response = await fetch(`${slack.url}/ui/events?user=${user}`, { signal: abort.signal });
  const seen: UiEvent[] = [];
  const read = async () => {
    let rest = '';
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      const lines = `${rest}${chunk}`.split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines)
        if (line.startsWith('data: ')) seen.push(JSON.parse(line.slice(6)) as UiEvent);
    }
  };
  read().catch(() => {});
  const next = (type: UiEvent['type']) =>
    slack.until(() => {
      const index = seen.findIndex((event) => event.type === type);
      return index === -1 ? undefined : seen.splice(index, 1)[0];
    });
  return { next, seen };
}

async function connected(onEvent: (client: SocketModeClient) => void, run: () => Promise<void>) {
  const client = socketClient(slack);
  onEvent(client);
  await client.start();
  try {
    await run();
  } finally {
    await client.disconnect();
  }
}

it('shows each person what is theirs', async () => {
  const names = async (user: string) =>
    (await state(user)).conversations.filter((one) => one.kind !== 'im').map((one) => one.name);
  expect(await names('U0ADA')).toEqual(['revenue', 'engineering', 'random', 'deals']);
  expect(await names('U0CARLA')).toEqual(['revenue', 'engineering', 'random']);
  expect(await names('U0GUS')).toEqual(['revenue']);
  const ada = await state('U0ADA');
  expect(ada).toMatchObject({ workspace: 'Acme', botConnected: false, botUserId: 'U0ERRAND', views: [] });
  expect(ada.conversations.find((one) => one.kind === 'im')).toMatchObject({ id: 'D0ADA', with: 'U0ERRAND' });
  expect(ada.commands.map((one) => one.command)).toContain('/warmly');
  expect(ada.users.find((one) => one.id === 'U0GUS')?.kind).toBe('guest');
});

it('refuses strangers and impossible wishes with a sentence', async () => {
  expect(await post('message', { user: 'U0NOBODY', channel: 'C0REVENUE', text: 'x' })).toEqual({
    status: 400,
    body: { error: 'There is no such person.' },
  });
  expect((await post('message', { user: 'U0GUS', channel: 'C0RANDOM', text: 'x' })).status).toBe(400);
  expect((await post('message', { user: 'U0ADA', channel: 'C0REVENUE', text: ' ' })).status).toBe(400);
  expect((await post('view-submit', { user: 'U0ADA', viewId: 'V1', stateValues: {} })).body.error).toBe(
    'This modal is no longer open.',
  );
  const form = await fetch(`${slack.url}/ui/message`, { method: 'POST', body: 'user=U0ADA' });
  expect(form.status).toBe(400);
});

it('pushes messages, ephemerals and deletions to those who see them', async () => {
  const ada = await follow('U0ADA');
  const gus = await follow('U0GUS');
  const said = await post('message', { user: 'U0ADA', channel: 'C0REVENUE', text: 'hi @Ben Castillo' });
  const event = await ada.next('message');
  expect(event).toMatchObject({
    message: { channel: 'C0REVENUE', ts: said.body.ts, user: 'U0ADA', text: 'hi <@U0BEN>' },
  });
  await gus.next('message');
  const client = webClient(slack);
  await client.chat.postEphemeral({ channel: 'C0REVENUE', user: 'U0ADA', text: 'only Ada' });
  expect(await ada.next('message')).toMatchObject({ message: { text: 'only Ada', ephemeral: true } });
  const posted = await client.chat.postMessage({ channel: 'C0REVENUE', text: 'first' });
  await client.chat.update({ channel: 'C0REVENUE', ts: posted.ts ?? '', text: 'second' });
  await client.chat.delete({ channel: 'C0REVENUE', ts: posted.ts ?? '' });
  expect(await gus.next('message')).toMatchObject({ message: { text: 'first' } });
  expect(await gus.next('message')).toMatchObject({ message: { text: 'second', edited: true } });
  expect(await gus.next('message_deleted')).toMatchObject({ ts: posted.ts });
  await post('message', { user: 'U0ADA', channel: 'C0DEALS', text: 'secret' });
  await ada.next('message_deleted');
  expect(gus.seen).toEqual([]);
  expect((await state('U0ADA')).messages.map((message) => message.text)).toContain('only Ada');
  expect((await state('U0GUS')).messages.map((message) => message.text)).not.toContain('only Ada');
});

it('opens, submits and closes modals through the endpoints', async () => {
  const ada = await follow('U0ADA');
  const plain = (text: string) => ({ type: 'plain_text' as const, text });
  const view = {
    type: 'modal' as const,
    title: plain('Form'),
    submit: plain('Go'),
    blocks: [
      {
        type: 'input' as const,
        block_id: 'name',
        label: plain('Name'),
        element: { type: 'plain_text_input' as const, action_id: 'value', min_length: 3 },
      },
    ],
  };
  const bodies: unknown[] = [];
  const listen = (client: SocketModeClient) => {
    client.on('slack_event', async ({ type, body, ack }) => {
      bodies.push(body);
      if (type === 'slash_commands') await webClient(slack).views.open({ trigger_id: body.trigger_id, view });
      await ack();
    });
  };
  await connected(listen, async () => {
    expect(await ada.next('bot')).toMatchObject({ connected: true });
    const command = { user: 'U0ADA', channel: 'C0REVENUE', command: '/warp', text: '' };
    expect(await post('command', command)).toEqual({ status: 200, body: {} });
    await ada.next('views');
    const open = (await state('U0ADA')).views[0];
    expect(open).toMatchObject({ title: 'Form', submit: 'Go' });
    expect((await state('U0BEN')).views).toEqual([]);
    const enter = (value: string | null) =>
      post('view-submit', {
        user: 'U0ADA',
        viewId: open?.id,
        stateValues: { name: { value: { type: 'plain_text_input', value } } },
      });
    expect((await enter(null)).body).toEqual({ errors: { name: 'Please complete this required field.' } });
    expect((await enter('ab')).body).toEqual({ errors: { name: 'Enter at least 3 characters.' } });
    expect((await enter('abc')).body).toEqual({});
    expect(bodies.at(-1)).toMatchObject({
      type: 'view_submission',
      view: { id: open?.id, state: { values: { name: { value: { value: 'abc' } } } } },
    });
    expect((await state('U0ADA')).views).toEqual([]);
  });
  expect(await ada.next('bot')).toBeDefined();
});

it('opens direct messages between people, which the bot never sees', async () => {
  const opened = await post('open-dm', { user: 'U0ADA', with: 'U0BEN' });
  const channel = String(opened.body.channel);
  await post('message', { user: 'U0ADA', channel, text: '@Errand between us' });
  expect((await state('U0BEN')).messages.map((message) => message.text)).toEqual(['<@U0ERRAND> between us']);
  const list = await webClient(slack).conversations.list({ types: 'im' });
  expect(list.channels?.map((one) => one.id)).not.toContain(channel);
});

it('serves the page, and nothing for paths that nobody knows', async () => {
  expect(await (await fetch(`${slack.url}/`)).text()).toBe('<h1>page</h1>');
  expect((await fetch(`${slack.url}/nowhere`)).status).toBe(404);
});

it('serves uploaded files so that they cannot act as a page of its own', async () => {
  const client = webClient(slack);
  const content = '<script>alert(1)</script>';
  await client.filesUploadV2({ channel_id: 'C0REVENUE', filename: 'x.html', content });
  const file = (await state('U0ADA')).messages.at(-1)?.files?.[0];
  const response = await fetch(`${slack.url}${file?.url}`);
  expect(await response.text()).toBe(content);
  expect(response.headers.get('content-security-policy')).toBe('sandbox');
});

import type { SocketModeClient } from '@slack/socket-mode';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AppManifest } from '../../../src/playground/slack/app-manifest.ts';
import { createLocalSlack, type LocalSlack } from '../../../src/playground/slack/local-slack.ts';
import { connectReader } from './event-reader.ts';
import { createManualClock } from './manual-clock.ts';
import { mentionManifest } from './mention-manifest.ts';
import { refusal, webClient } from './slack-clients.ts';
import { text } from './tool-form.ts';

const shortcut = { kind: 'message' as const, name: 'Ask', callbackId: 'ask', description: '' };

let slack: LocalSlack;
let clock: ReturnType<typeof createManualClock>;
let clients: SocketModeClient[];
let sockets: WebSocket[];

async function start(change: Partial<AppManifest> = {}) {
  slack = await createLocalSlack({ clock, manifest: { ...mentionManifest, ...change }, rateLimits: 'off' });
}
beforeEach(() => {
  clock = createManualClock();
  clients = [];
  sockets = [];
});
afterEach(async () => {
  for (const socket of sockets) socket.close();
  await Promise.all(clients.map((client) => client.disconnect()));
  await slack.stop();
});

const ada = () => slack.person('U0ADA');
const apps = () => webClient(slack, slack.appToken).apps;

async function openSocket(): Promise<WebSocket> {
  const { url } = await apps().connections.open();
  const socket = new WebSocket(url ?? '');
  sockets.push(socket);
  await new Promise((resolve) => socket.addEventListener('open', resolve));
  return socket;
}

describe('Socket Mode', () => {
  beforeEach(() => start());

  it('cuts a client that does not reconnect when it is asked to', async () => {
    const socket = await openSocket();
    const closed = new Promise((resolve) => socket.addEventListener('close', resolve));
    slack.refreshConnections();
    clock.advance(9_999);
    expect(slack.connectionCount()).toBe(1);
    clock.advance(1);
    await closed;
    expect(slack.connectionCount()).toBe(0);
  });

  it('has ten connections at most', async () => {
    for (let count = 0; count < 10; count += 1) await openSocket();
    expect(await refusal(apps().connections.open())).toBe('too_many_websockets');
  });
});

it('lets no app change a person’s message by the response URL of a shortcut', async () => {
  await start({ shortcuts: [shortcut] });
  const { next } = await connectReader(slack, clients);
  const ts = ada().say('C0REVENUE', 'of Ada');
  const done = ada().shortcut('ask', { channel: 'C0REVENUE', ts });
  const { body, ack } = await next();
  await ack();
  await done;
  for (const change of [
    { delete_original: true },
    { replace_original: true, text: 'of the app', response_type: 'in_channel' },
  ]) {
    await fetch(String(body['response_url']), { method: 'POST', body: JSON.stringify(change) });
  }
  expect(slack.history('C0REVENUE').map((message) => message.text)).toEqual(['of Ada', 'of the app']);
});

describe('the answer to a submission', () => {
  const form = (more: object = {}) => ({
    type: 'modal' as const,
    title: text('Form'),
    submit: text('Go'),
    blocks: [{ type: 'divider' as const }],
    ...more,
  });

  async function answered(answer: object) {
    const { next } = await connectReader(slack, clients);
    const typed = ada().command('C0REVENUE', '/warmly');
    const { body, ack } = await next();
    const view = form({ external_id: 'first' });
    await webClient(slack).views.open({ trigger_id: String(body['trigger_id']), view });
    await ack();
    await typed;
    const submitted = ada().submit(ada().views()[0]?.id ?? '');
    await (await next()).ack(answer);
    return submitted;
  }

  it.each([
    ['a Home tab', { response_action: 'update', view: { type: 'home', blocks: [{ type: 'divider' }] } }],
    ['no view', { response_action: 'push' }],
    ['blocks that Slack refuses', { response_action: 'update', view: form({ blocks: [{ type: 'x' }] }) }],
    ['an external id in use', { response_action: 'push', view: form({ external_id: 'first' }) }],
    ['errors of fields that are not there', { response_action: 'errors', errors: { tool: 'No.' } }],
    ['no errors at all', { response_action: 'errors' }],
    ['an unknown action', { response_action: 'shout' }],
  ])('with %s is an error for the person, and the form stays', async (_, answer) => {
    await start();
    await expect(answered(answer)).rejects.toThrow('Errand answered');
    expect(ada().views()).toMatchObject([{ title: 'Form' }]);
  });

  it('may keep its own external id', async () => {
    await start();
    const view = form({ external_id: 'first', title: text('Second') });
    expect(await answered({ response_action: 'update', view })).toEqual({});
    expect(ada().views()).toMatchObject([{ title: 'Second' }]);
  });

  it('closes only the top of several modals', async () => {
    await start();
    await answered({ response_action: 'push', view: form() });
    const [below, top] = ada().views();
    await expect(ada().closeView(below?.id ?? '')).rejects.toThrow('Only the top modal');
    await ada().closeView(top?.id ?? '');
    expect(ada().views()).toHaveLength(1);
  });
});

it('reaches no app in ways that its manifest does not have', async () => {
  await start({ messagesTabEnabled: false, isInteractive: false, shortcuts: [shortcut] });
  const { arrived } = await connectReader(slack, clients);
  expect(() => ada().say(ada().openDm(), 'hello')).toThrow('turned off');
  const ts = ada().say('C0REVENUE', 'of Ada');
  await expect(ada().shortcut('ask', { channel: 'C0REVENUE', ts })).rejects.toThrow('not set up');
  expect(arrived).toEqual([]);
});

it('has a clock of its own, from which times of messages follow', async () => {
  await start();
  slack.faults.clockSkewMs = 3_600_000;
  const { ts } = await webClient(slack).chat.postMessage({ channel: 'C0REVENUE', text: 'x' });
  expect(Math.floor(Number(ts))).toBe((clock.nowMs() + 3_600_000) / 1_000);
  const response = await fetch(`${slack.apiUrl}api.test`);
  expect(response.headers.get('date')).toBe(new Date(clock.nowMs() + 3_600_000).toUTCString());
});

import type { SocketModeClient } from '@slack/socket-mode';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createLocalSlack, type LocalSlack } from '../../../src/playground/slack/local-slack.ts';
import { connectReader } from './event-reader.ts';
import { createManualClock } from './manual-clock.ts';
import { mentionManifest } from './mention-manifest.ts';
import { socketClient, webClient } from './slack-clients.ts';

let slack: LocalSlack;
let clock: ReturnType<typeof createManualClock>;
let clients: SocketModeClient[];

beforeEach(async () => {
  clock = createManualClock();
  slack = await createLocalSlack({ clock, manifest: mentionManifest, rateLimits: 'off' });
  clients = [];
});
afterEach(async () => {
  await Promise.all(clients.map((client) => client.disconnect()));
  await slack.stop();
});

const connect = () => connectReader(slack, clients);

it('delivers a mention with its thread, and a direct message, and nothing else', async () => {
  const { next, arrived } = await connect();
  const person = slack.person('U0ADA');
  person.say('C0REVENUE', 'nothing to see');
  const root = person.say('C0REVENUE', 'a root');
  const ts = person.say('C0REVENUE', '@Errand fix <b> & ask @Ben Castillo in #random', { threadTs: root });
  const mention = await next();
  expect(mention.body).toMatchObject({
    type: 'event_callback',
    team_id: 'T0ACME',
    event: {
      type: 'app_mention',
      user: 'U0ADA',
      ts,
      thread_ts: root,
      channel: 'C0REVENUE',
      text: '<@U0ERRAND> fix &lt;b&gt; &amp; ask <@U0BEN> in <#C0RANDOM|>',
      client_msg_id: expect.any(String),
    },
    authorizations: [{ user_id: 'U0ERRAND', is_bot: true }],
    is_ext_shared_channel: true,
  });
  await mention.ack();
  person.say(person.openDm(), '@Errand hello');
  const direct = await next();
  expect(direct.body.event).toMatchObject({ type: 'message', channel_type: 'im', channel: 'D0ADA' });
  await direct.ack();
  slack.person('U0ADA').say('C0DEALS', '@Errand you are not here');
  slack.person('U0BEN').say('C0RANDOM', '@Errand but mentioned here');
  expect(slack.person('U0BEN').ephemerals('C0RANDOM')).toMatchObject([
    { user: 'USLACKBOT', text: expect.stringContaining('not in this channel') },
  ]);
  await slack.person('U0BEN').command('C0RANDOM', '/invite', '@Errand');
  expect((await next()).body.event).toMatchObject({ type: 'app_mention', channel: 'C0RANDOM' });
  expect(arrived).toEqual([]);
});

it('sends the bot its own direct messages, marked as its own', async () => {
  const { next } = await connect();
  await webClient(slack).chat.postMessage({ channel: 'U0BEN', text: 'from the bot' });
  expect((await next()).body.event).toMatchObject({
    text: 'from the bot',
    bot_id: 'B0ERRAND',
    user: 'U0ERRAND',
  });
});

it('delivers a mention twice where channel messages are subscribed to as well', async () => {
  await slack.stop();
  const botEvents = [...mentionManifest.botEvents, 'message.channels'];
  slack = await createLocalSlack({ clock, manifest: { ...mentionManifest, botEvents } });
  const { next } = await connect();
  slack.person('U0ADA').say('C0REVENUE', '@errand hi');
  const types = [(await next()).body.event?.type, (await next()).body.event?.type];
  expect(types).toEqual(['app_mention', 'message']);
});

it('delivers an event again when it is not acknowledged in time', async () => {
  const { next, arrived } = await connect();
  slack.person('U0ADA').say('C0REVENUE', '@Errand hi');
  const first = await next();
  expect(first).toMatchObject({ retry_num: 0, retry_reason: '' });
  clock.advance(3000);
  const second = await next();
  expect(second).toMatchObject({ retry_num: 1, retry_reason: 'timeout' });
  expect(second.body.event_id).toBe(first.body.event_id);
  clock.advance(3000);
  await settled();
  expect(arrived).toEqual([]);
  clock.advance(60_000);
  const third = await next();
  expect(third.retry_num).toBe(2);
  await third.ack();
  await settled();
  clock.advance(400_000);
  await settled();
  expect(arrived).toEqual([]);
});

it('knows which events it has given up without ever an answer', async () => {
  const { next } = await connect();
  slack.person('U0ADA').say('C0REVENUE', '@Errand hi');
  for (const untilNextTryMs of [0, 60_000, 300_000]) {
    await next();
    clock.advance(3000);
    await vi.waitFor(() => expect(clock.longestSleepMs()).toBeGreaterThanOrEqual(untilNextTryMs));
    clock.advance(untilNextTryMs);
  }
  await next();
  expect(slack.givenUp()).toEqual([]);
  clock.advance(3000);
  await vi.waitFor(() =>
    expect(slack.givenUp()).toMatchObject([{ event: { type: 'app_mention', text: '<@U0ERRAND> hi' } }]),
  );
});

it('delivers an event to the next connection when one breaks', async () => {
  const first = await connect();
  slack.person('U0ADA').say('C0REVENUE', '@Errand hi');
  const lost = await first.next();
  slack.breakConnections();
  await slack.until(() => !slack.isConnected());
  const second = await connect();
  const again = await second.next();
  expect(again.body.event_id).toBe(lost.body.event_id);
  expect(again).toMatchObject({ retry_num: 2, retry_reason: 'connection_failed' });
});

it('keeps events for an app that is away', async () => {
  slack.person('U0ADA').say('C0REVENUE', '@Errand hi');
  const { next } = await connect();
  expect((await next()).retry_num).toBe(1);
});

it('sends each event to one of several connections, in turn', async () => {
  const one = await connect();
  const two = await connect();
  for (const text of ['@Errand 1', '@Errand 2']) slack.person('U0ADA').say('C0REVENUE', text);
  const texts = [await one.next(), await two.next()].map((delivered) => delivered.body.event?.text);
  expect(texts.toSorted()).toEqual(['<@U0ERRAND> 1', '<@U0ERRAND> 2']);
});

it('tells of changes and deletions in direct messages', async () => {
  const { next } = await connect();
  const client = webClient(slack);
  const posted = await client.chat.postMessage({ channel: 'U0BEN', text: 'one' });
  const at = { channel: posted.channel ?? '', ts: posted.ts ?? '' };
  await client.chat.update({ ...at, text: 'two' });
  await client.chat.delete(at);
  const events = [await next(), await next(), await next()].map((delivered) => delivered.body.event);
  expect(events).toMatchObject([
    { text: 'one' },
    { subtype: 'message_changed', message: { text: 'two' }, previous_message: { text: 'one' } },
    { subtype: 'message_deleted', deleted_ts: posted.ts },
  ]);
});

it('asks its clients to reconnect, and they do', async () => {
  const client = socketClient(slack, { autoReconnectEnabled: true });
  clients.push(client);
  await client.start();
  const reconnected = new Promise((resolve) => client.once('connected', resolve));
  slack.refreshConnections();
  await reconnected;
  expect(slack.calls('apps.connections.open')).toHaveLength(2);
});

it('lets a connection URL be used once', async () => {
  const opened = await webClient(slack, slack.appToken).apps.connections.open();
  const first = new WebSocket(opened.url ?? '');
  await new Promise((resolve) => first.addEventListener('open', resolve));
  const second = new WebSocket(opened.url ?? '');
  const outcome = await new Promise((resolve) => {
    second.addEventListener('open', () => resolve('open'));
    second.addEventListener('error', () => resolve('refused'));
  });
  expect(outcome).toBe('refused');
  first.close();
});

/** Lets what was sent over a socket arrive. */
async function settled() {
  for (let turn = 0; turn < 5; turn += 1) await webClient(slack).auth.test();
}

import { createHmac } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createLocalSlack, type LocalSlack } from '../../../src/playground/slack/local-slack.ts';
import { createManualClock } from './manual-clock.ts';
import { mentionManifest } from './mention-manifest.ts';
import { type Received, type RequestUrlServer, startRequestUrl } from './request-url-server.ts';

let slack: LocalSlack;
let clock: ReturnType<typeof createManualClock>;
let app: RequestUrlServer;

beforeEach(async () => {
  clock = createManualClock();
  app = await startRequestUrl();
  slack = await createLocalSlack({ clock, manifest: mentionManifest, rateLimits: 'off', http: {} });
  await slack.connectHttp(app.url);
});
afterEach(async () => {
  await slack.stop();
  await app.stop();
});

const ada = () => slack.person('U0ADA');
const mention = () => ada().say('C0REVENUE', '@Errand hi');
const ephemeralTexts = () =>
  ada()
    .ephemerals('C0REVENUE')
    .map(({ text }) => text);

function isSigned({ headers, body }: Received): boolean {
  const timestamp = headers['x-slack-request-timestamp'];
  const digest = createHmac('sha256', slack.signingSecret)
    .update(`v0:${String(timestamp)}:${body}`)
    .digest('hex');
  return headers['x-slack-signature'] === `v0=${digest}`;
}

it('saves a URL only when it answers the challenge', async () => {
  const fresh = await createLocalSlack({ clock, http: {} });
  app.onChallenge = () => ({ status: 200, body: 'something else' });
  await expect(fresh.connectHttp(app.url)).rejects.toThrow('challenge');
  expect(fresh.isConnected()).toBe(false);
  app.onChallenge = (challenge) => ({ status: 200, body: challenge });
  await fresh.connectHttp(app.url);
  expect(fresh.isConnected()).toBe(true);
  await fresh.stop();
});

it('posts events as signed JSON', async () => {
  mention();
  const request = await app.next();
  expect(request.headers['content-type']).toBe('application/json');
  expect(request.headers['x-slack-retry-num']).toBeUndefined();
  expect(Number(request.headers['x-slack-request-timestamp'])).toBe(Math.floor(clock.nowMs() / 1000));
  expect(isSigned(request)).toBe(true);
  expect(JSON.parse(request.body)).toMatchObject({
    type: 'event_callback',
    event: { type: 'app_mention', text: '<@U0ERRAND> hi' },
  });
});

it('repeats an event that is not taken at once, after one and after five minutes, and then no more', async () => {
  app.answer = () => ({ status: 500, body: '' });
  mention();
  const first = await app.next();
  const second = await app.next();
  expect(second.headers).toMatchObject({ 'x-slack-retry-num': '1', 'x-slack-retry-reason': 'http_error' });
  expect(second.body).toBe(first.body);
  await sleep(20);
  expect(app.waiting()).toBe(0);
  await afterwards(60_000);
  const third = await app.next();
  expect(third.headers['x-slack-retry-num']).toBe('2');
  expect(Number(third.headers['x-slack-request-timestamp'])).toBe(Math.floor(clock.nowMs() / 1000));
  expect(isSigned(third)).toBe(true);
  await afterwards(300_000);
  expect((await app.next()).headers['x-slack-retry-num']).toBe('3');
  await expect.poll(clock.longestSleepMs).toBe(0);
  clock.advance(3_600_000);
  await sleep(20);
  expect(app.waiting()).toBe(0);
});

it('knows which events are on their way, and which it has given up', async () => {
  await app.stop();
  slack.faults.add({ match: 'delivery:app_mention', fault: { type: 'lost_answer' } });
  mention();
  expect(slack.eventsOnTheirWay()).toBe(1);
  await afterwards(60_000);
  await afterwards(300_000);
  await expect.poll(slack.eventsOnTheirWay).toBe(0);
  // Nobody was there whose answer could have got lost.
  expect(slack.givenUp()).toMatchObject([{ event: { type: 'app_mention', text: '<@U0ERRAND> hi' } }]);
  app = await startRequestUrl();
});

it('delivers nothing once its URL is taken away, and goes on with another', async () => {
  slack.disconnectHttp();
  expect(slack.isConnected()).toBe(false);
  await ada().command('C0REVENUE', '/warmly');
  expect(ephemeralTexts()).toEqual([expect.stringMatching(/failed|did not respond/)]);
  mention();
  await slack.connectHttp(app.url);
  await afterwards(60_000);
  expect((await app.next()).headers).toMatchObject({
    'x-slack-retry-num': '2',
    'x-slack-retry-reason': 'connection_failed',
  });
  expect(app.waiting()).toBe(0);
});

it('repeats an event that nobody answers within three seconds', async () => {
  app.answer = () => new Promise(() => {});
  mention();
  await app.next();
  await afterwards(2_900);
  await sleep(20);
  expect(app.waiting()).toBe(0);
  app.answer = () => ({ status: 200, body: '' });
  await afterwards(100);
  expect((await app.next()).headers).toMatchObject({
    'x-slack-retry-num': '1',
    'x-slack-retry-reason': 'http_timeout',
  });
});

it('does not repeat an event that the app wants no more of', async () => {
  app.answer = () => ({ status: 500, body: '', headers: { 'x-slack-no-retry': '1' } });
  mention();
  await app.next();
  await expect.poll(clock.longestSleepMs).toBe(0);
  clock.advance(3_600_000);
  await sleep(20);
  expect(app.waiting()).toBe(0);
});

it('posts a command as a form and shows what the answer says', async () => {
  app.answer = () => ({ status: 200, body: 'plain words' });
  await ada().command('C0REVENUE', '/warmly', 'a b&c');
  const request = await app.next();
  expect(request.headers['content-type']).toBe('application/x-www-form-urlencoded');
  expect(isSigned(request)).toBe(true);
  expect(Object.fromEntries(new URLSearchParams(request.body))).toMatchObject({
    command: '/warmly',
    text: 'a b&amp;c',
    user_id: 'U0ADA',
    is_enterprise_install: 'false',
  });
  expect(ephemeralTexts()).toEqual(['plain words']);

  app.answer = () => json({ response_type: 'in_channel', text: 'for all' });
  await ada().command('C0REVENUE', '/warmly');
  expect(slack.history('C0REVENUE').map(({ text }) => text)).toEqual(['for all']);
});

it.each([
  [500, '/warmly failed with the error "http_service_error"'],
  [404, '/warmly failed with the error "http_client_error"'],
])('says that a command was answered with %i', async (status, said) => {
  app.answer = () => ({ status, body: '' });
  await ada().command('C0REVENUE', '/warmly');
  expect(ephemeralTexts()).toEqual([said]);
});

it('says that a command was not answered in time, and does not repeat it', async () => {
  app.answer = () => new Promise(() => {});
  const typed = ada().command('C0REVENUE', '/warmly');
  await app.next();
  await afterwards(3_000);
  await typed;
  expect(ephemeralTexts()).toEqual([expect.stringContaining('operation_timeout')]);
  expect(app.waiting()).toBe(0);
});

it('gives the newest delivery once more', async () => {
  mention();
  const first = await app.next();
  slack.repeatLastDelivery();
  const again = await app.next();
  expect(again.body).toBe(first.body);
  expect(again.headers['x-slack-retry-num']).toBe('1');
});

it('breaks the connection of a request under way, and takes it for failed', async () => {
  app.answer = () => new Promise(() => {});
  mention();
  await app.next();
  app.answer = () => ({ status: 200, body: '' });
  slack.breakConnections();
  expect((await app.next()).headers['x-slack-retry-reason']).toBe('connection_failed');
});

it('delivers twice, loses answers and has a clock of its own, on demand', async () => {
  slack.faults.add({ match: 'delivery:*', fault: { type: 'duplicate' } });
  mention();
  expect((await app.next()).body).toBe((await app.next()).body);

  slack.faults.add({ match: 'delivery:*', fault: { type: 'lost_answer' } });
  app.answer = () => ({ status: 200, body: 'never seen' });
  await ada().command('C0REVENUE', '/warmly');
  await app.next();
  expect(ephemeralTexts()).toEqual([expect.stringContaining('operation_timeout')]);

  slack.faults.clockSkewMs = -600_000;
  mention();
  const late = await app.next();
  expect(Number(late.headers['x-slack-request-timestamp'])).toBe(Math.floor(clock.nowMs() / 1000) - 600);
  expect(isSigned(late)).toBe(true);
});

function json(body: object) {
  return { status: 200, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
}

/** Moves the clock once someone sleeps on it for so long. */
async function afterwards(durationMs: number): Promise<void> {
  await expect.poll(clock.longestSleepMs).toBeGreaterThanOrEqual(durationMs);
  clock.advance(durationMs);
}

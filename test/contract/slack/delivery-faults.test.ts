import type { SocketModeClient } from '@slack/socket-mode';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLocalSlack, type LocalSlack } from '../../../src/playground/slack/local-slack.ts';
import { createTrafficLog, type TrafficLog } from '../../../src/playground/traffic.ts';
import { connectReader } from './event-reader.ts';
import { createManualClock } from './manual-clock.ts';
import { mentionManifest } from './mention-manifest.ts';
import { type RequestUrlServer, startRequestUrl } from './request-url-server.ts';

let slack: LocalSlack;
let clock: ReturnType<typeof createManualClock>;
let traffic: TrafficLog;

beforeEach(() => {
  clock = createManualClock();
  traffic = createTrafficLog(clock);
});
afterEach(() => slack.stop());

const mention = () => slack.person('U0ADA').say('C0REVENUE', '@Errand hi');
const command = () => slack.person('U0ADA').command('C0REVENUE', '/warmly');
const said = () =>
  slack
    .person('U0ADA')
    .ephemerals('C0REVENUE')
    .map(({ text }) => text);
const seen = () =>
  traffic
    .after(0)
    .entries.filter(({ direction }) => direction === 'to_bot')
    .map(({ path, fault, status }) => [path, fault, status]);
const pause = (match: string) => slack.faults.add({ match, fault: { type: 'latency', latencyMs: 60_000 } });
const timesOut = expect.stringContaining('operation_timeout');
const didNotRespond = expect.stringMatching(/failed|did not respond/);

describe('over HTTP', () => {
  let app: RequestUrlServer;
  beforeEach(async () => {
    app = await startRequestUrl();
    slack = await createLocalSlack({
      clock,
      traffic,
      manifest: mentionManifest,
      rateLimits: 'off',
      http: { eventsUrl: app.url },
    });
  });
  afterEach(() => app.stop());

  it('an event that is cut before comes once, as a retry', async () => {
    slack.faults.add({ match: 'delivery:app_mention', fault: { type: 'cut', when: 'before' } });
    mention();
    const { headers } = await app.next();
    expect(headers).toMatchObject({ 'x-slack-retry-num': '1', 'x-slack-retry-reason': 'connection_failed' });
    expect(app.waiting()).toBe(0);
    await expect.poll(seen).toEqual([
      ['delivery:app_mention', 'cut', null],
      ['delivery:app_mention', null, 200],
    ]);
  });

  it.each([
    ['cut after', { type: 'cut', when: 'after' }, 'connection_failed'],
    ['not heard to be acknowledged', { type: 'lost_answer' }, 'http_timeout'],
  ] as const)('an event that is %s comes twice', async (_, fault, reason) => {
    slack.faults.add({ match: 'delivery:events_api', fault });
    mention();
    const first = await app.next();
    const second = await app.next();
    expect(second.body).toBe(first.body);
    expect(second.headers['x-slack-retry-reason']).toBe(reason);
  });

  it('commands get lost before or after the app has them', async () => {
    for (const [when, arrived] of [
      ['before', 0],
      ['after', 1],
    ] as const) {
      slack.faults.add({ match: 'delivery:slash_commands', fault: { type: 'cut', when } });
      await command();
      await expect.poll(() => app.waiting()).toBe(arrived);
    }
    expect(said()).toEqual([didNotRespond, didNotRespond]);
  });

  it('waits as told, and hits only what it names', async () => {
    pause('delivery:app_mention');
    mention();
    await command();
    await app.next();
    expect(app.waiting()).toBe(0);
    clock.advance(60_000);
    expect((await app.next()).body).toContain('app_mention');
  });
});

describe('over Socket Mode', () => {
  let clients: SocketModeClient[];
  beforeEach(async () => {
    clients = [];
    slack = await createLocalSlack({ clock, traffic, manifest: mentionManifest, rateLimits: 'off' });
  });
  afterEach(() => Promise.all(clients.map((client) => client.disconnect())));

  it('an event that is cut before comes over the next connection, once', async () => {
    const { arrived } = await connectReader(slack, clients);
    slack.faults.add({ match: 'delivery:*', fault: { type: 'cut', when: 'before' } });
    mention();
    const second = await connectReader(slack, clients);
    const { body, retry_reason, ack } = await second.next();
    expect(body.event).toMatchObject({ type: 'app_mention' });
    expect(retry_reason).toBe('connection_failed');
    await ack();
    expect(arrived).toEqual([]);
  });

  it('an event that is cut after comes again over the next connection', async () => {
    const first = await connectReader(slack, clients);
    slack.faults.add({ match: 'delivery:*', fault: { type: 'cut', when: 'after' } });
    mention();
    const { body } = await first.next();
    const second = await connectReader(slack, clients);
    const again = await second.next();
    expect(again.body.event_id).toBe(body.event_id);
    await again.ack();
  });

  it('an acknowledgement that gets lost brings the event again after three seconds', async () => {
    const { next } = await connectReader(slack, clients);
    slack.faults.add({ match: 'delivery:*', fault: { type: 'lost_answer' } });
    mention();
    const first = await next();
    await first.ack();
    await expect.poll(seen).toEqual([['delivery:app_mention', 'lost_answer', 200]]);
    clock.advance(3_000);
    const again = await next();
    expect(again).toMatchObject({ retry_num: 1, retry_reason: 'timeout' });
    expect(again.body.event_id).toBe(first.body.event_id);
    await again.ack();
  });

  it('commands come twice, get lost, or their answers do', async () => {
    const { next, arrived } = await connectReader(slack, clients);
    slack.faults.add({ match: 'delivery:slash_commands', fault: { type: 'duplicate' } });
    const doubled = command();
    const first = await next();
    await first.ack({ text: 'once' });
    const second = await next();
    await second.ack({ text: 'twice' });
    await doubled;
    expect(second.body).toEqual(first.body);
    expect(said()).toEqual(['once']);

    slack.faults.add({ match: 'delivery:slash_commands', fault: { type: 'lost_answer' } });
    const unheard = command();
    await (await next()).ack({ text: 'unheard' });
    await unheard;
    expect(said()).toEqual(['once', timesOut]);

    slack.faults.add({ match: 'delivery:slash_commands', fault: { type: 'cut', when: 'before' } });
    await command();
    expect(arrived).toEqual([]);
    expect(said()).toEqual(['once', timesOut, didNotRespond]);
  });

  it('notes envelopes with their acknowledgements', async () => {
    const { next } = await connectReader(slack, clients);
    const typed = command();
    await (await next()).ack({ text: 'hello' });
    await typed;
    expect(traffic.after(0).entries.at(-1)).toMatchObject({
      service: 'slack',
      direction: 'to_bot',
      method: 'WS',
      path: 'delivery:slash_commands',
      request: { body: { type: 'slash_commands', payload: { token: '•••', command: '/warmly' } } },
      response: { body: { payload: { text: 'hello' } } },
      status: 200,
    });
  });
});

import { afterEach, beforeEach, expect, it } from 'vitest';
import { createLocalSlack, type LocalSlack } from '../../../src/playground/slack/local-slack.ts';
import { createManualClock } from './manual-clock.ts';
import { refusal, webClient } from './slack-clients.ts';

const METHOD = 'chat.postMessage';

let slack: LocalSlack;
let clock: ReturnType<typeof createManualClock>;

beforeEach(async () => {
  clock = createManualClock();
  slack = await createLocalSlack({ clock, rateLimits: 'off' });
});
afterEach(() => slack.stop());

const post = () => refusal(webClient(slack).chat.postMessage({ channel: 'C0REVENUE', text: 'hi' }));
const posted = () => slack.history('C0REVENUE').length;

it.each([
  { name: 'cut before', fault: { type: 'cut', when: 'before' }, effect: 0 },
  { name: 'cut during', fault: { type: 'cut', when: 'during' }, effect: 1 },
  { name: 'cut after', fault: { type: 'cut', when: 'after' }, effect: 1 },
  { name: 'malformed', fault: { type: 'malformed' }, effect: 1 },
  { name: '503', fault: { type: 'status', status: 503 }, effect: 0 },
  { name: '503 with its effect', fault: { type: 'status', status: 503, effect: true }, effect: 1 },
  { name: '429', fault: { type: 'status', status: 429, retryAfterSeconds: 3 }, effect: 0 },
] as const)('$name: fails once, with $effect effects', async ({ fault, effect }) => {
  slack.faults.add({ match: METHOD, fault });
  expect(await post()).not.toBe('ok');
  expect(posted()).toBe(effect);
  expect(await post()).toBe('ok');
  expect(posted()).toBe(effect + 1);
});

it('hits only the method that it names', async () => {
  slack.faults.add({ match: 'chat.update', fault: { type: 'status', status: 500 } });
  expect(await post()).toBe('ok');
  expect(slack.faults.rules).toHaveLength(1);
});

it('lets a call wait', async () => {
  slack.faults.add({ match: METHOD, fault: { type: 'latency', latencyMs: 5_000 } });
  const posting = post();
  await slack.until(() => slack.faults.rules.length === 0);
  await webClient(slack).auth.test();
  expect(posted()).toBe(0);
  clock.advance(5_000);
  expect(await posting).toBe('ok');
  expect(posted()).toBe(1);
});

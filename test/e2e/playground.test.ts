import { afterAll, beforeAll, expect, it } from 'vitest';
import { runDemo } from '../../src/playground/demo.ts';
import { type Playground, startPlayground } from '../../src/playground/playground.ts';
import { CONNECTION } from '../support/connection.ts';
import { PATIENT_MS } from '../support/services.ts';

const WITHIN_MS = 60_000;

let playground: Playground;

beforeAll(async () => {
  playground = await startPlayground({
    port: 0,
    speed: 100,
    connection: CONNECTION,
    answerWithinMs: PATIENT_MS,
  });
}, WITHIN_MS);
afterAll(() => playground.stop(), WITHIN_MS);

/** Asks for the credits in #revenue and waits for the whole thread. */
async function askForCredits(): Promise<void> {
  const { slack } = playground;
  await slack.person('U0ADA').command('C0REVENUE', '/warmly', 'get_credits_remaining');
  const isWhole = () =>
    slack.history('C0REVENUE').some(({ ts }) => slack.thread('C0REVENUE', String(ts)).length === 2);
  await slack.until(isWhole, WITHIN_MS);
}

it('shows what went between bot and services, and begins anew when told', {
  timeout: 3 * WITHIN_MS,
}, async () => {
  await askForCredits();
  const { entries } = playground.control.traffic.after(0);
  const seen = entries.map(({ direction, path }) => `${direction} ${path}`);
  expect(seen).toContain('to_bot delivery:slash_commands');
  expect(seen).toContain('from_bot chat.postMessage');
  expect(seen).toContain('from_bot /agent-tools/execute');
  expect(JSON.stringify(entries)).not.toMatch(/xoxb-local|xapp-1|local-warmly-key|wk-local/);

  const reset = await fetch(`${playground.url}/control/reset`, { method: 'POST' });
  expect(reset.status).toBe(200);
  expect(playground.slack.history('C0REVENUE')).toEqual([]);
  expect(playground.warmly.executions).toEqual([]);
  await askForCredits();
  expect(playground.warmly.executions).toHaveLength(1);
});

it('tours by itself, and shows how everything ended', { timeout: 3 * WITHIN_MS }, async () => {
  const lines: string[] = [];
  await runDemo(playground, (line) => lines.push(line));
  expect(lines.filter((line) => line.startsWith('\n#'))).toHaveLength(4);
  const cards = lines.filter((line) => /^\s+(✅ Done|❌ Failed)/.test(line));
  expect(cards).toHaveLength(4);
  expect(lines.join('\n')).not.toMatch(/[🕓⏳🚀]|\[Stop\]/u);
});

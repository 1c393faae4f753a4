/** From an upstream's change to the post in the thread. */
import { setTimeout as sleep } from 'node:timers/promises';
import { WARMLY_PACE, WARP_PACE } from '../src/watch/pace.ts';
import { startServices } from '../test/support/services.ts';
import { startBot } from './parts/child.ts';
import { printTable, quantile } from './parts/table.ts';

const SAMPLES = 25;
const ALLOWANCE_MS = 300;
/** Slack takes one post a second in a channel: no sample waits for the one before it. */
const BETWEEN_MS = 1_500;

const services = await startServices({ speed: 1 });
const { slack, warp, warmly } = services;
warmly.addTool({
  name: 'held_tool',
  description: 'Goes on until it is told to end.',
  isAsync: true,
  inputSchema: { type: 'object', properties: {}, additionalProperties: false },
});
const bot = startBot({ ...services.environment, CONFIRM_TOOLS: '!*' });
await services.connected(60_000);
const ada = slack.person('U0ADA');

/** Waits for a new thread, ends its work at a random moment of the poll interval, and times the second message. */
async function sample(channelId: string, ask: () => Promise<void>, end: () => void, intervalMs: number) {
  const before = new Set(slack.history(channelId).map(({ ts }) => ts));
  await ask();
  const root = await slack.until(() => slack.history(channelId).find(({ ts }) => !before.has(ts)), 20_000);
  const ts = String(root['ts']);
  await slack
    .until(() => /Stop|Running/.test(JSON.stringify(slack.thread(channelId, ts))), 20_000)
    .catch(() => undefined);
  await sleep(BETWEEN_MS + Math.random() * intervalMs);
  const endedAtMs = performance.now();
  end();
  await slack.until(() => slack.thread(channelId, ts).length >= 2, 30_000);
  return performance.now() - endedAtMs;
}

async function warpLatencies(): Promise<number[]> {
  const channel = slack.channel('engineering');
  const latencies = [];
  for (let index = 0; index < SAMPLES; index += 1) {
    const prompt = `sample ${index}`;
    warp.script(prompt, { queuedMs: 0, pendingMs: 0, claimedMs: 0, holdIn: 'INPROGRESS' });
    const end = () => {
      const run = warp.runs.find((each) => each['prompt'] === prompt);
      warp.control(String(run?.['run_id'])).finish('Done.');
    };
    latencies.push(
      await sample(channel, () => ada.command(channel, '/warp', prompt), end, WARP_PACE.youngEveryMs),
    );
  }
  return latencies;
}

async function warmlyLatencies(): Promise<number[]> {
  const channel = slack.channel('revenue');
  const latencies = [];
  for (let index = 0; index < SAMPLES; index += 1) {
    warmly.script('held_tool', { holdIn: 'running' });
    const end = () => {
      const execution = warmly.executions.at(-1);
      warmly.fail(execution?.id ?? '', 'Ended by the benchmark.');
    };
    latencies.push(
      await sample(
        channel,
        () => ada.command(channel, '/warmly', 'held_tool'),
        end,
        WARMLY_PACE.youngEveryMs,
      ),
    );
  }
  return latencies;
}

const rows = [];
for (const [name, latencies, { youngEveryMs }] of [
  ['Warp', await warpLatencies(), WARP_PACE],
  ['Warmly', await warmlyLatencies(), WARMLY_PACE],
] as const) {
  const [p50, p95] = [quantile(latencies, 0.5), quantile(latencies, 0.95)].map(Math.round);
  rows.push([name, youngEveryMs, SAMPLES, youngEveryMs / 2 + ALLOWANCE_MS, p50 ?? 0, p95 ?? 0]);
}
await bot.kill();
printTable(
  'From the change upstream to the post in the thread, in ms',
  ['upstream', 'poll interval', 'samples', 'aim at the median', 'median', 'p95'],
  rows,
);
process.exit(0);

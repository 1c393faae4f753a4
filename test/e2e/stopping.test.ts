import { expect, it, onTestFinished } from 'vitest';
import { startBotProcess } from '../support/bot-process.ts';
import { startWorld } from '../support/world.ts';

const SLOW = { type: 'latency', latencyMs: 25_000 } as const;

it('ends within ten seconds on SIGTERM and hands back what it has in hand', async () => {
  const world = await startWorld({ speed: 20 });
  onTestFinished(() => world.stop());
  const { slack, warmly } = world;
  const revenue = slack.channel('revenue');
  warmly.faults.add({ method: 'POST', match: '/agent-tools/execute', fault: SLOW });
  const card = await world.newThread(revenue, () =>
    world.person('ada').command(revenue, '/warmly', 'list_warm_accounts take=3'),
  );
  await slack.until(() => warmly.calls.some(({ method }) => method === 'POST'));
  const askedAtMs = Date.now();
  expect(await world.bot.kill('SIGTERM')).toBe(0);
  expect(Date.now() - askedAtMs).toBeLessThan(10_000);

  const next = startBotProcess(world.environment);
  onTestFinished(async () => {
    await next.kill('SIGKILL');
  });
  // The call was carried out after its caller had gone: it is found, not made again.
  await slack.until(() => slack.thread(revenue, card).length === 2, 100_000);
  expect(warmly.executions.filter(({ toolName }) => toolName === 'list_warm_accounts')).toHaveLength(1);
});

it('refuses a second process on the same data, and says what to do', async () => {
  const world = await startWorld();
  onTestFinished(() => world.stop());
  const second = startBotProcess(world.environment);
  const ended = new Promise((resolve) => second.process.once('close', resolve));
  expect(await ended).toBe(1);
  expect(second.output()).toContain('Another Errand process is using this DATA_DIR');
  expect(second.output()).toContain('DATABASE_URL');
  expect(world.bot.process.exitCode).toBeNull();
});

import { expect, it, onTestFinished } from 'vitest';
import type { JsonObject } from '../../src/playground/slack/json-value.ts';
import { startBotProcess } from '../support/bot-process.ts';
import { messageText } from '../support/message-text.ts';
import { startWorld, type World, type WorldOptions } from '../support/world.ts';

async function newWorld(options: WorldOptions = {}): Promise<World> {
  const world = await startWorld({ speed: 10, streams: true, ...options });
  onTestFinished(() => world.stop());
  return world;
}

/** Ada asks in a thread of her own; what stands in it, and the message that is or was streamed. */
function ask(world: World, prompt: string) {
  const engineering = world.slack.channel('engineering');
  world.warp.script(prompt, { workingMs: 6_000_000 });
  const ts = world.person('ada').say(engineering, `@Errand ${prompt}`);
  const messages = () => world.slack.thread(engineering, ts);
  return {
    messages,
    streams: () => messages().filter((message) => message['streaming_state'] !== undefined),
    shown: () => JSON.stringify(messages().map((message) => message['blocks'])),
    async run(): Promise<string> {
      const found = await world.slack.until(
        () => world.warp.runs.find((run) => run['prompt'] === prompt && run['state'] === 'INPROGRESS'),
        20_000,
      );
      return String(found['run_id']);
    },
    finished: () =>
      world.slack.until(() => messages().some((message) => /✅ Done/.test(messageText(message)))),
  };
}

const planOf = (message: JsonObject | undefined) => JSON.stringify(message?.['blocks'] ?? []);

it('shows what an agent does in one stream beside its card, which ends with the run', async () => {
  const world = await newWorld();
  const thread = ask(world, 'oil the gate');
  const run = await thread.run();
  await world.slack.until(() => planOf(thread.streams()[0]).includes('Run command: npm test'));
  expect(thread.streams()[0]).toMatchObject({ streaming_state: 'in_progress', thread_ts: expect.anything() });
  // The card says it no more once the stream does.
  await world.slack.until(() => !planOf(thread.messages()[1]).includes('npm test'));
  world.warp.control(run).finish('Oiled.');
  await thread.finished();
  await world.slack.until(() => thread.streams()[0]?.['streaming_state'] === 'completed');
  expect(planOf(thread.streams()[0])).toContain('What the agent did');
  expect(planOf(thread.streams()[0])).not.toContain('in_progress');
  expect(thread.streams()).toHaveLength(1);
  expect(world.slack.calls('chat.startStream')).toHaveLength(1);
});

it.each(['stream.starting', 'stream.started'])(
  'is not begun twice by a bot that is killed at %s',
  async (point) => {
    const world = await newWorld({ environment: { ERRAND_FAULT_POINT: point } });
    const thread = ask(world, 'oil the door');
    const run = await thread.run();
    await world.slack.until(() => world.bot.process.signalCode !== null);
    const next = startBotProcess(world.environment);
    onTestFinished(async () => {
      await next.kill('SIGKILL');
    });
    // Begun, it is found and goes on; else the card shows the steps.
    await world.slack.until(() => thread.shown().includes('Run command: npm test'));
    world.warp.control(run).finish('Oiled.');
    await thread.finished();
    const begun = point === 'stream.started' ? 1 : 0;
    await world.slack.until(
      () => thread.streams().every((message) => message['streaming_state'] === 'completed'),
      20_000,
    );
    expect(thread.streams()).toHaveLength(begun);
    expect(world.slack.calls('chat.startStream')).toHaveLength(begun);
  },
  120_000,
);

it('shows the steps on the card where the workspace has no streams', async () => {
  const world = await newWorld();
  const text = JSON.stringify({ ok: false, error: 'unknown_method' });
  // Once: asked again, Slack would give one.
  world.slack.faults.add({ match: 'chat.startStream', fault: { type: 'status', status: 200, text } });
  for (const prompt of ['oil the lock', 'oil the hinge']) {
    const thread = ask(world, prompt);
    const run = await thread.run();
    await world.slack.until(() => planOf(thread.messages()[1]).includes('npm test'));
    world.warp.control(run).finish('Oiled.');
    await thread.finished();
    expect(thread.streams()).toEqual([]);
  }
  expect(world.slack.calls('chat.startStream')).toEqual([]);
});

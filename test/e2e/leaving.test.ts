import { afterAll, beforeAll, expect, it } from 'vitest';
import { messageText } from '../support/message-text.ts';
import { startWorld, type World } from '../support/world.ts';

let world: World;

beforeAll(async () => {
  world = await startWorld({ speed: 20 });
  world.warp.script('outlive', { holdIn: 'INPROGRESS' });
});
afterAll(() => world?.stop());

/** A run whose card says that it works, and how to end it. */
async function heldRun(person: string, channel: string, prompt: string) {
  const ts = await world.newThread(channel, () => world.person(person).command(channel, '/warp', prompt));
  await world.card(channel, ts, /Running[^]*Stop/);
  const run = world.warp.runs.find((one) => one['prompt'] === prompt);
  return { ts, end: () => world.warp.control(String(run?.['run_id'])).finish() };
}

it('a run whose channel is archived meanwhile tells its end to its requester', async () => {
  const engineering = world.slack.channel('engineering');
  const ada = world.person('ada');
  const directMessages = ada.openDm();
  const run = await heldRun('ada', engineering, 'outlive the channel');
  const before = world.slack.thread(engineering, run.ts).length;
  world.slack.archive(engineering);
  run.end();
  const told = () =>
    world.slack
      .history(directMessages)
      .flatMap(({ ts }) => world.slack.thread(directMessages, String(ts)))
      .map(messageText);
  await world.slack.until(() => told().some((text) => /^✅[^\n]*outlive the channel/.test(text)));
  expect(told()[0]).toContain(`<#${engineering}>`);
  expect(world.slack.thread(engineering, run.ts)).toHaveLength(before);
  expect(world.bot.process.exitCode).toBeNull();
});

it('a run whose requester has left the company ends in its thread all the same', async () => {
  const revenue = world.slack.channel('revenue');
  const run = await heldRun('carla', revenue, 'outlive Carla');
  world.slack.deactivate('U0CARLA');
  run.end();
  await world.card(revenue, run.ts, /Done/);
  expect((await world.thread(revenue, run.ts))[1]).toMatch(/^✅[^\n]*outlive Carla/);
  const ben = world.person('ben');
  const next = await world.newThread(revenue, () => ben.command(revenue, '/warmly', 'get_credits_remaining'));
  expect((await world.thread(revenue, next))[1]).toMatch(/^✅/);
});

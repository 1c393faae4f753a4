import { once } from 'node:events';
import { expect, it, onTestFinished } from 'vitest';
import { objectsOf } from '../../src/playground/slack/json-value.ts';
import { startBotProcess } from '../support/bot-process.ts';
import { givingTool } from '../support/tools.ts';
import { startWorld } from '../support/world.ts';

it('gives a file once whose press is handled once more after a crash', async () => {
  const world = await startWorld({
    prepare: ({ warmly }) => warmly.addTool(givingTool('list_leads', { leads: [{ id: 1 }, { id: 2 }] })),
  });
  onTestFinished(() => world.stop());
  const { slack } = world;
  const [ada, revenue] = [world.person('ada'), slack.channel('revenue')];
  const ts = await world.newThread(revenue, () => ada.command(revenue, '/warmly', 'list_leads'));
  await world.thread(revenue, ts);
  const resultTs = String(slack.thread(revenue, ts)[1]?.['ts']);
  const files = () => slack.thread(revenue, ts).flatMap((message) => objectsOf(message['files']));

  await slack.until(() => slack.eventsOnTheirWay() === 0);
  await world.bot.kill('SIGTERM');
  await slack.until(() => slack.connectionCount() === 0);

  const dying = startBotProcess({ ...world.environment, ERRAND_FAULT_POINT: 'inbox.handled' });
  const died = once(dying.process, 'exit');
  await world.connected(50_000);
  await ada
    .clickButton({ channel: revenue, ts: resultTs, actionId: 'result_export_csv' })
    .catch(() => undefined);
  await died;
  expect(dying.process.signalCode).toBe('SIGKILL');

  const next = startBotProcess(world.environment);
  onTestFinished(async () => void (await next.kill('SIGKILL')));
  await world.connected(50_000);
  await slack.until(() => files().length > 0);
  // A second file would stand in the thread before what is pressed after it.
  await ada.clickButton({ channel: revenue, ts: resultTs, actionId: 'result_export_json' });
  await slack.until(() => files().some(({ name }) => String(name).endsWith('.json')));
  expect(files().map(({ name }) => String(name).replace(/.*\./, ''))).toEqual(['csv', 'json']);
});

import { once } from 'node:events';
import { expect, it, onTestFinished } from 'vitest';
import { startBotProcess } from '../support/bot-process.ts';
import { makeSchedulesDue } from '../support/due-schedules.ts';
import { messageText } from '../support/message-text.ts';
import { openedModal } from '../support/modal.ts';
import { givingTool } from '../support/tools.ts';
import { startWorld } from '../support/world.ts';

it.each(['schedule.firing', 'schedule.fired'])(
  'fires once when the process is killed at that instant: %s',
  async (point) => {
    const world = await startWorld({
      environment: { ERRAND_FAULT_POINT: point },
      prepare: ({ warmly }) => warmly.addTool(givingTool('list_leads', { leads: [{ id: 1 }] })),
    });
    onTestFinished(() => world.stop());
    const { slack, warmly } = world;
    const [ada, revenue] = [world.person('ada'), slack.channel('revenue')];
    await ada.command(revenue, '/warmly', 'every first monday at 9:00 list_leads');
    const asked = await openedModal(slack, ada, ({ title }) => title === 'Schedule this?');
    await world.newThread(revenue, () => asked.submit());

    const died = once(world.bot.process, 'exit');
    makeSchedulesDue(world.environment['DATA_DIR'] ?? '');
    await died;
    expect(world.bot.process.signalCode).toBe('SIGKILL');
    expect(warmly.executions).toEqual([]);

    const results = () =>
      slack
        .history(revenue)
        .map(messageText)
        .filter((text) => text.includes('*list_leads*: 1 lead'));
    const next = startBotProcess(world.environment);
    onTestFinished(async () => void (await next.kill('SIGKILL')));
    await slack.until(() => results().length > 0, 60_000);
    // Another one would be made by the time at which the loop has looked again and found nothing due.
    await ada.command(revenue, '/warmly', 'schedules');
    await slack.until(() => ada.views().length > 0);
    expect(results()).toHaveLength(1);
    expect(warmly.executions).toHaveLength(1);
  },
  120_000,
);

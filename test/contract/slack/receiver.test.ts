import { App } from '@slack/bolt';
import { expect, it, onTestFinished } from 'vitest';
import { createLogger } from '../../../src/observability/logger.ts';
import { createLocalSlack } from '../../../src/playground/slack/local-slack.ts';
import { createReceiver } from '../../../src/slack/receiver.ts';
import { silentLogger } from './slack-clients.ts';

it('goes on over a second socket while the first one reconnects', async () => {
  const slack = await createLocalSlack({ rateLimits: 'off' });
  const { botToken, appToken, apiUrl } = slack;
  const receiver = createReceiver(
    { botToken, apiUrl, connection: { kind: 'socket', appToken } },
    createLogger('silent'),
  );
  const app = new App({
    token: botToken,
    receiver,
    logger: silentLogger,
    clientOptions: { slackApiUrl: apiUrl },
  });
  onTestFinished(async () => {
    await app.stop();
    await slack.stop();
  });
  const heard: string[] = [];
  app.event('app_mention', async ({ event }) => void heard.push(event.text));
  await app.start();
  await slack.until(() => slack.connectionCount() === 2);

  slack.breakConnections(1);
  await slack.until(() => slack.connectionCount() === 1);
  for (const word of ['one', 'two', 'three']) slack.person('U0ADA').say('C0REVENUE', `@Errand ${word}`);
  await slack.until(() => heard.length === 3);
  expect(slack.connectionCount()).toBe(1);
  expect(heard.toSorted()).toEqual(['<@U0ERRAND> one', '<@U0ERRAND> three', '<@U0ERRAND> two']);
});

import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { claimPort } from '../../src/playground/claim-port.ts';
import { createLocalSlack } from '../../src/playground/slack/local-slack.ts';
import { startBotProcess } from '../support/bot-process.ts';

/** Starts the product with these settings and waits for its end. */
async function failedStart(environment: Record<string, string>) {
  const dataDir = mkdtempSync(join(tmpdir(), 'errand-start-'));
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
  const bot = startBotProcess({ DATA_DIR: dataDir, ...environment });
  onTestFinished(async () => {
    await bot.kill('SIGKILL');
  });
  await once(bot.process, 'close');
  return { exitCode: bot.process.exitCode, output: bot.output() };
}

async function localSlack() {
  const slack = await createLocalSlack();
  onTestFinished(() => slack.stop());
  return slack;
}

it('lists everything that is missing and mentions the playground', async () => {
  const { exitCode, output } = await failedStart({});
  expect(exitCode).toBe(1);
  expect(output).toMatch(/SLACK_BOT_TOKEN is missing[^]*SLACK_APP_TOKEN is missing[^]*npm run playground/);
  expect(output).not.toContain('    at ');
});

it('says that Slack refuses the bot token, and what to do', async () => {
  const slack = await localSlack();
  const token = 'xoxb-12-WRONGTOKEN';
  const { exitCode, output } = await failedStart({
    SLACK_API_URL: slack.apiUrl,
    SLACK_BOT_TOKEN: token,
    SLACK_APP_TOKEN: slack.appToken,
  });
  expect(exitCode).toBe(1);
  expect(output).toMatch(
    /^Slack refuses SLACK_BOT_TOKEN \(invalid_auth\)\. Copy the token again from .+\.$/m,
  );
  expect(output).not.toContain('WRONGTOKEN');
  expect(output).not.toContain(slack.appToken);
});

it('says that Slack refuses the app token, and what to do', async () => {
  const slack = await localSlack();
  const { exitCode, output } = await failedStart({
    SLACK_API_URL: slack.apiUrl,
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: 'xapp-1-WRONGTOKEN',
  });
  expect(exitCode).toBe(1);
  expect(output).toMatch(
    /^Slack refuses SLACK_APP_TOKEN \(invalid_auth\)\. Copy the token again from .+\.$/m,
  );
  expect(output).not.toContain('WRONGTOKEN');
  expect(output).not.toContain(slack.botToken);
});

it('says that Slack cannot be reached', async () => {
  const { exitCode, output } = await failedStart({
    SLACK_API_URL: `http://127.0.0.1:${await claimPort()}/api/`,
    SLACK_BOT_TOKEN: 'xoxb-1',
    SLACK_APP_TOKEN: 'xapp-1',
  });
  expect(exitCode).toBe(1);
  expect(output).toMatch(/^Slack could not be reached\. Check the network and SLACK_API_URL, .+\.$/m);
});

async function takenPort(): Promise<string> {
  const other = createServer().listen(0);
  await once(other, 'listening');
  onTestFinished(() => void other.close());
  const address = other.address();
  return typeof address === 'object' ? String(address?.port) : '';
}

it('says that the port of the health endpoint is taken', async () => {
  const slack = await localSlack();
  const port = await takenPort();
  const { exitCode, output } = await failedStart({
    SLACK_API_URL: slack.apiUrl,
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: slack.appToken,
    HEALTH_PORT: port,
  });
  expect(exitCode).toBe(1);
  expect(output).toMatch(new RegExp(`^.*HEALTH_PORT ${port} is taken`, 'm'));
});

it('says that the port for Slack’s requests is taken', async () => {
  const slack = await localSlack();
  const port = await takenPort();
  const { exitCode, output } = await failedStart({
    SLACK_API_URL: slack.apiUrl,
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_SIGNING_SECRET: slack.signingSecret,
    PORT: port,
  });
  expect(exitCode).toBe(1);
  expect(output).toMatch(new RegExp(`^.*PORT ${port} is taken or not allowed: choose a free one\\.`, 'm'));
  expect(output).not.toContain(slack.signingSecret);
});

it('says that PostgreSQL cannot be reached, without its password', async () => {
  const { exitCode, output } = await failedStart({
    SLACK_BOT_TOKEN: 'xoxb-1',
    SLACK_APP_TOKEN: 'xapp-1',
    DATABASE_URL: `postgres://errand:HIDDENWORD@127.0.0.1:${await claimPort()}/errand`,
  });
  expect(exitCode).toBe(1);
  expect(output).toContain('DATABASE_URL');
  expect(output).not.toContain('HIDDENWORD');
});

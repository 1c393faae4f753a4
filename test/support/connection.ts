import { setTimeout as sleep } from 'node:timers/promises';
import type { LocalSlack } from '../../src/playground/slack/local-slack.ts';
import { freePort } from './free-port.ts';

/** How the bot of an end-to-end test is connected: by the environment, so that each test file runs over both. */
export const CONNECTION: 'socket' | 'http' = process.env['SLACK_CONNECTION'] === 'http' ? 'http' : 'socket';

/** One way from Slack to the bot. */
export interface Connection {
  /** The settings that make the bot use it. */
  readonly environment: Readonly<Record<string, string>>;
  /** Waits until a bot that was started with them is connected. */
  established(withinMs: number): Promise<void>;
}

const TRY_AGAIN_MS = 50;

/** The connection under test to this Slack. */
export async function connectionTo(slack: LocalSlack): Promise<Connection> {
  if (CONNECTION === 'socket') {
    return {
      environment: { SLACK_APP_TOKEN: slack.appToken },
      established: async (withinMs) => {
        await slack.until(() => slack.isConnected(), withinMs);
      },
    };
  }
  const port = await freePort();
  return {
    environment: { SLACK_SIGNING_SECRET: slack.signingSecret, PORT: String(port) },
    established: async (withinMs) => {
      const giveUpAtMs = Date.now() + withinMs;
      for (;;) {
        try {
          await slack.connectHttp(`http://127.0.0.1:${port}/slack/events`);
          return;
        } catch (error) {
          if (Date.now() > giveUpAtMs) throw error;
        }
        await sleep(TRY_AGAIN_MS);
      }
    },
  };
}

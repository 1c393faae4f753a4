import { setTimeout as sleep } from 'node:timers/promises';
import { claimPort } from './claim-port.ts';
import type { LocalSlack, LocalSlackOptions } from './slack/local-slack.ts';

/** How Slack reaches the bot: Socket Mode, or signed requests to a port of the bot's. */
export type ConnectionWay = 'socket' | 'http';

/** One way from the local Slack to a bot. */
export interface SlackConnection {
  /** The settings that make the bot use it; the same port again for every bot that is started with them. */
  readonly environment: Readonly<Record<string, string>>;
  /** Waits until a bot that was started with them is connected; rejects when it is late or, by `signal`, given up. */
  established(withinMs: number, signal?: AbortSignal): Promise<void>;
  /** To be called when the bot has ended; resolves once Slack knows that nobody is connected. */
  ended(): Promise<void>;
}

const TRY_AGAIN_MS = 50;

/** What a local Slack has to know from its start, so that nothing waits for the other way. */
export function slackOptionsFor(way: ConnectionWay): LocalSlackOptions {
  return way === 'http' ? { http: {} } : {};
}

/** Prepares this way to a bot that is about to be started. */
export async function connectionTo(slack: LocalSlack, way: ConnectionWay): Promise<SlackConnection> {
  if (way === 'socket') {
    return {
      environment: { SLACK_APP_TOKEN: slack.appToken },
      established: async (withinMs, signal) => {
        await slack.until(() => slack.isConnected() || signal?.aborted, withinMs);
        signal?.throwIfAborted();
      },
      ended: async () => void (await slack.until(() => slack.connectionCount() === 0)),
    };
  }
  const port = await claimPort();
  return {
    environment: { SLACK_SIGNING_SECRET: slack.signingSecret, PORT: String(port) },
    established: async (withinMs, signal) => {
      const giveUpAtMs = Date.now() + withinMs;
      for (;;) {
        try {
          await slack.connectHttp(requestUrlAt(port));
          return;
        } catch (error) {
          signal?.throwIfAborted();
          if (Date.now() > giveUpAtMs) throw error;
        }
        await sleep(TRY_AGAIN_MS);
      }
    },
    ended: async () => slack.disconnectHttp(),
  };
}

/** Where a bot listens for Slack. */
export function requestUrlAt(port: number): string {
  return `http://127.0.0.1:${port}/slack/events`;
}

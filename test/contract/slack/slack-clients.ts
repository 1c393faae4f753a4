import { LogLevel, SocketModeClient } from '@slack/socket-mode';
import { WebClient } from '@slack/web-api';
import type { LocalSlack } from '../../../src/playground/slack/local-slack.ts';

/** The unmodified Web API client, without retries of its own. */
export function webClient(slack: LocalSlack, token = slack.botToken): WebClient {
  return new WebClient(token, {
    slackApiUrl: slack.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logLevel: LogLevel.ERROR,
    logger: silentLogger,
  });
}

/** The unmodified Socket Mode client. */
export function socketClient(slack: LocalSlack, options: { autoReconnectEnabled?: boolean } = {}) {
  return new SocketModeClient({
    appToken: slack.appToken,
    logger: silentLogger,
    clientPingTimeout: 300,
    autoReconnectEnabled: options.autoReconnectEnabled ?? false,
    clientOptions: { slackApiUrl: slack.apiUrl },
  });
}

/** The error code that a Web API call was refused with. */
export async function refusal(call: Promise<unknown>): Promise<string> {
  try {
    await call;
  } catch (error) {
    if (typeof error === 'object' && error !== null && 'data' in error) {
      const { data } = error;
      if (typeof data === 'object' && data !== null && 'error' in data) return String(data.error);
    }
    return String(error);
  }
  return 'ok';
}

export const silentLogger = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  setLevel: () => {},
  getLevel: () => LogLevel.ERROR,
  setName: () => {},
};

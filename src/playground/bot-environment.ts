import type { LocalSlack } from './slack/local-slack.ts';
import { CONSOLE_PATH } from './upstream-console.ts';
import type { LocalWarmly } from './warmly/local-warmly.ts';
import type { LocalWarp } from './warp/local-warp.ts';

/** The settings that make a bot use the local services; how Slack reaches it is chosen by whoever starts it. */
export function botEnvironment(services: {
  readonly slack: LocalSlack;
  readonly warmly: LocalWarmly;
  readonly warp: LocalWarp;
}): Readonly<Record<string, string>> {
  const { slack, warmly, warp } = services;
  return {
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_API_URL: slack.apiUrl,
    WARMLY_API_KEY: warmly.apiKey,
    WARMLY_ORGANIZATION_ID: warmly.organizationId,
    WARMLY_API_URL: warmly.url,
    WARMLY_APP_URL: `${slack.url}${CONSOLE_PATH}`,
    WARP_API_KEY: warp.apiKey,
    WARP_API_URL: warp.url,
  };
}

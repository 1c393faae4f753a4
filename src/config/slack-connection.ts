import type { SettingName, SettingProblem } from './settings.ts';

/** How Slack's deliveries reach Errand. */
export type SlackConnection =
  | { readonly kind: 'socket'; readonly appToken: string }
  | { readonly kind: 'http'; readonly signingSecret: string; readonly port: number };

const CHOICE = 'SLACK_APP_TOKEN for Socket Mode, or SLACK_SIGNING_SECRET and PORT for HTTP';

/**
 * What keeps the environment from naming just one connection. `PORT` beside an app token is no problem: many hosts
 * set it for every process.
 */
export function unclearConnection(
  given: Readonly<Partial<Record<SettingName, string | undefined>>>,
): SettingProblem[] {
  const { SLACK_APP_TOKEN: appToken, SLACK_SIGNING_SECRET: signingSecret, PORT: port } = given;
  if (signingSecret === undefined) {
    return appToken === undefined
      ? [{ setting: 'SLACK_APP_TOKEN', message: `is missing; set ${CHOICE}` }]
      : [];
  }
  if (appToken !== undefined) {
    return [
      { setting: 'SLACK_SIGNING_SECRET', message: `and SLACK_APP_TOKEN exclude each other; set ${CHOICE}` },
    ];
  }
  if (port === undefined) {
    return [
      { setting: 'PORT', message: 'is missing; SLACK_SIGNING_SECRET chooses HTTP, which needs a port' },
    ];
  }
  return port === given.HEALTH_PORT
    ? [{ setting: 'HEALTH_PORT', message: 'must differ from PORT, where Slack’s requests arrive' }]
    : [];
}

/** The connection that an environment without problems chooses. */
export function toConnection(environment: {
  readonly SLACK_APP_TOKEN?: string | undefined;
  readonly SLACK_SIGNING_SECRET?: string | undefined;
  readonly PORT?: number | undefined;
}): SlackConnection {
  const { SLACK_APP_TOKEN: appToken = '', SLACK_SIGNING_SECRET: signingSecret, PORT: port } = environment;
  return signingSecret !== undefined && port !== undefined
    ? { kind: 'http', signingSecret, port }
    : { kind: 'socket', appToken };
}

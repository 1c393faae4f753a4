/** One environment variable that Errand reads: the single source for parsing, messages and the README's table. */
export interface Setting {
  readonly name: string;
  /** What it is for, one phrase. */
  readonly purpose: string;
  /** Where a person gets the value. */
  readonly source: string;
  /** What stands in when it is not set, in words. */
  readonly fallback: string;
}

export const SETTINGS = [
  {
    name: 'SLACK_BOT_TOKEN',
    purpose: 'The bot token, `xoxb-…`',
    source: 'api.slack.com/apps → your app → OAuth & Permissions, after installing the app',
    fallback: 'required',
  },
  {
    name: 'SLACK_APP_TOKEN',
    purpose: 'The app-level token for Socket Mode, `xapp-…`, with `connections:write`',
    source: 'api.slack.com/apps → your app → Basic Information → App-Level Tokens',
    fallback: 'required, unless HTTP is used',
  },
  {
    name: 'SLACK_SIGNING_SECRET',
    purpose: 'Chooses HTTP in place of Socket Mode: proves that a request comes from Slack',
    source: 'api.slack.com/apps → your app → Basic Information → App Credentials',
    fallback: 'Socket Mode',
  },
  {
    name: 'PORT',
    purpose: 'Port where Slack’s requests arrive, at `/slack/events`; only with the signing secret',
    source: 'a free port, reachable over HTTPS from outside',
    fallback: 'Socket Mode',
  },
  {
    name: 'SLACK_API_URL',
    purpose: 'Base URL of every Slack call, Socket Mode included',
    source: 'only for GovSlack or a local Slack',
    fallback: '`https://slack.com/api/`',
  },
  {
    name: 'SLACK_STREAMS',
    purpose:
      'How a run’s steps are shown: `auto` streams them beside the card where Slack allows that, `off` edits the card alone',
    source: 'your choice',
    fallback: '`auto`',
  },
  {
    name: 'WARMLY_API_KEY',
    purpose: 'Key for Warmly; without it `/warmly` says what is missing',
    source: 'the Warmly admin UI, next to your organization id',
    fallback: 'Warmly is off',
  },
  {
    name: 'WARMLY_ORGANIZATION_ID',
    purpose: 'The organization that the key belongs to',
    source: 'the Warmly admin UI, next to your API keys',
    fallback: 'Warmly is off',
  },
  {
    name: 'WARMLY_API_URL',
    purpose: 'Base URL of the Warmly API',
    source: 'only for a local Warmly',
    fallback: '`https://opps-api.getwarmly.com/api`',
  },
  {
    name: 'WARMLY_APP_URL',
    purpose: 'Where people work in Warmly: where *Open Warmly* leads',
    source: 'the address bar, once you are signed in to Warmly',
    fallback: '`https://opps.getwarmly.com`',
  },
  {
    name: 'CONFIRM_TOOLS',
    purpose:
      'Warmly tools that ask before they run, besides asynchronous ones: names with `*`, separated by commas; `!name` exempts',
    source: 'your choice, e.g. `send_*,!enroll_preview`',
    fallback: 'asynchronous tools ask',
  },
  {
    name: 'WARP_API_KEY',
    purpose: 'Key for Warp, `wk-…`; without it `/warp` and mentions say what is missing',
    source: 'Warp → Settings → API Keys',
    fallback: 'Warp is off',
  },
  {
    name: 'WARP_API_URL',
    purpose: 'Base URL of the Warp Agent API',
    source: 'only for a local Warp',
    fallback: '`https://app.warp.dev/api/v1`',
  },
  {
    name: 'DATABASE_URL',
    purpose: 'PostgreSQL connection string, where a database server is preferred',
    source: 'your database',
    fallback: 'SQLite in `DATA_DIR`',
  },
  {
    name: 'DATA_DIR',
    purpose: 'Directory of the embedded database',
    source: 'a directory that survives restarts',
    fallback: '`./data`',
  },
  {
    name: 'HEALTH_PORT',
    purpose: 'Port of `GET /healthz`, `/readyz` and `/metrics`; not for the outside',
    source: 'a free port',
    fallback: 'none of the three',
  },
  {
    name: 'ENCRYPTION_KEY',
    purpose: 'Encrypts passwords that people enter: 32 bytes in base64, or several with the newest first',
    source: '`openssl rand -base64 32`',
    fallback: 'a key made from `SLACK_BOT_TOKEN`',
  },
  {
    name: 'KEEP_JOBS_DAYS',
    purpose: 'Days that finished requests and their results stay in the database',
    source: 'your choice, from 2',
    fallback: '`90`',
  },
  {
    name: 'KEEP_MESSAGES_DAYS',
    purpose: 'Days that the record of a delivered message stays',
    source: 'your choice, from 1',
    fallback: '`14`',
  },
  {
    name: 'KEEP_DELIVERIES_DAYS',
    purpose: 'Days that Slack’s deliveries are remembered, so that a repeated one counts once',
    source: 'your choice, from 2: Slack repeats for a day',
    fallback: '`7`',
  },
  {
    name: 'KEEP_DRAFTS_DAYS',
    purpose: 'Days that a form can stay open before it is submitted',
    source: 'your choice, from 1',
    fallback: '`1`',
  },
  {
    name: 'LOG_LEVEL',
    purpose: '`debug`, `info`, `warn`, `error` or `silent`',
    source: 'your choice',
    fallback: '`info`',
  },
  {
    name: 'ALLOWED_CHANNELS',
    purpose: 'Channel ids where Errand may be used, separated by commas; direct messages always work',
    source: 'Slack: channel details, at the bottom',
    fallback: 'every channel',
  },
  {
    name: 'ALLOWED_USERS',
    purpose: 'User ids or user group ids that may use Errand, separated by commas',
    source: 'Slack: profile → ⋮ → Copy member ID',
    fallback: 'every full member of the workspace',
  },
  {
    name: 'ADMIN_USERS',
    purpose: 'User ids or user group ids that may stop everybody’s runs',
    source: 'Slack: profile → ⋮ → Copy member ID',
    fallback: 'nobody but the requester',
  },
] as const satisfies readonly Setting[];

export type SettingName = (typeof SETTINGS)[number]['name'];

/** One thing wrong with the environment. */
export interface SettingProblem {
  readonly setting: SettingName;
  /** Reads on after the setting's name: "is missing", "must start with xoxb-". */
  readonly message: string;
}

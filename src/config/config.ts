import { z } from 'zod';
import { SETTINGS, type SettingName, type SettingProblem } from './settings.ts';
import { type SlackConnection, toConnection, unclearConnection } from './slack-connection.ts';

const DAY_MS = 24 * 60 * 60_000;
const BASE64 = /^[\w+/-]+={0,2}$/;

const LIST = z
  .string()
  .transform((text) => text.split(/[\s,]+/).filter((item) => item !== ''))
  .default([]);

function idList(pattern: RegExp, what: string) {
  return LIST.refine((ids) => ids.every((id) => pattern.test(id)), `must be ${what}, separated by commas`);
}

const URL_TEXT = z.url({ protocol: /^https?$/, error: 'must be an http or https URL' });

const PORT_NUMBER = z
  .string()
  .refine((text) => /^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535, {
    error: 'must be a port number, 1 to 65535',
  })
  .transform(Number)
  .optional();

function days(least: number, fallback: number) {
  const error = `must be a whole number of days, ${least} to 3650`;
  return z
    .string()
    .refine((text) => /^\d+$/.test(text) && Number(text) >= least && Number(text) <= 3_650, { error })
    .transform((text) => Number(text) * DAY_MS)
    .default(fallback * DAY_MS);
}

const KEY_BYTES = 32;

const KEYS = LIST.refine(
  (keys) => keys.every((key) => BASE64.test(key) && Buffer.from(key, 'base64').length === KEY_BYTES),
  `must be ${KEY_BYTES} bytes in base64, as \`openssl rand -base64 32\` prints them`,
).transform((keys) => keys.map((key) => new Uint8Array(Buffer.from(key, 'base64'))));

const Environment = z.object({
  SLACK_BOT_TOKEN: z.string('is missing').regex(/^xoxb-/, 'must start with xoxb-'),
  SLACK_APP_TOKEN: z
    .string()
    .regex(/^xapp-/, 'must start with xapp-')
    .optional(),
  SLACK_SIGNING_SECRET: z.string().optional(),
  PORT: PORT_NUMBER,
  SLACK_API_URL: URL_TEXT.default('https://slack.com/api/').transform(withTrailingSlash),
  SLACK_STREAMS: z.enum(['auto', 'off'], 'must be auto or off').default('auto'),
  WARMLY_API_KEY: z.string().optional(),
  WARMLY_ORGANIZATION_ID: z.string().optional(),
  WARMLY_API_URL: URL_TEXT.default('https://opps-api.getwarmly.com/api'),
  WARMLY_APP_URL: URL_TEXT.default('https://opps.getwarmly.com'),
  CONFIRM_TOOLS: LIST.refine(
    (patterns) => patterns.every((pattern) => /^!?[^!]+$/.test(pattern)),
    'must be names of tools with `*` and `!`, separated by commas',
  ),
  WARP_API_KEY: z.string().optional(),
  WARP_API_URL: URL_TEXT.default('https://app.warp.dev/api/v1'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must be a PostgreSQL connection string, postgres://…')
    .optional(),
  DATA_DIR: z.string().default('./data'),
  HEALTH_PORT: PORT_NUMBER,
  ENCRYPTION_KEY: KEYS,
  KEEP_JOBS_DAYS: days(2, 90),
  KEEP_MESSAGES_DAYS: days(1, 14),
  KEEP_DELIVERIES_DAYS: days(2, 7),
  KEEP_DRAFTS_DAYS: days(1, 1),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'], 'must be debug, info, warn, error or silent')
    .default('info'),
  ALLOWED_CHANNELS: idList(/^[CGD][A-Z0-9]+$/, 'channel ids such as C0123ABCD'),
  ALLOWED_USERS: idList(/^[UWS][A-Z0-9]+$/, 'user ids (U…) or user group ids (S…)'),
  ADMIN_USERS: idList(/^[UWS][A-Z0-9]+$/, 'user ids (U…) or user group ids (S…)'),
});

export interface Config {
  readonly slack: {
    readonly botToken: string;
    readonly apiUrl: string;
    readonly connection: SlackConnection;
  };
  /** Whether a run's steps are streamed where Slack allows it. */
  readonly streams: boolean;
  readonly warmly:
    | { readonly apiKey: string; readonly organizationId: string; readonly apiUrl: string }
    | undefined;
  /** Where people work in Warmly. */
  readonly warmlyAppUrl: string;
  /** Patterns of Warmly tools whose input is to be confirmed; `!` exempts. */
  readonly confirmTools: readonly string[];
  readonly warp: { readonly apiKey: string; readonly apiUrl: string } | undefined;
  readonly store: { readonly databaseUrl: string | undefined; readonly dataDir: string };
  /** 32 bytes each; the first one seals, the others still open. Empty where one is made from the bot token. */
  readonly encryptionKeys: readonly Uint8Array[];
  /** How long rows stay that nothing needs any more. */
  readonly keep: {
    readonly jobsMs: number;
    readonly messagesMs: number;
    readonly deliveriesMs: number;
    readonly draftsMs: number;
  };
  readonly healthPort: number | undefined;
  readonly logLevel: z.infer<typeof Environment>['LOG_LEVEL'];
  readonly access: {
    readonly allowedChannels: readonly string[];
    readonly allowedUsers: readonly string[];
    readonly adminUsers: readonly string[];
  };
}

export type ConfigOutcome =
  | { readonly ok: true; readonly config: Config }
  | { readonly ok: false; readonly problems: readonly SettingProblem[] };

/** Reads the whole environment and reports everything that is missing or malformed at once. Empty means unset. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): ConfigOutcome {
  const given = Object.fromEntries(
    SETTINGS.map(({ name }) => [name, environment[name]?.trim() || undefined]),
  );
  const parsed = Environment.safeParse(given);
  const problems: SettingProblem[] = parsed.success
    ? []
    : parsed.error.issues.map((issue) => ({ setting: issue.path[0] as SettingName, message: issue.message }));
  problems.push(...unclearConnection(given), ...halfConfiguredWarmly(given));
  if (!parsed.success || problems.length > 0) return { ok: false, problems };
  return { ok: true, config: toConfig(parsed.data) };
}

/** What to print when the environment will not do: every problem, where the value comes from, and a way to look first. */
export function explainProblems(problems: readonly SettingProblem[]): string {
  const lines = problems.map(({ setting, message }) => {
    const source = SETTINGS.find(({ name }) => name === setting)?.source ?? '';
    return `  ${setting} ${message}\n    → ${source}`;
  });
  return [
    'Errand cannot start. Mend these environment variables:',
    '',
    ...lines,
    '',
    'The README lists every setting. To see Errand at work without any account: npm run playground',
  ].join('\n');
}

function halfConfiguredWarmly(given: Readonly<Record<string, string | undefined>>): SettingProblem[] {
  const pair = ['WARMLY_API_KEY', 'WARMLY_ORGANIZATION_ID'] as const;
  const missing = pair.filter((name) => given[name] === undefined);
  const [only] = missing;
  return missing.length === 1 && only !== undefined
    ? [{ setting: only, message: 'is missing; Warmly needs both its key and its organization id' }]
    : [];
}

function toConfig(environment: z.infer<typeof Environment>): Config {
  const {
    WARMLY_API_KEY: warmlyKey,
    WARMLY_ORGANIZATION_ID: organizationId,
    WARP_API_KEY: warpKey,
  } = environment;
  return deepFreeze({
    slack: {
      botToken: environment.SLACK_BOT_TOKEN,
      apiUrl: environment.SLACK_API_URL,
      connection: toConnection(environment),
    },
    streams: environment.SLACK_STREAMS === 'auto',
    warmly:
      warmlyKey !== undefined && organizationId !== undefined
        ? { apiKey: warmlyKey, organizationId, apiUrl: environment.WARMLY_API_URL }
        : undefined,
    warp: warpKey === undefined ? undefined : { apiKey: warpKey, apiUrl: environment.WARP_API_URL },
    warmlyAppUrl: environment.WARMLY_APP_URL,
    confirmTools: environment.CONFIRM_TOOLS,
    store: { databaseUrl: environment.DATABASE_URL, dataDir: environment.DATA_DIR },
    encryptionKeys: environment.ENCRYPTION_KEY,
    keep: {
      jobsMs: environment.KEEP_JOBS_DAYS,
      messagesMs: environment.KEEP_MESSAGES_DAYS,
      deliveriesMs: environment.KEEP_DELIVERIES_DAYS,
      draftsMs: environment.KEEP_DRAFTS_DAYS,
    },
    healthPort: environment.HEALTH_PORT,
    logLevel: environment.LOG_LEVEL,
    access: {
      allowedChannels: environment.ALLOWED_CHANNELS,
      allowedUsers: environment.ALLOWED_USERS,
      adminUsers: environment.ADMIN_USERS,
    },
  });
}

function withTrailingSlash(url: string): string {
  return url.endsWith('/') ? url : `${url}/`;
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !ArrayBuffer.isView(value)) {
    for (const item of Object.values(value)) deepFreeze(item);
    Object.freeze(value);
  }
  return value;
}

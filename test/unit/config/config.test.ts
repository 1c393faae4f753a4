import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explainProblems, readConfig } from '../../../src/config/config.ts';
import { SETTINGS } from '../../../src/config/settings.ts';
import { settingsTable } from '../../../src/config/settings-table.ts';

const NO_CONNECTION =
  'is missing; set SLACK_APP_TOKEN for Socket Mode, or SLACK_SIGNING_SECRET and PORT for HTTP';
const DAY_MS = 86_400_000;
const SLACK = { SLACK_BOT_TOKEN: 'xoxb-1-bot', SLACK_APP_TOKEN: 'xapp-1-app' };

function problemsOf(environment: Record<string, string | undefined>) {
  const outcome = readConfig(environment);
  return outcome.ok ? {} : Object.fromEntries(outcome.problems.map((one) => [one.setting, one.message]));
}

function configOf(environment: Record<string, string | undefined>) {
  const outcome = readConfig({ ...SLACK, ...environment });
  if (!outcome.ok) throw new Error(explainProblems(outcome.problems));
  return outcome.config;
}

describe('what is wrong with the environment', () => {
  it('is told at once, all of it', () => {
    expect(
      problemsOf({
        SLACK_BOT_TOKEN: 'xoxp-a-users-token',
        SLACK_API_URL: 'slack.com/api',
        WARMLY_API_KEY: 'k',
        WARMLY_API_URL: 'ftp://warmly.example',
        WARMLY_APP_URL: 'warmly.example',
        WARP_API_URL: 'not a url',
        DATABASE_URL: 'mysql://db/errand',
        HEALTH_PORT: '70000',
        LOG_LEVEL: 'loud',
        ALLOWED_CHANNELS: 'C0123ABCD, #general',
        ALLOWED_USERS: '@ada',
        ADMIN_USERS: 'C0123ABCD',
      }),
    ).toEqual({
      SLACK_BOT_TOKEN: 'must start with xoxb-',
      SLACK_APP_TOKEN: NO_CONNECTION,
      SLACK_API_URL: 'must be an http or https URL',
      WARMLY_ORGANIZATION_ID: 'is missing; Warmly needs both its key and its organization id',
      WARMLY_API_URL: 'must be an http or https URL',
      WARMLY_APP_URL: 'must be an http or https URL',
      WARP_API_URL: 'must be an http or https URL',
      DATABASE_URL: 'must be a PostgreSQL connection string, postgres://…',
      HEALTH_PORT: expect.stringMatching(/^must be /),
      LOG_LEVEL: 'must be debug, info, warn, error or silent',
      ALLOWED_CHANNELS: 'must be channel ids such as C0123ABCD, separated by commas',
      ALLOWED_USERS: 'must be user ids (U…) or user group ids (S…), separated by commas',
      ADMIN_USERS: 'must be user ids (U…) or user group ids (S…), separated by commas',
    });
  });

  it.each(['http', '0', '-1', '80.5', '65536', '1e9'])('says what a port is, for %s', (port) => {
    expect(problemsOf({ ...SLACK, HEALTH_PORT: port })).toEqual({
      HEALTH_PORT: 'must be a port number, 1 to 65535',
    });
  });

  it('is a time to keep rows that Slack or a form may still need', () => {
    const problems = problemsOf({
      ...SLACK,
      KEEP_JOBS_DAYS: '1',
      KEEP_DELIVERIES_DAYS: '1.5',
      KEEP_DRAFTS_DAYS: '0',
      KEEP_MESSAGES_DAYS: '99999',
    });
    expect(problems).toEqual({
      KEEP_JOBS_DAYS: 'must be a whole number of days, 2 to 3650',
      KEEP_DELIVERIES_DAYS: 'must be a whole number of days, 2 to 3650',
      KEEP_DRAFTS_DAYS: 'must be a whole number of days, 1 to 3650',
      KEEP_MESSAGES_DAYS: 'must be a whole number of days, 1 to 3650',
    });
  });

  it.each(['secret', 'c2hvcnQ=', `${'A'.repeat(43)}=,oops`])('is the encryption key %s', (key) => {
    expect(problemsOf({ ...SLACK, ENCRYPTION_KEY: key })).toEqual({
      ENCRYPTION_KEY: expect.stringContaining('must be 32 bytes in base64'),
    });
  });

  it('is Warmly with only half of its settings', () => {
    expect(Object.keys(problemsOf({ ...SLACK, WARMLY_API_KEY: 'k' }))).toEqual(['WARMLY_ORGANIZATION_ID']);
    expect(Object.keys(problemsOf({ ...SLACK, WARMLY_ORGANIZATION_ID: 'o' }))).toEqual(['WARMLY_API_KEY']);
  });

  it('is a blank value of what is required', () => {
    expect(problemsOf({ SLACK_BOT_TOKEN: '', SLACK_APP_TOKEN: ' \t' })).toEqual({
      SLACK_BOT_TOKEN: 'is missing',
      SLACK_APP_TOKEN: NO_CONNECTION,
    });
  });
});

describe('the connection to Slack', () => {
  const HTTP = { SLACK_BOT_TOKEN: 'xoxb-1-bot', SLACK_SIGNING_SECRET: 'secret', PORT: '3000' };

  it('is HTTP with a signing secret and a port', () => {
    const outcome = readConfig(HTTP);
    expect(outcome.ok && outcome.config.slack.connection).toEqual({
      kind: 'http',
      signingSecret: 'secret',
      port: 3000,
    });
  });

  it('is Socket Mode with an app token, whatever port the host has set', () => {
    expect(configOf({ PORT: '3000' }).slack.connection.kind).toBe('socket');
  });

  it('is not chosen by both, by halves, or by a port alone', () => {
    expect(problemsOf({ ...HTTP, ...SLACK })).toEqual({
      SLACK_SIGNING_SECRET: expect.stringMatching(/^and SLACK_APP_TOKEN exclude each other; set /),
    });
    expect(problemsOf({ ...HTTP, PORT: undefined })).toEqual({
      PORT: expect.stringMatching(/^is missing; /),
    });
    expect(problemsOf({ ...HTTP, PORT: '0' })).toEqual({ PORT: 'must be a port number, 1 to 65535' });
    expect(problemsOf({ ...HTTP, SLACK_SIGNING_SECRET: undefined })).toEqual({
      SLACK_APP_TOKEN: NO_CONNECTION,
    });
    expect(problemsOf({ ...HTTP, HEALTH_PORT: '3000' })).toEqual({
      HEALTH_PORT: 'must differ from PORT, where Slack’s requests arrive',
    });
  });
});

describe('the explanation', () => {
  it('names each setting, where its value comes from, and the playground', () => {
    const outcome = readConfig({});
    const text = outcome.ok ? '' : explainProblems(outcome.problems);
    expect(text).toMatch(/^Errand cannot start\./);
    expect(text).toMatch(/SLACK_BOT_TOKEN is missing\n\s+→ .*OAuth & Permissions/);
    expect(text).toMatch(
      /SLACK_APP_TOKEN is missing; .*SLACK_SIGNING_SECRET and PORT for HTTP\n\s+→ .*App-Level Tokens/,
    );
    expect(text).toContain('npm run playground');
  });

  it('holds no value that was given, however wrong it is', () => {
    const value = fc.stringMatching(/^[a-z]{6,12}[0-9]{6,12}$/);
    const names = SETTINGS.map(({ name }) => name);
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...names), value, { minKeys: 1 }), (environment) => {
        const outcome = readConfig(environment);
        const text = outcome.ok ? '' : explainProblems(outcome.problems);
        for (const given of Object.values(environment)) expect(text).not.toContain(given);
      }),
    );
  });
});

describe('the configuration', () => {
  it('has defaults for everything but the two tokens of Slack', () => {
    expect(configOf({})).toEqual({
      slack: {
        botToken: 'xoxb-1-bot',
        apiUrl: 'https://slack.com/api/',
        connection: { kind: 'socket', appToken: 'xapp-1-app' },
      },
      streams: true,
      warmly: undefined,
      warp: undefined,
      store: { databaseUrl: undefined, dataDir: './data' },
      healthPort: undefined,
      warmlyAppUrl: 'https://opps.getwarmly.com',
      confirmTools: [],
      encryptionKeys: [],
      keep: { jobsMs: 90 * DAY_MS, messagesMs: 14 * DAY_MS, deliveriesMs: 7 * DAY_MS, draftsMs: DAY_MS },
      logLevel: 'info',
      access: { allowedChannels: [], allowedUsers: [], adminUsers: [] },
    });
  });

  it('reads which tools ask before they run', () => {
    expect(configOf({ CONFIRM_TOOLS: 'send_*, !enroll_preview' }).confirmTools).toEqual([
      'send_*',
      '!enroll_preview',
    ]);
    expect(problemsOf({ ...SLACK, CONFIRM_TOOLS: '!' })).toEqual({
      CONFIRM_TOOLS: expect.stringContaining('names of tools'),
    });
  });

  it('takes blank for unset and trims the rest', () => {
    const blank = Object.fromEntries(SETTINGS.map(({ name }) => [name, '  ']));
    expect(configOf({ ...blank, ...SLACK })).toEqual(configOf({}));
    expect(configOf({ SLACK_BOT_TOKEN: ' xoxb-1-bot\n' })).toEqual(configOf({}));
  });

  it('reads upstreams, lists and the port', () => {
    const config = configOf({
      SLACK_API_URL: 'http://127.0.0.1:4041/api',
      WARMLY_API_KEY: 'warmly-key',
      WARMLY_ORGANIZATION_ID: 'org',
      WARP_API_KEY: 'wk-key',
      HEALTH_PORT: '8080',
      ALLOWED_CHANNELS: 'C0123ABCD, G0123ABCD',
      ALLOWED_USERS: 'U0123ABCD W0123ABCD,,S0123ABCD',
    });
    expect(config.slack.apiUrl).toBe('http://127.0.0.1:4041/api/');
    expect(config.warmly).toMatchObject({ apiKey: 'warmly-key', organizationId: 'org' });
    expect(config.warp).toMatchObject({ apiKey: 'wk-key', apiUrl: 'https://app.warp.dev/api/v1' });
    expect(config.healthPort).toBe(8080);
    expect(config.access.allowedChannels).toEqual(['C0123ABCD', 'G0123ABCD']);
    expect(config.access.allowedUsers).toEqual(['U0123ABCD', 'W0123ABCD', 'S0123ABCD']);
  });

  it('reads several encryption keys and times to keep', () => {
    const keys = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
    const config = configOf({
      ENCRYPTION_KEY: keys.map((key) => key.toString('base64')).join(','),
      KEEP_JOBS_DAYS: '30',
    });
    expect(config.encryptionKeys.map((key) => [...key])).toEqual(keys.map((key) => [...key]));
    expect(config.keep.jobsMs).toBe(30 * DAY_MS);
  });

  it('cannot be changed', () => {
    const config = configOf({ ADMIN_USERS: 'U0123ABCD' });
    expect(() => Object.assign(config.slack, { botToken: 'other' })).toThrow(TypeError);
    expect(() => Object.assign(config, { warp: undefined })).toThrow(TypeError);
    expect(Object.isFrozen(config.access.adminUsers)).toBe(true);
  });
});

describe('the README', () => {
  it('lists every setting', async () => {
    const readme = await readFile(new URL('../../../README.md', import.meta.url), 'utf8');
    expect(readme).toContain(settingsTable());
  });
});

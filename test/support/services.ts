import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { botEnvironment } from '../../src/playground/bot-environment.ts';
import { SLACK_WAITS_MS } from '../../src/playground/slack/app-link.ts';
import {
  createLocalSlack,
  type LocalSlack,
  type LocalSlackOptions,
} from '../../src/playground/slack/local-slack.ts';
import { connectionTo, slackOptionsFor } from '../../src/playground/slack-connection.ts';
import { createLocalWarmly, type LocalWarmly } from '../../src/playground/warmly/local-warmly.ts';
import { createLocalWarp, type LocalWarp } from '../../src/playground/warp/local-warp.ts';
import { CONNECTION } from './connection.ts';

/** The three counterparts of the bot, and the settings that make it use them. */
export interface Services {
  readonly slack: LocalSlack;
  readonly warmly: LocalWarmly;
  readonly warp: LocalWarp;
  readonly environment: Readonly<Record<string, string>>;
  /** Waits until a bot with these settings is connected to Slack. */
  connected(withinMs: number): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Four times as long as Slack waits: these machines run everything at once. That the bot answers in Slack's own time is
 * for the tests that say so, and for the benchmark of acknowledgements.
 */
export const PATIENT_MS = 4 * SLACK_WAITS_MS;

/**
 * Starts them with an empty data directory; `speed` makes the upstreams' time pass faster than life. Without `streams` an
 * agent's steps stand on its card and not in a message of their own, so that a thread holds what a test counts.
 */
export async function startServices(
  options: { readonly speed?: number; readonly slack?: LocalSlackOptions; readonly streams?: boolean } = {},
): Promise<Services> {
  const { speed = 10, streams = false } = options;
  const [slack, warmly, warp, dataDir] = await Promise.all([
    createLocalSlack({ ...slackOptionsFor(CONNECTION), answerWithinMs: PATIENT_MS, ...options.slack }),
    createLocalWarmly({ speed, callsPerMinute: 600 }),
    createLocalWarp({ speed }),
    mkdtemp(join(tmpdir(), 'errand-e2e-')),
  ]);
  const connection = await connectionTo(slack, CONNECTION);
  return {
    slack,
    warmly,
    warp,
    environment: {
      ...botEnvironment({ slack, warmly, warp }),
      ...connection.environment,
      DATA_DIR: dataDir,
      LOG_LEVEL: 'info',
      SLACK_STREAMS: streams ? 'auto' : 'off',
    },
    connected: connection.established,
    async stop() {
      await Promise.all([slack.stop(), warmly.stop(), warp.stop()]);
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

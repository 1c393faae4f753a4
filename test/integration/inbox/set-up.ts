import type { App, Receiver, ReceiverEvent } from '@slack/bolt';
import { onTestFinished, vi } from 'vitest';
import { createLogger, type Logger } from '../../../src/observability/logger.ts';
import { NOTHING_OBSERVED } from '../../../src/observability/metrics.ts';
import { createLocalSlack, type LocalSlack } from '../../../src/playground/slack/local-slack.ts';
import { createInboxLoop } from '../../../src/slack/inbox-loop.ts';
import { createSlackApp } from '../../../src/slack/slack-app.ts';
import type { Store } from '../../../src/store/store.ts';
import { running } from '../../support/stored-jobs.ts';

export const SOON = { timeout: 45_000, interval: 10 };

/** Where Slack's deliveries come from, in the test's hand. */
export interface HandReceiver extends Receiver {
  /** Gives one delivery to the app, as a socket or a request would; rejects as the app's own handling does. */
  deliver(event: ReceiverEvent): Promise<void>;
}

export function createHandReceiver(): HandReceiver {
  let app: App | undefined;
  return {
    init(given) {
      app = given;
    },
    start: () => Promise.resolve(),
    stop: () => Promise.resolve(),
    async deliver(event) {
      if (app === undefined) throw new Error('The receiver has no app yet.');
      await app.processEvent(event);
    },
  };
}

export interface Bot {
  readonly app: App;
  readonly receiver: HandReceiver;
  readonly log: string[];
  /** From here on, stored deliveries are handed to the listeners. */
  workInbox(): { stop(): Promise<void> };
}

export async function startLocalSlack(): Promise<LocalSlack> {
  const slack = await createLocalSlack({ rateLimits: 'off' });
  onTestFinished(() => slack.stop());
  return slack;
}

/** The product's app, without its listeners, on a receiver in the test's hand. */
export async function startBot(store: Store, slack: LocalSlack): Promise<Bot> {
  const log: string[] = [];
  const logger: Logger = createLogger('info', { write: (line: string) => void log.push(line) });
  const receiver = createHandReceiver();
  const { botToken, apiUrl } = slack;
  const config = { botToken, apiUrl };
  const app = createSlackApp({ config, receiver, store, logger, observer: NOTHING_OBSERVED });
  await app.init();
  return {
    app,
    receiver,
    log,
    workInbox: () => running(createInboxLoop({ store, app, owner: store.newId(), logger })),
  };
}

export function ackSpy() {
  return vi.fn<(response?: unknown) => Promise<void>>(() => Promise.resolve());
}

export function messageBody(eventId: string, text: string): Record<string, unknown> {
  return {
    type: 'event_callback',
    team_id: 'T1',
    api_app_id: 'A1',
    event_id: eventId,
    event_time: 1_700_000_000,
    event: { type: 'message', channel: 'C1', channel_type: 'channel', user: 'U1', text, ts: '1.1' },
  };
}

export function commandBody(triggerId: string): Record<string, unknown> {
  return {
    command: '/warp',
    text: 'fix it',
    trigger_id: triggerId,
    user_id: 'U1',
    user_name: 'ada',
    team_id: 'T1',
    team_domain: 't',
    channel_id: 'C1',
    channel_name: 'c',
    api_app_id: 'A1',
    token: 't',
    response_url: 'https://hooks.slack.test/1',
  };
}

export function actionBody(triggerId: string): Record<string, unknown> {
  return {
    type: 'block_actions',
    trigger_id: triggerId,
    user: { id: 'U1', username: 'ada' },
    team: { id: 'T1', domain: 't' },
    api_app_id: 'A1',
    token: 't',
    container: { type: 'message', message_ts: '1.1', channel_id: 'C1' },
    channel: { id: 'C1', name: 'c' },
    actions: [{ type: 'button', action_id: 'press', block_id: 'b', value: 'v', action_ts: '1.2' }],
  };
}

import { App, type Receiver } from '@slack/bolt';
import type { WebClientOptions } from '@slack/web-api';
import type { Config } from '../config/config.ts';
import type { Logger } from '../observability/logger.ts';
import type { Observer } from '../observability/metrics.ts';
import type { Store } from '../store/store.ts';
import { registerJobButtons } from './actions/job-buttons.ts';
import { registerRunButtons } from './actions/run-buttons.ts';
import { createBoltLogger } from './bolt-logger.ts';
import { registerChoices } from './browse/choices.ts';
import { registerInbox } from './browse/inbox.ts';
import { registerRun } from './browse/run.ts';
import { registerRuns } from './browse/runs.ts';
import { registerSchedules } from './browse/schedules.ts';
import { registerWarmlyCommand } from './commands/warmly-command.ts';
import { registerWarpCommand } from './commands/warp-command.ts';
import { createDurableReceiver } from './durable-receiver.ts';
import { registerPrompts } from './events/prompts.ts';
import type { ListenerDeps } from './listener-deps.ts';
import { createObservedFetch } from './observed-fetch.ts';
import { registerOptions } from './options/register-options.ts';
import { registerAskWarp } from './shortcuts/ask-warp.ts';
import { createTimedReceiver } from './timed-receiver.ts';
import { registerSettings } from './views/settings-modal.ts';
import { registerWarmlyModal } from './views/warmly-modal.ts';
import { registerWarpModal } from './views/warp-modal.ts';
import { registerConfirm } from './warmly/confirm.ts';
import { registerExecution } from './warmly/execution.ts';
import { registerHistory } from './warmly/history.ts';
import { registerResults } from './warmly/results.ts';
import { registerRows } from './warmly/rows.ts';
import { registerScheduleConfirm } from './warmly/schedule-confirm.ts';
import { registerWarmlySchedules } from './warmly/schedules.ts';
import { registerTools } from './warmly/tools.ts';

/** Calls are repeated by whoever owns them: a client that repeats a post by itself posts twice. */
export function slackClientOptions(
  config: Pick<Config['slack'], 'apiUrl'>,
  logger: Logger,
  observer: Observer,
): WebClientOptions {
  return {
    fetch: createObservedFetch(observer),
    slackApiUrl: config.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: 15_000,
    logger: createBoltLogger(logger),
  };
}

/** Bolt with our receiver around Slack's. Errors of listeners reach the caller: the inbox repeats what failed. */
export function createSlackApp(deps: {
  config: Pick<Config['slack'], 'botToken' | 'apiUrl'>;
  receiver: Receiver;
  store: Store;
  logger: Logger;
  observer: Observer;
}): App {
  const { config, store, logger, observer } = deps;
  const app = new App({
    token: config.botToken,
    receiver: createDurableReceiver(
      createTimedReceiver(deps.receiver, (kind, durationMs) => observer.acknowledged(kind, durationMs)),
      { store, logger },
    ),
    clientOptions: slackClientOptions(config, logger, observer),
    logger: createBoltLogger(logger),
    deferInitialization: true,
  });
  app.error((error) => Promise.reject(error));
  return app;
}

/** Everything that people can do. */
export function registerListeners(app: App, deps: ListenerDeps): void {
  registerWarmlyCommand(app, deps);
  registerWarmlyModal(app, deps);
  registerResults(app, deps);
  registerHistory(app, deps);
  registerConfirm(app, deps);
  registerScheduleConfirm(app, deps);
  registerWarmlySchedules(app, deps);
  registerTools(app, deps);
  registerRows(app, deps);
  registerExecution(app, deps);
  registerWarpCommand(app, deps);
  registerWarpModal(app, deps);
  registerSettings(app, deps);
  registerRuns(app, deps);
  registerRun(app, deps);
  registerInbox(app, deps);
  registerSchedules(app, deps);
  registerChoices(app, deps);
  registerPrompts(app, deps);
  registerAskWarp(app, deps);
  registerJobButtons(app, deps);
  registerRunButtons(app, deps);
  registerOptions(app, deps);
}

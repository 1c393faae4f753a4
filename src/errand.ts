import { WebClient } from '@slack/web-api';
import { type Access, createAccess } from './access/access.ts';
import { type Catalogue, createCatalogue, loadAhead } from './catalogue/catalogue.ts';
import { type Clock, within } from './clock.ts';
import type { Config } from './config/config.ts';
import { createDispatcher } from './delivery/dispatcher.ts';
import { createArtifactLoader } from './delivery/load-artifact.ts';
import { createTranscriptLoader } from './delivery/load-transcript.ts';
import { createStreamKeeper } from './delivery/stream-keeper.ts';
import type { ReachPoint } from './fault-point.ts';
import { createHealthPages } from './health-pages.ts';
import type { HttpObservation } from './http/client.ts';
import type { NewId } from './ids.ts';
import { tellOfMissingUpstream } from './jobs/missing-upstream.ts';
import { ownRunsOf } from './jobs/own-runs.ts';
import { createReplyLoop } from './jobs/pass-replies.ts';
import { createJobRunner } from './jobs/runner.ts';
import { createTellRun } from './jobs/tell-run.ts';
import type { Upstreams } from './jobs/upstream.ts';
import { createWarmlyUpstream } from './jobs/warmly-upstream.ts';
import { createWarpUpstream } from './jobs/warp-upstream.ts';
import type { HealthPages } from './observability/health.ts';
import type { Logger } from './observability/logger.ts';
import { createMetrics, NOTHING_OBSERVED } from './observability/metrics.ts';
import { obstacleOf } from './schedules/obstacle.ts';
import { createScheduleLoop } from './schedules/schedule-loop.ts';
import { createDirectory } from './slack/directory.ts';
import { createFileLoader } from './slack/file-loader.ts';
import { createInboxLoop } from './slack/inbox-loop.ts';
import { originOf } from './slack/job-origin.ts';
import { createSlackPoster } from './slack/poster.ts';
import { createReceiver } from './slack/receiver.ts';
import { createSlackApp, registerListeners, slackClientOptions } from './slack/slack-app.ts';
import { toStartError } from './slack/start-error.ts';
import { createFormCache } from './slack/views/form-cache.ts';
import type { JobKind } from './store/job.ts';
import type { StoredJob } from './store/jobs.ts';
import { createPurger } from './store/purger.ts';
import { releaseAllLeases } from './store/queue.ts';
import { createSealer, keyFromToken } from './store/sealer.ts';
import { createSharedCallBudget } from './store/shared-call-budget.ts';
import { openStore, type Store } from './store/store.ts';
import { getThread } from './store/threads.ts';
import { createWarmlyClient } from './warmly/client.ts';
import { createWarpClient } from './warp/client.ts';
import { createLookCloser, type RunNames } from './watch/look-closer.ts';
import { WARMLY_PACE, WARP_PACE } from './watch/pace.ts';
import { createPoller, type Poller } from './watch/poller.ts';
import { createWarmlyPoll } from './watch/warmly-poll.ts';
import { createWarpPoll } from './watch/warp-poll.ts';

export interface ErrandDeps {
  readonly config: Config;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly logger: Logger;
  /** For crash tests. */
  readonly reach?: ReachPoint;
}

export interface Errand {
  readonly store: Store;
  /** Connects to Slack and takes up everything that the database holds. */
  start(): Promise<void>;
  /** Takes no more work, finishes what is in hand, closes the database. */
  stop(): Promise<void>;
  /** What the health endpoint shows. */
  readonly pages: HealthPages;
}

/** Warmly's limit for free accounts. */
const WARMLY_CALLS_PER_MINUTE = 60;

/** Wires the rooms. */
export async function createErrand(deps: ErrandDeps): Promise<Errand> {
  const { config, clock, newId, logger } = deps;
  const owner = newId();
  const store = await openStore({
    ...config.store,
    clock,
    newId,
    sealer: createSealer(sealingKeys(config)),
    reach: deps.reach,
    onConnectionError: (err) => logger.warn({ err }, 'the database connection failed'),
  });
  if (store.engine.name === 'sqlite') await releaseAllLeases(store);

  const metrics = config.healthPort === undefined ? undefined : await createMetrics();
  const observer = metrics ?? NOTHING_OBSERVED;
  const onRequest = (call: HttpObservation) => observer.called(call);
  const budgetOf = (name: JobKind, callsPerMinute?: number) =>
    createSharedCallBudget({
      store,
      name,
      callsPerMinute,
      onError: (err) => logger.warn({ err, upstream: name }, 'a pause could not be noted'),
    });
  const onOddity = (oddity: object) => logger.warn({ oddity }, 'an upstream answer was odd');
  const warmly =
    config.warmly &&
    createWarmlyClient({
      ...config.warmly,
      clock,
      onOddity,
      onRequest,
      budget: budgetOf('warmly', WARMLY_CALLS_PER_MINUTE),
    });
  const warp =
    config.warp && createWarpClient({ ...config.warp, clock, onOddity, onRequest, budget: budgetOf('warp') });
  const catalogue = createCatalogue({ warmly, warp, clock, logger });

  const receiver = createReceiver(config.slack, logger);
  const app = createSlackApp({ config: config.slack, receiver, store, logger, observer });
  const client = new WebClient(config.slack.botToken, slackClientOptions(config.slack, logger, observer));
  const directory = createDirectory(client, clock);
  const access = createAccess(config.access, directory);
  const poster = createSlackPoster(client, directory);
  const forms = createFormCache();
  registerListeners(app, {
    confirmTools: config.confirmTools,
    store,
    catalogue,
    warmly,
    warp,
    access,
    directory,
    poster,
    logger,
    forms,
  });

  const loadFiles = createFileLoader({ client, ...config.slack });
  const upstreams: Upstreams = {
    ...(warmly && {
      warmly: createWarmlyUpstream(warmly, store.sealer, (job) => originOf(job, store, directory)),
    }),
    ...(warp && { warp: createWarpUpstream(warp, ownRunsOf(store), loadFiles, store.sealer) }),
  };
  const queues = [
    createDispatcher({
      store,
      poster,
      owner,
      logger,
      warmlyAppUrl: config.warmlyAppUrl,
      loadArtifact: warp && createArtifactLoader(warp),
      loadTranscript: warp && createTranscriptLoader(warp),
      streams: config.streams,
    }),
    createJobRunner({
      store,
      upstreams,
      refusal: (job) => refusalOf(job, store, access),
      owner,
      logger,
    }),
    createReplyLoop({ store, tellRun: warp && createTellRun(warp), owner, logger }),
    createInboxLoop({ store, app, owner, logger }),
    createScheduleLoop({
      store,
      obstacle: (schedule) =>
        obstacleOf(
          {
            tools: catalogue.tools,
            refusal: ({ makerId, channelId, teamId }) =>
              access.refusal({ userId: makerId, channelId, teamId }),
          },
          schedule,
        ),
      openDirectMessage: (userId) => poster.openDirectMessage(userId),
      logger,
    }),
  ];
  const purger = createPurger({
    store,
    keep: config.keep,
    owner,
    onPurged: (removed) => logger.info({ removed }, 'old rows removed'),
    onError: (err) => logger.error({ err }, 'old rows could not be removed'),
  });
  const keeper = createStreamKeeper({ store, logger });
  const pollers: Poller[] = [];
  if (warmly !== undefined) {
    const poll = createWarmlyPoll({ store, logger, pace: WARMLY_PACE, client: warmly });
    pollers.push(createPoller({ store, upstream: 'warmly', poll, pace: WARMLY_PACE, owner, logger }));
  }
  if (warp !== undefined) {
    const lookCloser = createLookCloser({ client: warp, names: namesIn(catalogue), logger });
    const poll = createWarpPoll({ store, logger, pace: WARP_PACE, client: warp, lookCloser });
    pollers.push(createPoller({ store, upstream: 'warp', poll, pace: WARP_PACE, owner, logger }));
  }

  let isServing = false;
  return {
    store,
    async start() {
      await app.init().catch((error: unknown) => Promise.reject(toStartError(error, 'SLACK_BOT_TOKEN')));
      loadAhead(catalogue, logger);
      for (const upstream of ['warmly', 'warp'] as const) {
        if (upstreams[upstream] === undefined) await tellOfMissingUpstream(store, upstream);
      }
      for (const worker of [...queues, ...pollers, purger, keeper]) worker.start();
      await app.start();
      isServing = true;
    },
    async stop() {
      isServing = false;
      // One that cannot stop must not keep the others from it.
      await Promise.allSettled([
        soon(app.stop(), clock),
        ...[...queues, ...pollers, purger, keeper].map((worker) => worker.stop()),
      ]);
      await Promise.allSettled([warmly, warp].map((upstream) => soon(upstream?.close(), clock)));
      await soon(store.close(), clock);
    },
    pages: createHealthPages({ store, owner, receiver, pollers, metrics, isServing: () => isServing }),
  };
}

/** Names as far as they are loaded; a list that is missing or old is loaded for the next time. */
function namesIn({ models, environments }: Catalogue): RunNames {
  return {
    model: (modelId) => models?.peek()?.find(({ id }) => id === modelId)?.displayName,
    environment: (environmentId) => environments?.peek()?.find(({ uid }) => uid === environmentId)?.name,
  };
}

/** The key made from the token always opens: an operator may give one of their own later. */
function sealingKeys({ encryptionKeys, slack }: Config): [Uint8Array, ...Uint8Array[]] {
  const fromToken = keyFromToken(slack.botToken);
  const [first, ...others] = encryptionKeys;
  return first === undefined ? [fromToken] : [first, ...others, fromToken];
}

/** What does not end in this time ends with the process. */
const CLOSE_WITHIN_MS = 1_500;

async function soon(closing: Promise<unknown> | undefined, clock: Clock): Promise<void> {
  if (closing !== undefined) await within(clock, CLOSE_WITHIN_MS, closing, undefined);
}

/** Asked again right before anything is started. Throws while Slack cannot say: then the job waits. */
async function refusalOf(job: StoredJob, store: Store, access: Access) {
  const { channelId, reroutedFrom } = await getThread(store, job.threadId);
  return await access.refusal({
    userId: job.requesterId,
    channelId: reroutedFrom ?? channelId,
    teamId: job.teamId,
  });
}

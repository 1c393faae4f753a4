import { type ErrandError, toErrandError } from '../errors.ts';
import { applyEvent } from '../jobs/apply-event.ts';
import type { Logger } from '../observability/logger.ts';
import type { JobKind } from '../store/job.ts';
import { type Lease, releaseRole, takeRole } from '../store/roles.ts';
import type { Store } from '../store/store.ts';
import { listWatches, type Watch } from '../store/watches.ts';
import { type PollPace, pollIntervalMs } from './pace.ts';
import { isUpstreamDown } from './read-watch.ts';

/** One look at an upstream, given in what is to be followed. */
export interface Poll {
  /** The batched lists: the cheap truth for all jobs at once. The signal ends its calls: nothing is lost by that. */
  all(watches: readonly Watch[], lease: Lease, signal: AbortSignal): Promise<void>;
  /** Reads by id of those that are due for it. */
  due(watches: readonly Watch[], lease: Lease, signal: AbortSignal): Promise<void>;
}

export interface PollerDeps {
  readonly store: Store;
  readonly upstream: JobKind;
  readonly poll: Poll;
  readonly pace: PollPace;
  readonly owner: string;
  readonly logger: Logger;
}

export interface Poller {
  readonly upstream: JobKind;
  start(): void;
  stop(): Promise<void>;
  status(): PollerStatus;
}

export interface PollerStatus {
  /** When it last looked whether there is anything to do, and did it. */
  readonly turnedAtMs: number;
  /** Whether this process is the one that polls. */
  readonly isPoller: boolean;
  /** Polls that failed in a row. */
  readonly failures: number;
}

const ROLE_LEASE_MS = 15_000;
const ROLE_CHECK_MS = 5_000;
const SHORTEST_WAIT_MS = 50;
/** The rest waits for the next turn: by then the lists may have told of them. */
const READS_A_TURN = 20;
/** People are told of trouble when so many polls in a row have failed. */
const FAILURES_BEFORE_TELLING = 3;

/**
 * Follows every started job of one upstream. One process in the deployment does it at a time; with nothing to follow it
 * asks upstream nothing.
 */
export function createPoller(deps: PollerDeps): Poller {
  const { store, upstream, poll, pace, logger } = deps;
  const { clock } = store;
  const stopping = new AbortController();
  let running: Promise<void> | undefined;
  let lease: Lease | undefined;
  let nextPollAtMs = 0;
  let pausedUntilMs = 0;
  let failures = 0;
  let turnedAtMs = clock.nowMs();
  let listTrouble: ErrandError | undefined;

  async function keepRole(): Promise<Lease | undefined> {
    lease = await takeRole(store, `watch:${upstream}`, deps.owner, ROLE_LEASE_MS);
    return lease;
  }

  async function look(held: Lease): Promise<number> {
    const watches = await listWatches(store, upstream);
    const nowMs = clock.nowMs();
    if (watches.length === 0) return ROLE_CHECK_MS;
    if (nowMs >= nextPollAtMs) {
      const youngestMs = Math.max(...watches.map(({ createdAtMs }) => createdAtMs));
      nextPollAtMs = nowMs + pollIntervalMs(pace, nowMs - youngestMs);
      listTrouble = await readLists(watches, held);
    }
    const due = (await listWatches(store, upstream)).filter(({ dueAtMs }) => dueAtMs <= clock.nowMs());
    if (due.length > 0) await poll.due(due.slice(0, READS_A_TURN), held, stopping.signal);
    // A list that fails turn after turn means that upstream is in trouble, whatever reads by id still tell.
    if (listTrouble === undefined) failures = 0;
    else if (listTrouble.retryable) await tellOfTrouble(listTrouble);
    const nextReadAtMs = Math.min(...watches.map(({ dueAtMs }) => dueAtMs).filter((atMs) => atMs > nowMs));
    return Math.min(nextPollAtMs, nextReadAtMs) - clock.nowMs();
  }

  /** A list that makes no sense hides no job for good: each is still read by its id. */
  async function readLists(watches: readonly Watch[], held: Lease): Promise<ErrandError | undefined> {
    try {
      await poll.all(watches, held, stopping.signal);
      return undefined;
    } catch (error) {
      const cause = toErrandError(error);
      if (isUpstreamDown(cause) || cause.code === 'store.role_lost') throw cause;
      logger.warn({ upstream, err: cause }, 'a list could not be read: jobs are read by their ids');
      return cause;
    }
  }

  async function tellOfTrouble(error: ErrandError): Promise<void> {
    failures += 1;
    logger.warn({ upstream, failures, err: error }, 'polling failed');
    if (failures !== FAILURES_BEFORE_TELLING) return;
    const name = upstream === 'warp' ? 'Warp' : 'Warmly';
    const problem = {
      code: error.code,
      userMessage: isOurKeys(error)
        ? error.userMessage
        : `${name} does not answer at the moment. Errand keeps asking; nothing is lost.`,
    };
    for (const { jobId } of await listWatches(store, upstream)) {
      await store.transaction((tx) => applyEvent(tx, jobId, { type: 'upstream_trouble', problem }));
    }
  }

  async function turn(): Promise<number> {
    const pausedForMs = pausedUntilMs - clock.nowMs();
    const held = await keepRole();
    if (held === undefined) return ROLE_CHECK_MS;
    if (pausedForMs > 0) return pausedForMs;
    // Upstream may be slow: the role is kept by its own timer meanwhile.
    const keeping = setInterval(() => void keepRole().catch(() => undefined), ROLE_CHECK_MS);
    try {
      return await look(held);
    } catch (error) {
      const cause = toErrandError(error);
      pausedUntilMs = clock.nowMs() + Math.max(cause.retryAfterMs ?? 0, pace.youngEveryMs);
      const isTrouble = cause.code !== 'store.role_lost' && !stopping.signal.aborted;
      if (isTrouble) await tellOfTrouble(cause);
      return pausedUntilMs - clock.nowMs();
    } finally {
      clearInterval(keeping);
    }
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      const waitMs = await turn().catch((error: unknown) => {
        logger.error({ upstream, err: error }, 'poller failed');
        return ROLE_CHECK_MS;
      });
      turnedAtMs = clock.nowMs();
      const boundedMs = Math.min(ROLE_CHECK_MS, Math.max(SHORTEST_WAIT_MS, waitMs));
      await store.wakeUps.wait(`watch:${upstream}`, boundedMs, stopping.signal);
    }
    if (lease !== undefined) await releaseRole(store, lease);
  }

  return {
    upstream,
    status: () => ({ turnedAtMs, isPoller: lease !== undefined, failures }),
    start() {
      running ??= run();
    },
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

function isOurKeys(error: ErrandError): boolean {
  return error.code.endsWith('.unauthorized') || error.code.endsWith('.authentication_required');
}

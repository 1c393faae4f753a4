import { toErrandError } from '../errors.ts';
import type { Observation } from '../jobs/observation.ts';
import { observeRun } from '../jobs/warp-upstream.ts';
import { getCursor, setCursor } from '../store/cursors.ts';
import { assertHoldsRole, type Lease } from '../store/roles.ts';
import { updateWatch, type Watch } from '../store/watches.ts';
import type { WarpClient } from '../warp/api.ts';
import type { WarpRun } from '../warp/run.ts';
import type { LookCloser } from './look-closer.ts';
import type { Poll } from './poller.ts';
import { applyListed, type ReadDeps, readWatch, type Told } from './read-watch.ts';

const CURSOR = 'warp.runs.updated_after_ms';
/** The window overlaps: a run may be written a little later than its timestamp says. */
const OVERLAP_MS = 10_000;
const CLOCK_SKEW_MS = 120_000;
const PAGE_SIZE = 200;
const EVENT_IDS = 100;
const EVENT_LIMIT = 500;
/** Events tell of changes sooner; without any, the list is still read this often. */
const LIST_AT_LEAST_EVERY_MS = 10_000;

/** Follows runs by `updated_after` for all at once, by events for quickness, and by id as the backstop. */
export function createWarpPoll(deps: ReadDeps & { client: WarpClient; lookCloser?: LookCloser }): Poll {
  const { store, client, logger, lookCloser } = deps;
  let hasEvents = true;
  let listedAtMs = 0;

  /** Whether anything happened since the last look; undefined where events are not to be had. */
  async function newEvents(watches: readonly Watch[], signal: AbortSignal): Promise<boolean | undefined> {
    // One call takes so many ids: of more runs than that, one list tells more cheaply.
    if (!hasEvents || watches.length > EVENT_IDS) return undefined;
    try {
      return await readEvents(watches, signal);
    } catch (error) {
      const { fields } = toErrandError(error);
      if (fields['status'] !== 403 && fields['status'] !== 404) throw error;
      hasEvents = false;
      logger.info({ status: fields['status'] }, 'Warp gives no events to this key: following by lists alone');
      return undefined;
    }
  }

  async function readEvents(watches: readonly Watch[], signal: AbortSignal): Promise<boolean> {
    const since = Math.min(...watches.map(({ eventCursor }) => eventCursor));
    const runIds = watches.map(({ upstreamId }) => upstreamId);
    const events = await client.pollEvents({ runIds, since, limit: EVENT_LIMIT }, { signal });
    const newest = new Map<string, number>();
    for (const { runId, sequence } of events) newest.set(runId, Math.max(sequence, newest.get(runId) ?? 0));
    let seen = false;
    for (const watch of watches) {
      const eventCursor = newest.get(watch.upstreamId) ?? 0;
      if (eventCursor <= watch.eventCursor) continue;
      seen = true;
      await updateWatch(store, watch.jobId, { eventCursor });
    }
    return seen;
  }

  async function readLists(watches: readonly Watch[], lease: Lease, signal: AbortSignal): Promise<void> {
    const byRunId = new Map(watches.map((watch) => [watch.upstreamId, watch]));
    const stored = Number((await getCursor(store, CURSOR)) ?? 0);
    const oldest = Math.min(...watches.map(({ createdAtMs }) => createdAtMs));
    // Nothing before the oldest followed run matters, however long ago the list was last read.
    const updatedAfterMs = Math.max(stored, oldest - CLOCK_SKEW_MS) - OVERLAP_MS;
    let newestMs = stored;
    const pages = client.runPages(
      {
        updatedAfterMs,
        sortBy: 'updated_at',
        sortOrder: 'asc',
        limit: PAGE_SIZE,
      },
      { signal },
    );
    for await (const runs of pages) {
      store.reach('poll.read');
      const told: Told[] = [];
      for (const run of runs) {
        newestMs = Math.max(newestMs, run.updatedAtMs ?? 0);
        const watch = byRunId.get(run.runId);
        if (watch !== undefined) told.push({ watch, observation: await observe(run, signal) });
      }
      await applyListed(deps, told, lease);
      // Only what was applied is behind the cursor: a crash in between reads the page again.
      if (newestMs > stored) await saveCursor(newestMs, lease);
    }
    listedAtMs = store.clock.nowMs();
  }

  async function observe(run: WarpRun, signal: AbortSignal): Promise<Observation> {
    const observation = observeRun(run);
    if (lookCloser === undefined) return observation;
    const closer = await lookCloser(run, signal);
    return { ...observation, progress: { ...observation.progress, ...closer } };
  }

  /** Whoever has lost the role meanwhile read with watches that are out of date. */
  async function saveCursor(newestMs: number, lease: Lease): Promise<void> {
    await store.transaction(async (tx) => {
      await assertHoldsRole(tx, lease);
      await setCursor(tx, CURSOR, String(newestMs));
      tx.reach('cursor.saving');
    });
    store.reach('cursor.saved');
  }

  return {
    async all(watches, lease, signal) {
      const seen = await newEvents(watches, signal);
      const isListDue = store.clock.nowMs() - listedAtMs >= LIST_AT_LEAST_EVERY_MS;
      if (seen !== false || isListDue) await readLists(watches, lease, signal);
    },
    async due(watches, lease, signal) {
      for (const watch of watches) {
        await readWatch(deps, watch, lease, async (id) =>
          observe(await client.getRun(id, { signal }), signal),
        );
      }
    },
  };
}

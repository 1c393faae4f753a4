import { observeExecution } from '../jobs/warmly-upstream.ts';
import type { WarmlyClient } from '../warmly/client.ts';
import { judgeExecution } from '../warmly/judge.ts';
import type { Poll } from './poller.ts';
import { applyListed, type ReadDeps, readWatch, type Told } from './read-watch.ts';

const PAGE_SIZE = 100;

/** Follows executions by the newest page of the list, and by id where that does not tell. */
export function createWarmlyPoll(deps: ReadDeps & { client: WarmlyClient }): Poll {
  const { client, store } = deps;
  return {
    async all(watches, lease, signal) {
      // One followed execution is cheaper, and more wholly, read by its id.
      const [only, ...others] = watches;
      if (only !== undefined && others.length === 0)
        return await readWatch(deps, only, lease, reader(signal));
      const { executions } = await client.listExecutions({ limit: PAGE_SIZE }, { signal });
      store.reach('poll.read');
      const byId = new Map(executions.map((execution) => [execution.id, execution]));
      const told: Told[] = [];
      for (const watch of watches) {
        const execution = byId.get(watch.upstreamId);
        if (execution === undefined) continue;
        const verdict = judgeExecution(execution);
        const isOver = verdict !== 'running' && verdict !== 'waiting';
        // A list may leave outputs out: what has ended is read whole.
        if (isOver && execution.output == null) {
          await readWatch(deps, watch, lease, reader(signal));
        } else {
          told.push({ watch, observation: observeExecution(execution) });
        }
      }
      await applyListed(deps, told, lease);
    },
    async due(watches, lease, signal) {
      for (const watch of watches) await readWatch(deps, watch, lease, reader(signal));
    },
  };

  function reader(signal: AbortSignal) {
    return async (id: string) => observeExecution(await client.getExecution(id, { signal }));
  }
}

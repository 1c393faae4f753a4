/** A local Warp in a process of its own, with runs at work of which some change: `warp-service.ts RUNS CHANGES_A_MINUTE`. */
import { createLocalWarp } from '../../src/playground/warp/local-warp.ts';
import { seedHeldRuns } from './held-runs.ts';

const [runs = 0, changesAMinute = 0] = process.argv.slice(2).map(Number);
const MINUTE_MS = 60_000;

const warp = await createLocalWarp({ speed: 1 });
const runIds = seedHeldRuns(warp, runs);
let changed = 0;
if (changesAMinute > 0) {
  setInterval(() => {
    warp.control(runIds[changed % runs] ?? '').touch(`Step ${changed}`);
    changed += 1;
  }, MINUTE_MS / changesAMinute);
}
process.send?.({ url: warp.url, apiKey: warp.apiKey, runIds });
process.once('disconnect', () => process.exit(0));

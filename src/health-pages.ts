import type { HealthPages } from './observability/health.ts';
import { createHealthCheck, type HealthPart } from './observability/health-check.ts';
import type { Metrics } from './observability/metrics.ts';
import type { SlackReceiver } from './slack/receiver.ts';
import { checkDatabase, checkSpace, DATABASE_SILENT } from './store/check-database.ts';
import { readFigures } from './store/figures.ts';
import type { Store } from './store/store.ts';
import type { Poller } from './watch/poller.ts';

export interface HealthPagesDeps {
  readonly store: Store;
  readonly owner: string;
  readonly receiver: Pick<SlackReceiver, 'openConnections'>;
  readonly pollers: readonly Pick<Poller, 'upstream' | 'status'>[];
  /** Undefined where nobody can ask for them. */
  readonly metrics: Metrics | undefined;
  /** Between the end of starting and the begin of stopping. */
  readonly isServing: () => boolean;
}

/** One turn may read many jobs from a slow upstream; one that takes longer hangs. */
const TURN_WITHIN_MS = 5 * 60_000;
const FAILURES_IN_A_ROW = 3;

/** What the health endpoint shows of the composed rooms. */
export function createHealthPages(deps: HealthPagesDeps): HealthPages {
  const { store, metrics, pollers } = deps;

  async function figures() {
    try {
      return await readFigures(store);
    } catch {
      return undefined;
    }
  }

  return {
    health: createHealthCheck(healthParts(deps), store.clock),
    async metrics() {
      if (metrics === undefined) return { contentType: 'text/plain', text: '' };
      return await metrics.render(await figures(), {
        slackConnections: deps.receiver.openConnections(),
        polls: pollers.map((poller) => {
          const { turnedAtMs, isPoller } = poller.status();
          return { upstream: poller.upstream, ageMs: store.clock.nowMs() - turnedAtMs, isPoller };
        }),
      });
    },
  };
}

function healthParts({ store, owner, receiver, pollers, isServing }: HealthPagesDeps): HealthPart[] {
  return [
    {
      part: 'process',
      severity: 'failing',
      neededForTraffic: true,
      fallback: '',
      check: () => (isServing() ? undefined : 'Errand is starting or stopping.'),
    },
    {
      part: 'database',
      severity: 'failing',
      neededForTraffic: true,
      fallback: DATABASE_SILENT,
      check: () => checkDatabase(store, owner),
    },
    {
      part: 'disk',
      severity: 'degraded',
      neededForTraffic: false,
      fallback: 'The room on the disk of DATA_DIR cannot be read.',
      check: () => checkSpace(store),
    },
    {
      part: 'slack',
      severity: 'failing',
      neededForTraffic: true,
      fallback: '',
      check: () =>
        receiver.openConnections() > 0
          ? undefined
          : 'There is no connection to Slack. Errand tries to connect again; check the network and Slack’s status.',
    },
    ...pollers.flatMap(pollerParts(store)),
  ];
}

function pollerParts(store: Store) {
  return ({ upstream, status }: Pick<Poller, 'upstream' | 'status'>): HealthPart[] => {
    const name = upstream === 'warp' ? 'Warp' : 'Warmly';
    return [
      {
        part: `polling ${upstream}`,
        severity: 'failing',
        neededForTraffic: false,
        fallback: '',
        check: () =>
          store.clock.nowMs() - status().turnedAtMs < TURN_WITHIN_MS
            ? undefined
            : `The poller of ${name} hangs. Restart Errand: nothing is lost by that.`,
      },
      {
        part: upstream,
        severity: 'degraded',
        neededForTraffic: false,
        fallback: '',
        check: () =>
          status().failures < FAILURES_IN_A_ROW
            ? undefined
            : `${name} has failed ${status().failures} polls in a row. Errand keeps asking; see the log for why.`,
      },
    ];
  };
}

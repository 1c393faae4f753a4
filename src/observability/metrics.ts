import type { Histogram } from 'prom-client';

/** What the database holds at this moment, read when somebody asks for the metrics. */
export interface Figures {
  readonly jobs: readonly { readonly kind: string; readonly state: string; readonly count: number }[];
  readonly queues: readonly {
    readonly queue: string;
    readonly waiting: number;
    /** How long the row that waits longest could have been dealt with. */
    readonly overdueMs: number;
    readonly parked: number;
  }[];
  readonly watches: readonly {
    readonly upstream: string;
    readonly count: number;
    readonly overdueMs: number;
  }[];
}

/** What this process knows of itself at this moment. */
export interface ProcessFigures {
  readonly slackConnections: number;
  readonly polls: readonly {
    readonly upstream: string;
    readonly ageMs: number;
    readonly isPoller: boolean;
  }[];
}

export type DeliveryKind = 'command' | 'event' | 'action' | 'submission' | 'options' | 'other';

export interface Call {
  readonly service: string;
  /** Undefined where no answer came. */
  readonly status: number | undefined;
  readonly durationMs: number;
}

/** What is observed as it happens. Never throws. */
export interface Observer {
  /** From a delivery's arrival to its acknowledgement. */
  acknowledged(kind: DeliveryKind, durationMs: number): void;
  /** One attempt at a call of an upstream or of Slack. */
  called(call: Call): void;
  /** Slack asked to wait; the method's name, without arguments. */
  slackLimited(method: string): void;
}

export interface Metrics extends Observer {
  /** All metrics as Prometheus reads them; without figures where the database does not answer. */
  render(figures: Figures | undefined, own: ProcessFigures): Promise<{ contentType: string; text: string }>;
}

/** For a process that nobody asks for metrics. */
export const NOTHING_OBSERVED: Observer = {
  acknowledged: () => undefined,
  called: () => undefined,
  slackLimited: () => undefined,
};

const ACK_BUCKETS_SECONDS = [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];
const CALL_BUCKETS_SECONDS = [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
/** The finer measurement wakes an idle process a hundred times a second. */
const EVENT_LOOP_PRECISION_MS = 200;

/** Metrics in a registry of their own. The library is loaded only here: who has no port for it does not pay for it. */
export async function createMetrics(): Promise<Metrics> {
  const { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } = await import('prom-client');
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: EVENT_LOOP_PRECISION_MS });

  const gauge = <Label extends string>(name: string, help: string, ...labelNames: Label[]) =>
    new Gauge({ name: `errand_${name}`, help, labelNames, registers });
  const acks = new Histogram({
    name: 'errand_ack_seconds',
    help: 'From the arrival of a delivery from Slack to its acknowledgement.',
    labelNames: ['kind'],
    buckets: ACK_BUCKETS_SECONDS,
    registers,
  });
  const calls = new Histogram({
    name: 'errand_call_seconds',
    help: 'Calls of Slack, Warmly and Warp by the status of the answer; "none" where no answer came.',
    labelNames: ['service', 'status'],
    buckets: CALL_BUCKETS_SECONDS,
    registers,
  });
  const slackLimits = new Counter({
    name: 'errand_slack_rate_limited_total',
    help: 'Calls that Slack refused because of their rate.',
    labelNames: ['method'],
    registers,
  });
  const databaseUp = gauge('database_up', '1 while the database answers.');
  const jobs = gauge('jobs', 'Requests by upstream and state.', 'kind', 'state');
  const waiting = gauge('queue_waiting', 'Rows that are still to be dealt with.', 'queue');
  const overdue = gauge('queue_overdue_seconds', 'How long the row that waits longest is due.', 'queue');
  const parked = gauge('queue_parked', 'Rows that were given up and told of.', 'queue');
  const watches = gauge('watches', 'Started requests that are followed.', 'upstream');
  const watchesOverdue = gauge('watch_overdue_seconds', 'How late the latest read by id is.', 'upstream');
  const pollAge = gauge('poll_age_seconds', 'Since the last whole turn of the poller.', 'upstream');
  const isPoller = gauge('poller', '1 where this process is the one that polls.', 'upstream');
  const connections = gauge('slack_connections', 'Open connections that Slack delivers to.');

  function setFigures(figures: Figures | undefined): void {
    databaseUp.set(figures === undefined ? 0 : 1);
    // What is not known is not shown, rather than shown as it was.
    for (const each of [jobs, waiting, overdue, parked, watches, watchesOverdue]) each.reset();
    for (const { kind, state, count } of figures?.jobs ?? []) jobs.set({ kind, state }, count);
    for (const each of figures?.queues ?? []) {
      waiting.set({ queue: each.queue }, each.waiting);
      overdue.set({ queue: each.queue }, each.overdueMs / 1_000);
      parked.set({ queue: each.queue }, each.parked);
    }
    for (const { upstream, count, overdueMs } of figures?.watches ?? []) {
      watches.set({ upstream }, count);
      watchesOverdue.set({ upstream }, overdueMs / 1_000);
    }
  }

  return {
    acknowledged: (kind, durationMs) => acks.observe({ kind }, durationMs / 1_000),
    called: (call) => observeCall(calls, call),
    slackLimited: (method) => slackLimits.inc({ method }),
    async render(figures, own) {
      setFigures(figures);
      connections.set(own.slackConnections);
      for (const poll of own.polls) {
        pollAge.set({ upstream: poll.upstream }, poll.ageMs / 1_000);
        isPoller.set({ upstream: poll.upstream }, poll.isPoller ? 1 : 0);
      }
      return { contentType: registry.contentType, text: await registry.metrics() };
    },
  };
}

function observeCall(calls: Histogram<'service' | 'status'>, { service, status, durationMs }: Call): void {
  calls.observe({ service, status: status ?? 'none' }, durationMs / 1_000);
}

import { expect, it } from 'vitest';
import { createMetrics, type Figures } from '../../../src/observability/metrics.ts';

const NOBODY = { slackConnections: 0, polls: [] };
const FIGURES: Figures = {
  jobs: [{ kind: 'warp', state: 'watching', count: 3 }],
  queues: [{ queue: 'outbox', waiting: 5, overdueMs: 1_500, parked: 1 }],
  watches: [{ upstream: 'warp', count: 3, overdueMs: 0 }],
};

it('shows what the database holds and what this process knows of itself', async () => {
  const metrics = await createMetrics();
  const polls = [{ upstream: 'warp', ageMs: 2_000, isPoller: true }];
  const { text, contentType } = await metrics.render(FIGURES, { slackConnections: 2, polls });
  expect(contentType).toMatch(/^text\/plain/);
  for (const line of [
    'errand_database_up 1',
    'errand_jobs{kind="warp",state="watching"} 3',
    'errand_queue_waiting{queue="outbox"} 5',
    'errand_queue_overdue_seconds{queue="outbox"} 1.5',
    'errand_queue_parked{queue="outbox"} 1',
    'errand_watches{upstream="warp"} 3',
    'errand_poll_age_seconds{upstream="warp"} 2',
    'errand_poller{upstream="warp"} 1',
    'errand_slack_connections 2',
  ]) {
    expect(text).toContain(`${line}\n`);
  }
  expect(text).toMatch(/^process_resident_memory_bytes \d+$/m);
});

it('shows no old figures while the database does not answer', async () => {
  const metrics = await createMetrics();
  await metrics.render(FIGURES, NOBODY);
  const { text } = await metrics.render(undefined, NOBODY);
  expect(text).toContain('errand_database_up 0\n');
  expect(text).not.toMatch(/^errand_(jobs|queue_waiting|watches)\{/m);
});

it('counts acknowledgements, calls and limits as they happen', async () => {
  const metrics = await createMetrics();
  metrics.acknowledged('command', 4);
  metrics.acknowledged('command', 40);
  metrics.called({ service: 'warp', status: 429, durationMs: 80 });
  metrics.called({ service: 'slack', status: undefined, durationMs: 15_000 });
  metrics.slackLimited('chat.postMessage');
  const { text } = await metrics.render(undefined, NOBODY);
  expect(text).toContain('errand_ack_seconds_bucket{le="0.005",kind="command"} 1\n');
  expect(text).toContain('errand_ack_seconds_count{kind="command"} 2\n');
  expect(text).toContain('errand_call_seconds_bucket{le="0.1",service="warp",status="429"} 1\n');
  expect(text).toContain('errand_call_seconds_count{service="slack",status="none"} 1\n');
  expect(text).toContain('errand_slack_rate_limited_total{method="chat.postMessage"} 1\n');
});

it('keeps a registry of its own', async () => {
  const [one, other] = [await createMetrics(), await createMetrics()];
  one.slackLimited('chat.update');
  expect((await other.render(undefined, NOBODY)).text).not.toContain('method="chat.update"');
});

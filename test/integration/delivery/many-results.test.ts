import { WebClient } from '@slack/web-api';
import { expect, it, onTestFinished, vi } from 'vitest';
import { createSystemClock } from '../../../src/clock.ts';
import { createDispatcher } from '../../../src/delivery/dispatcher.ts';
import { createLogger } from '../../../src/observability/logger.ts';
import { NOTHING_OBSERVED } from '../../../src/observability/metrics.ts';
import { createLocalSlack, type LocalSlack } from '../../../src/playground/slack/local-slack.ts';
import { acmeSeed } from '../../../src/playground/slack/seed.ts';
import { createDirectory } from '../../../src/slack/directory.ts';
import { createSlackPoster } from '../../../src/slack/poster.ts';
import { slackClientOptions } from '../../../src/slack/slack-app.ts';
import type { Store } from '../../../src/store/store.ts';
import { describeEachEngine } from '../../support/each-engine.ts';
import { accept, happen, outboxRows, running, startedAs } from '../../support/stored-jobs.ts';

/** `npm run test:load` has 500 jobs in 20 channels. */
const JOBS = Number(process.env['LOAD_JOBS'] ?? 12);
const CHANNELS = Number(process.env['LOAD_CHANNELS'] ?? 4);
const WITHIN_MS = 30_000 + JOBS * 2_000;

const channels = Array.from({ length: CHANNELS }, (_, index) => `C0LOAD${index + 1}`);

async function startSlack(): Promise<LocalSlack> {
  const members = ['U0ADA', 'U0ERRAND'];
  const slack = await createLocalSlack({
    seed: {
      ...acmeSeed,
      channels: channels.map((id) => ({ id, name: id.toLowerCase(), kind: 'public', members })),
    },
  });
  onTestFinished(() => slack.stop());
  return slack;
}

function dispatch(store: Store, slack: LocalSlack): void {
  const logger = createLogger('silent');
  const client = new WebClient(slack.botToken, slackClientOptions(slack, logger, NOTHING_OBSERVED));
  const poster = createSlackPoster(client, createDirectory(client, createSystemClock()));
  running(
    createDispatcher({ store, poster, owner: store.newId(), logger, warmlyAppUrl: 'https://warmly.example' }),
  );
}

async function pending(store: Store): Promise<number> {
  return (await outboxRows(store)).filter(({ state }) => state === 'pending').length;
}

describeEachEngine('many jobs that end together', (openTestStore) => {
  it(
    'lose no message, keep their order, and never ask Slack for more than it gives',
    async () => {
      const store = await openTestStore();
      const slack = await startSlack();
      dispatch(store, slack);
      const jobs = await Promise.all(
        Array.from({ length: JOBS }, (_, index) =>
          accept(store, {
            place: { channelId: channels[index % CHANNELS] ?? '', requesterId: 'U0ADA' },
          }),
        ),
      );
      const soon = { timeout: WITHIN_MS, interval: 200 };
      await vi.waitFor(async () => expect(await pending(store)).toBe(0), soon);
      const endedAtMs = Date.now();
      await Promise.all(
        jobs.map(async ({ id }) => {
          await startedAs(store, id, `run of ${id}`);
          await happen(store, id, {
            type: 'observed',
            observation: { kind: 'succeeded', upstreamState: 'SUCCEEDED' },
          });
        }),
      );
      const results = async () =>
        (await outboxRows(store)).filter(
          ({ content, state }) => content.type === 'result' && state === 'sent',
        );
      await vi.waitFor(async () => expect(await results()).toHaveLength(JOBS), soon);
      const toldMs = Date.now() - endedAtMs;
      await vi.waitFor(async () => expect(await pending(store)).toBe(0), soon);
      console.log(
        `${JOBS} jobs in ${CHANNELS} channels: results told in ${(toldMs / 1_000).toFixed(1)} s, ` +
          `cards in ${((Date.now() - endedAtMs) / 1_000).toFixed(1)} s`,
      );

      for (const channel of channels) {
        for (const card of slack.history(channel).filter(({ user }) => user === slack.botUserId)) {
          const [root, result, ...more] = slack.thread(channel, String(card['ts']));
          expect(root?.['text']).toMatch(/done/i);
          expect(result?.['text']).toMatch(/finished/);
          expect(more).toEqual([]);
        }
      }
      const posts = channels.flatMap((channel) => slack.history(channel));
      expect(posts).toHaveLength(JOBS);
      expect(slack.calls().filter(({ result }) => result['error'] === 'ratelimited')).toEqual([]);
    },
    3 * WITHIN_MS,
  );
});

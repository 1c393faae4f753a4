import { expect, vi } from 'vitest';
import type { RunnerTimes } from '../../../src/jobs/runner.ts';
import type { Store } from '../../../src/store/store.ts';
import { createMemorySlack } from '../../support/memory-slack.ts';
import { shownWords } from '../../support/message-text.ts';
import { runJobs } from '../jobs/set-up.ts';
import type { Watching } from '../watch/set-up.ts';
import { dispatching } from './set-up.ts';

/** Several tries of a start, on a slow machine too. */
const SEEN_WITHIN = { timeout: 25_000, interval: 20 };

export interface PeopleReading {
  /** Waits for a message that says this, and returns its words. */
  says(pattern: RegExp): Promise<string>;
  /** Waits until the card, the first message of all, says this. */
  card(pattern: RegExp): Promise<void>;
}

/** Everything of ours that stands between an upstream and people, who read what is said in Slack. */
export function peopleReading(
  store: Store,
  { upstream, poll }: Watching,
  times: Partial<RunnerTimes> = {},
): PeopleReading {
  const slack = createMemorySlack();
  runJobs(store, upstream, { times });
  poll(store);
  dispatching(store, slack);
  const words = () => slack.messages.map(({ shown }) => shownWords(shown));
  return {
    async says(pattern) {
      await vi.waitFor(() => expect(words()).toContainEqual(expect.stringMatching(pattern)), SEEN_WITHIN);
      return words().find((text) => pattern.test(text)) ?? '';
    },
    card: (pattern) => vi.waitFor(() => expect(words()[0]).toMatch(pattern), SEEN_WITHIN),
  };
}

import { defineConfig } from 'vitest/config';

/**
 * Limits for a machine that is busy with all of this at once. Every wait within a test has a limit of its own, which
 * names what did not happen.
 */
const LONGEST_TEST_MS = 300_000;
const expect = { poll: { timeout: 60_000 } };

export default defineConfig({
  test: {
    // Most of the time of the slow tests is waiting, on both sides.
    maxWorkers: 4,
    projects: [
      {
        test: {
          name: 'plain',
          include: ['test/{unit,contract}/**/*.test.ts'],
          testTimeout: LONGEST_TEST_MS,
          hookTimeout: LONGEST_TEST_MS,
          expect,
        },
      },
      {
        // Its set-up starts a PostgreSQL, which tests without a database need not wait for.
        test: {
          name: 'databases',
          include: ['test/{integration,e2e}/**/*.test.ts'],
          env: { SLACK_CONNECTION: 'socket' },
          globalSetup: ['test/support/provide-postgres.ts'],
          testTimeout: LONGEST_TEST_MS,
          hookTimeout: LONGEST_TEST_MS,
          expect,
        },
      },
      {
        // The same end-to-end tests once more over HTTP, but for those that choose their connection themselves and
        // those of the page with an app of their own in the place of the bot.
        test: {
          name: 'http',
          include: ['test/e2e/**/*.test.ts'],
          exclude: [
            'test/e2e/{start,browser-blocks,browser-side-by-side,browser-surfaces,browser-threads}.test.ts',
          ],
          env: { SLACK_CONNECTION: 'http' },
          globalSetup: ['test/support/provide-postgres.ts'],
          testTimeout: LONGEST_TEST_MS,
          hookTimeout: LONGEST_TEST_MS,
          expect,
        },
      },
    ],
  },
});

import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // Most of the time of the slow tests is waiting, on both sides.
    maxWorkers: 4,
    projects: [
      {
        test: {
          name: 'plain',
          include: ['test/{unit,contract}/**/*.test.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        // Its set-up starts a PostgreSQL, which tests without a database need not wait for.
        test: {
          name: 'databases',
          include: ['test/{integration,e2e}/**/*.test.ts'],
          globalSetup: ['test/support/provide-postgres.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});

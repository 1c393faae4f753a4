import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    maxWorkers: 2,
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

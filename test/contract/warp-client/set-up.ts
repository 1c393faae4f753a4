import { afterEach } from 'vitest';
import type { AnswerOddity } from '../../../src/http/parse-answer.ts';
import { createWarpClient } from '../../../src/warp/client.ts';
import { createFakeClock } from '../../unit/http/fake-clock.ts';
import { type Respond, sendJson, startStubServer } from '../../unit/http/stub-server.ts';

/** Gives a test file clients with stub servers behind them, all closed after each test. */
export function warpSetUp() {
  const closers: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of closers.splice(0).reverse()) await close();
  });

  async function setUp(respond: Respond) {
    const server = await startStubServer(respond);
    closers.push(() => server.close());
    const oddities: AnswerOddity[] = [];
    const client = createWarpClient({
      apiUrl: `${server.url}/api/v1`,
      apiKey: 'wk-1',
      clock: createFakeClock({ skipSleeps: true }),
      onOddity: (oddity) => oddities.push(oddity),
    });
    closers.push(() => client.close());
    return { server, client, oddities };
  }

  const answering = (status: number, body: unknown, headers: Record<string, string> = {}) =>
    setUp((_request, response) => sendJson(response, status, body, headers));

  return { setUp, answering };
}

export const wireRun = {
  run_id: 'r1',
  task_id: 'r1',
  title: 'Fix it',
  state: 'INPROGRESS',
  prompt: 'fix the login test',
  created_at: '2026-03-01T10:00:00Z',
  updated_at: '2026-03-01T10:01:00.5Z',
  started_at: null,
};

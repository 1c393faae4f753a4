import { afterEach } from 'vitest';
import type { AnswerOddity } from '../../../src/http/parse-answer.ts';
import { createWarmlyClient } from '../../../src/warmly/client.ts';
import { createFakeClock } from '../../unit/http/fake-clock.ts';
import { type Respond, sendJson, startStubServer } from '../../unit/http/stub-server.ts';

/** Gives a test file clients with stub servers behind them, all closed after each test. */
export function warmlySetUp() {
  const closers: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of closers.splice(0).reverse()) await close();
  });

  async function setUp(respond: Respond) {
    const server = await startStubServer(respond);
    closers.push(() => server.close());
    const oddities: AnswerOddity[] = [];
    const client = clientAt(server.url, (oddity) => void oddities.push(oddity));
    return { server, client, oddities };
  }

  function clientAt(url: string, onOddity: (oddity: AnswerOddity) => void = () => {}) {
    const client = createWarmlyClient({
      apiUrl: `${url}/api`,
      apiKey: 'key-1',
      organizationId: 'org-1',
      clock: createFakeClock({ skipSleeps: true }),
      onOddity,
    });
    closers.push(() => client.close());
    return client;
  }

  const answering = (status: number, body: unknown, headers: Record<string, string> = {}) =>
    setUp((_request, response) => sendJson(response, status, body, headers));

  return { setUp, clientAt, answering };
}

export const request = { toolName: 'list_warm_visitors', input: { take: 2 } };

export const finished = {
  id: 'ex1',
  toolName: 'list_warm_visitors',
  status: 'succeeded',
  input: { take: 2 },
  output: { success: true, visitors: [] },
  externalRef: 'job1',
  createdAt: '2026-03-01T10:00:00.000Z',
};

import { describe, expect, test } from 'vitest';
import { callOutcome } from '../../../src/http/failure.ts';
import { judgeExecution } from '../../../src/warmly/judge.ts';
import { failureOf } from '../../unit/http/set-up.ts';
import { finished, request, warmlySetUp } from './set-up.ts';

const { setUp, answering } = warmlySetUp();

describe('execute', () => {
  test('sends what the API asks for, once, and reads the result', async () => {
    const { server, client } = await answering(202, finished);
    const execution = await client.execute({ ...request, reasoning: 'because', externalRef: 'job1' });
    expect(server.requests).toHaveLength(1);
    expect(server.requests[0]).toMatchObject({
      method: 'POST',
      path: '/api/agent-tools/execute',
      body: {
        toolName: 'list_warm_visitors',
        organizationId: 'org-1',
        input: { take: 2 },
        reasoning: 'because',
        externalRef: 'job1',
      },
    });
    expect(server.requests[0]?.headers.authorization).toBe('Bearer key-1');
    expect(execution).toMatchObject({
      id: 'ex1',
      status: 'succeeded',
      success: true,
      input: { take: 2 },
      output: { success: true, visitors: [] },
      externalRef: 'job1',
      createdAtMs: Date.UTC(2026, 2, 1, 10),
    });
  });

  test.each([200, 201, 202])('takes a %i', async (status) => {
    const { client } = await answering(status, finished);
    expect((await client.execute(request)).id).toBe('ex1');
  });

  const { id: _id, ...anonymous } = finished;
  test.each([
    ['executionId', { ...anonymous, executionId: 'ex1' }],
    ['a number as id', { ...anonymous, id: 17 }, '17'],
    ['data', { data: finished }],
    ['data in data', { data: { execution: finished } }],
    ['execution', { success: true, execution: finished }],
    ['a status of its own around it', { status: 'success', data: finished }],
    ['the id outside', { executionId: 'ex1', data: anonymous }],
  ])('reads the envelope: %s', async (_name, body, id = 'ex1') => {
    const { client } = await answering(202, body);
    expect(await client.execute(request)).toMatchObject({ id, status: 'succeeded', success: true });
  });

  test('a tool that failed is an answer, not an error', async () => {
    const { client } = await answering(202, {
      ...finished,
      output: { success: false },
      userFacingError: 'No credits left.',
    });
    const execution = await client.execute(request);
    expect(judgeExecution(execution)).toBe('failed');
    expect(execution.userFacingError).toBe('No credits left.');
  });

  test('finds userFacingError in the output and as an object', async () => {
    const inside = await answering(202, { ...finished, output: { success: false, userFacingError: 'A' } });
    expect((await inside.client.execute(request)).userFacingError).toBe('A');
    const object = await answering(202, { ...finished, userFacingError: { message: 'B' } });
    expect((await object.client.execute(request)).userFacingError).toBe('B');
  });

  test('an inline result may lack an id, something to be followed may not', async () => {
    const inline = await answering(202, anonymous);
    expect((await inline.client.execute(request)).id).toBeNull();
    const lost = await answering(202, { status: 'running' });
    const error = await failureOf(lost.client.execute(request));
    expect(error.code).toBe('warmly.malformed_answer');
    expect(callOutcome(error)).toBe('unknown');
  });

  test('refuses an input over the limits without a call', async () => {
    const { server, client } = await answering(202, finished);
    const error = await failureOf(client.execute({ ...request, input: { a: 'x'.repeat(300_000) } }));
    expect(error.code).toBe('warmly.invalid_request');
    expect(error.userMessage).toContain('262,144');
    expect(callOutcome(error)).toBe('not_sent');
    expect(server.requests).toHaveLength(0);
  });

  test.each([
    ['plain text', 'Accepted'],
    ['broken JSON', '{"id": "ex1", '],
    ['nothing', ''],
    ['a list', '[]'],
    ['no status', '{"id":"ex1"}'],
    ['null', 'null'],
  ])('%s is malformed: it may have been carried out', async (_name, text) => {
    const { client, server } = await setUp((_request, response) => response.writeHead(202).end(text));
    const error = await failureOf(client.execute(request));
    expect(error).toMatchObject({ code: 'warmly.malformed_answer', retryable: false });
    expect(callOutcome(error)).toBe('unknown');
    expect(server.requests).toHaveLength(1);
  });
});

describe('judgeExecution', () => {
  test.each([
    ['pending', undefined, 'running'],
    ['running', undefined, 'running'],
    ['running', false, 'running'],
    ['awaiting_approval', undefined, 'waiting'],
    ['succeeded', undefined, 'succeeded'],
    ['succeeded', true, 'succeeded'],
    ['succeeded', false, 'failed'],
    ['failed', true, 'failed'],
    ['cancelled', undefined, 'cancelled'],
    ['canceled', undefined, 'cancelled'],
    ['archived', undefined, 'running'],
    ['archived', true, 'succeeded'],
    ['archived', false, 'failed'],
  ])('%s with success %s: %s', (status, success, verdict) => {
    expect(judgeExecution({ status, success })).toBe(verdict);
  });

  test('statuses are read in any spelling', async () => {
    const { client } = await answering(200, { id: 'ex1', status: 'Awaiting-Approval' });
    expect(judgeExecution(await client.getExecution('ex1'))).toBe('waiting');
  });
});

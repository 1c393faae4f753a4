import { describe, expect, it, onTestFinished } from 'vitest';
import type { HttpAnswer } from '../../../src/http/failure.ts';
import { warpErrorDetails } from '../../../src/warp/errors.ts';
import { failureOf } from '../../unit/http/set-up.ts';
import { type Respond, startStubServer } from '../../unit/http/stub-server.ts';
import { warpSetUp, wireRun } from './set-up.ts';

const { setUp, answering } = warpSetUp();

describe('one call on its own terms', () => {
  it.each([1, 2, 5])('is tried as often as it is told: %i', async (maxAttempts) => {
    const { client, server } = await answering(503, {});
    await failureOf(client.getRun('r1', { maxAttempts }));
    expect(server.requests).toHaveLength(maxAttempts);
  });

  it('has a time limit of its own', async () => {
    const { client } = await setUp(() => {});
    expect((await failureOf(client.getRun('r1', { timeoutMs: 50 }))).code).toBe('warp.timeout');
  });

  it('shows status and headers of what it was answered, refusals too', async () => {
    const answers: HttpAnswer[] = [];
    const onAnswer = (answer: HttpAnswer) => void answers.push(answer);
    const good = await answering(200, wireRun, { 'x-request-id': 'q1' });
    await good.client.getRun('r1', { onAnswer });
    const bad = await answering(404, {}, { 'x-request-id': 'q2' });
    await failureOf(bad.client.getRun('r1', { onAnswer }));
    expect(answers.map(({ status, headers }) => [status, headers['x-request-id']])).toEqual([
      [200, 'q1'],
      [404, 'q2'],
    ]);
  });

  it('reaches paths that there is no method for', async () => {
    const { client, server } = await answering(418, { hello: 1 });
    const answer = await client.request('PUT', '/agent/runs/{runId}/scores', {
      pathParams: { runId: 'r/1' },
      query: { deep: true },
      body: { score: 3 },
    });
    expect(answer).toMatchObject({ status: 418, body: { hello: 1 } });
    expect(server.requests).toMatchObject([
      { method: 'PUT', path: '/api/v1/agent/runs/r%2F1/scores', body: { score: 3 } },
    ]);
    expect(server.requests[0]?.query.get('deep')).toBe('true');
    expect(server.requests[0]?.headers.authorization).toBe('Bearer wk-1');
  });
});

describe('the details of an error', () => {
  it.each([
    [400, 'bad_request'],
    [401, 'authentication'],
    [403, 'permission_denied'],
    [404, 'not_found'],
    [409, 'conflict'],
    [422, 'unprocessable'],
    [429, 'rate_limit'],
    [500, 'server'],
    [418, 'other'],
  ])('%i is of the kind %s', async (status, kind) => {
    const { client } = await answering(status, { type: 'errors/some_code', trace_id: 't1', retryable: true });
    const details = warpErrorDetails(await failureOf(client.createRun({ prompt: 'x' })));
    expect(details).toMatchObject({ kind, status, code: 'some_code', traceId: 't1', retryable: true });
  });

  it('name the missing service, its repositories and where to connect it', async () => {
    const { client } = await answering(401, {
      type: 'errors/external_authentication_required',
      provider: 'github',
      auth_url: 'https://app.warp.dev/connect',
      inaccessible_repos: ['o/r'],
    });
    expect(warpErrorDetails(await failureOf(client.createRun({ prompt: 'x' })))).toMatchObject({
      provider: 'github',
      authUrl: 'https://app.warp.dev/connect',
      inaccessibleRepos: ['o/r'],
    });
  });

  it('know a failed connection, and nothing of other errors', async () => {
    const { client } = await setUp((request) => request.socket.destroy());
    const error = await failureOf(client.createRun({ prompt: 'x' }));
    expect(warpErrorDetails(error)).toMatchObject({
      kind: 'connection',
      code: 'unreachable',
      status: undefined,
    });
    expect(warpErrorDetails(new Error('x'))).toBeUndefined();
  });
});

describe('a transcript', () => {
  /** An API that redirects to a storage elsewhere. */
  async function stored(respond: Respond) {
    const storage = await startStubServer(respond);
    onTestFinished(() => storage.close());
    const location = `${storage.url}/t?signature=s3cret`;
    const api = await setUp((_request, response) => response.writeHead(302, { location }).end());
    return { ...api, storage };
  }

  async function readAll(chunks: AsyncIterable<Uint8Array>): Promise<string> {
    const parts: Uint8Array[] = [];
    for await (const chunk of chunks) parts.push(chunk);
    return Buffer.concat(parts).toString();
  }

  it('is fetched from its signed address without our key', async () => {
    const { client, storage } = await stored((_request, response) =>
      response.writeHead(200, { 'content-type': 'application/x-ndjson' }).end('{"a":1}'),
    );
    const transcript = await client.openTranscript('r1');
    expect(transcript).toMatchObject({ contentType: 'application/x-ndjson' });
    expect(await readAll(transcript.chunks)).toBe('{"a":1}');
    expect(storage.requests[0]?.query.get('signature')).toBe('s3cret');
    expect(storage.requests[0]?.headers.authorization).toBeUndefined();
    expect(storage.requests[0]?.headers.cookie).toBeUndefined();
  });

  it('comes as a stream', async () => {
    let finish = () => {};
    const { client } = await stored((_request, response) => {
      response.writeHead(200).write('first');
      finish = () => void response.end('last');
    });
    const { chunks } = await client.openTranscript('r1');
    const reader = chunks[Symbol.asyncIterator]();
    expect(Buffer.from((await reader.next()).value).toString()).toBe('first');
    finish();
    expect(Buffer.from((await reader.next()).value).toString()).toBe('last');
    expect((await reader.next()).done).toBe(true);
  });

  it.each([true, false])('is no larger than allowed (announced: %s)', async (isAnnounced) => {
    const { client } = await stored((_request, response) => {
      response.writeHead(200, isAnnounced ? { 'content-length': '100' } : {});
      response.end('x'.repeat(100));
    });
    const error = await failureOf(
      client.openTranscript('r1', { maxBytes: 99 }).then(({ chunks }) => readAll(chunks)),
    );
    expect(error.code).toBe('warp.answer_too_large');
    const whole = await client.openTranscript('r1', { maxBytes: 100 });
    expect(await readAll(whole.chunks)).toHaveLength(100);
  });

  it('whose address has expired says so, and tells the address to nobody', async () => {
    const { client } = await stored((_request, response) =>
      response.writeHead(403).end('<Error>signature=s3cret</Error>'),
    );
    const error = await failureOf(client.openTranscript('r1'));
    expect(error).toMatchObject({ code: 'warp.download_failed', retryable: true, fields: { status: 403 } });
    expect(JSON.stringify([error.message, error.userMessage, error.fields])).not.toContain('s3cret');
  });

  it('that stops coming ends in time', async () => {
    const { client } = await stored((_request, response) => void response.writeHead(200).write('x'));
    const { chunks } = await client.openTranscript('r1', { timeoutMs: 200 });
    expect((await failureOf(readAll(chunks))).code).toBe('warp.timeout');
  });

  it('is not taken from where no file can be', async () => {
    const { client } = await setUp((_request, response) =>
      response.writeHead(302, { location: 'file:///etc/passwd' }).end(),
    );
    expect((await failureOf(client.openTranscript('r1'))).code).toBe('warp.unreachable');
    const none = await answering(200, {});
    expect((await failureOf(none.client.openTranscript('r1'))).code).toBe('warp.malformed_answer');
    const gone = await answering(404, {});
    expect((await failureOf(gone.client.openTranscript('r1'))).code).toBe('warp.resource_not_found');
  });
});

describe('a conversation', () => {
  it('is read as far as it makes sense, however deep', async () => {
    let steps: unknown[] = [];
    for (let depth = 0; depth < 200; depth += 1) steps = [{ id: `s${depth}`, messages: [], steps }];
    const block = {
      type: 'action',
      id: 'a1',
      category: 'command',
      name: 'run_command',
      input: { command: 'ls' },
    };
    const { client } = await answering(200, {
      conversation_id: 'c1',
      steps: [
        {
          id: 's',
          messages: [
            { role: 'assistant', content: [{ type: 'text', text: 'Hi' }, block, 'junk', { type: 'new' }] },
          ],
        },
        'junk',
        ...steps,
      ],
    });
    const conversation = await client.getRunConversation('r1');
    expect(conversation.steps).toHaveLength(2);
    expect(conversation.steps[0]?.messages[0]?.content).toMatchObject([
      { type: 'text', text: 'Hi' },
      { type: 'action', actionId: 'a1', name: 'run_command', input: { command: 'ls' } },
      { type: 'new' },
    ]);
    let depth = 0;
    for (let [step] = conversation.steps.slice(1); step !== undefined; [step] = step.steps) depth += 1;
    expect(depth).toBeGreaterThan(10);
    expect(depth).toBeLessThan(30);
  });
});

import { describe, expect, test } from 'vitest';
import { callOutcome } from '../../../src/http/failure.ts';
import { isKnownWarpErrorCode, warpErrorMeaning } from '../../../src/warp/error-catalogue.ts';
import { failureOf } from '../../unit/http/set-up.ts';
import { warpSetUp } from './set-up.ts';

const { setUp, answering } = warpSetUp();

const docs = 'https://docs.warp.dev/reference/api-and-sdk/troubleshooting/errors/';
const problem = (code: string, more: Record<string, unknown> = {}) => ({
  type: `${docs}${code}`,
  title: 'Upstream title',
  status: 400,
  detail: 'Upstream detail',
  error: 'Upstream title: Upstream detail',
  trace_id: 'trace-1',
  ...more,
});

const catalogue: [string, number, boolean][] = [
  ['insufficient_credits', 403, false],
  ['budget_exceeded', 403, false],
  ['feature_not_available', 403, false],
  ['not_authorized', 403, false],
  ['integration_disabled', 403, false],
  ['content_policy_violation', 403, false],
  ['external_authentication_required', 401, false],
  ['invalid_request', 400, false],
  ['integration_not_configured', 400, false],
  ['resource_not_found', 404, false],
  ['operation_not_supported', 422, false],
  ['conflict', 409, true],
  ['environment_setup_failed', 500, false],
  ['authentication_required', 401, false],
  ['resource_unavailable', 429, true],
  ['resource_unavailable', 500, true],
  ['internal_error', 500, true],
];

describe('the error catalogue', () => {
  test.each(catalogue)('%s with %i (retryable: %s)', async (code, status, retryable) => {
    const { client, server } = await answering(status, problem(code), {
      'content-type': 'application/problem+json',
    });
    const error = await failureOf(client.createRun({ prompt: 'x' }));
    expect(error).toMatchObject({ code: `warp.${code}`, retryable });
    expect(error.fields).toMatchObject({ status, traceId: 'trace-1', upstreamMessage: 'Upstream detail' });
    expect(callOutcome(error)).toBe(status < 500 ? 'refused' : 'unknown');
    expect(error.userMessage).not.toContain('Upstream');
    expect(error.userMessage).toMatch(/^[^.]+\. [^.]+\.$/);
    expect(isKnownWarpErrorCode(code)).toBe(true);
    expect(server.requests).toHaveLength(1);
  });

  test('two kinds of 401 are told apart', () => {
    expect(warpErrorMeaning('authentication_required').userMessage).toContain('WARP_API_KEY');
    expect(warpErrorMeaning('external_authentication_required').userMessage).not.toContain('WARP_API_KEY');
  });

  test('a code that names a built-in property is unknown', () => {
    expect(isKnownWarpErrorCode('constructor')).toBe(false);
    expect(warpErrorMeaning('constructor').userMessage).toContain('Warp');
  });
});

describe('where the code stands', () => {
  test.each([
    ['insufficient-credits/', 'insufficient_credits'],
    ['/errors/not-authorized', 'not_authorized'],
    [`${docs}content_policy_violation/`, 'content_policy_violation'],
    ['about:blank', 'not_authorized'],
    ['brand_new_trouble', 'brand_new_trouble'],
  ])('type %s', async (type, code) => {
    const { client } = await answering(403, problem('', { type }));
    expect((await failureOf(client.getRun('r1'))).code).toBe(`warp.${code}`);
  });

  test('the header names capacity and credits', async () => {
    const capacity = await answering(
      403,
      { error: 'At capacity', running_agents: 4 },
      { 'x-warp-error-code': 'AT_CLOUD_AGENT_CAPACITY' },
    );
    const error = await failureOf(capacity.client.createRun({ prompt: 'x' }));
    expect(error).toMatchObject({ code: 'warp.at_capacity', retryable: true });
    expect(error.fields.runningAgents).toBe(4);
    const credits = await answering(
      429,
      { userDisplayMessage: 'No' },
      { 'x-warp-error-code': 'OUT_OF_CREDITS' },
    );
    expect(await failureOf(credits.client.createRun({ prompt: 'x' }))).toMatchObject({
      code: 'warp.insufficient_credits',
      retryable: false,
    });
  });

  test.each([
    [400, 'invalid_request', false],
    [401, 'authentication_required', false],
    [403, 'not_authorized', false],
    [404, 'resource_not_found', false],
    [409, 'conflict', true],
    [422, 'operation_not_supported', false],
    [429, 'rate_limited', true],
    [500, 'unavailable', true],
    [503, 'unavailable', true],
    [302, 'malformed_answer', false],
  ])('a bare %i is warp.%s', async (status, code, retryable) => {
    const { client } = await setUp((_request, response) => response.writeHead(status).end('<p>no</p>'));
    expect(await failureOf(client.createRun({ prompt: 'x' }))).toMatchObject({
      code: `warp.${code}`,
      retryable,
    });
  });

  test('upstream knows best whether to try again', async () => {
    const { client, server } = await answering(500, problem('internal_error', { retryable: false }));
    expect((await failureOf(client.getRun('r1'))).retryable).toBe(false);
    expect(server.requests).toHaveLength(1);
  });

  test('where to sign in and with whom is kept for the log', async () => {
    const { client } = await answering(
      401,
      problem('external-authentication-required', {
        provider: 'github',
        auth_url: 'https://app.warp.dev/auth',
      }),
    );
    expect((await failureOf(client.createRun({ prompt: 'x' }))).fields).toMatchObject({
      provider: 'github',
      authUrl: 'https://app.warp.dev/auth',
    });
  });

  test.each([
    [['acme/web'], 'no access to acme/web. Connect it in Warp'],
    [['acme/web', 'acme/api', '<!channel>'], 'no access to acme/web and acme/api. Connect them'],
    [['a/1', 'a/2', 'a/3', 'a/4', 'a/5'], 'no access to a/1, a/2, a/3 and 2 more. Connect them'],
    [['not a repository'], 'no access to an outside service'],
  ])('repositories that are to be connected are named: %j', async (repos, words) => {
    const { client } = await answering(
      401,
      problem('external_authentication_required', { inaccessible_repos: repos }),
    );
    expect((await failureOf(client.createRun({ prompt: 'x' }))).userMessage).toContain(words);
  });

  test('Retry-After comes through, as seconds and as a date', async () => {
    const { client } = await answering(429, problem('resource_unavailable'), { 'retry-after': '90' });
    expect((await failureOf(client.createRun({ prompt: 'x' }))).retryAfterMs).toBe(90_000);
  });
});

describe('a run that cannot be stopped', () => {
  test.each([
    [400, 'invalid_request', 'already ended', false],
    [409, 'conflict', 'being prepared', true],
    [422, 'operation_not_supported', 'where it runs', false],
    [404, 'resource_not_found', 'no longer knows', false],
    [401, 'authentication_required', 'WARP_API_KEY', false],
  ])('%i says why', async (status, code, words, retryable) => {
    const { client } = await answering(status, problem(code));
    const error = await failureOf(client.cancelRun('r1'));
    expect(error).toMatchObject({ code: `warp.${code}`, retryable });
    expect(error.userMessage).toContain(words);
  });
});

describe('a list whose filters are refused', () => {
  test('speaks of filters, not of a prompt', async () => {
    const { client } = await answering(400, problem('invalid_request'));
    const error = await failureOf(client.listRuns({ source: 'MOON' }));
    expect(error.userMessage).toMatch(/one of these filters\. Change its value/);
    expect((await failureOf(client.getRun('r1'))).userMessage).toContain('Check the prompt');
  });
});

describe('trouble on the way', () => {
  test('no answer in time after sending: unknown', async () => {
    const { client } = await setUp(() => {});
    const error = await failureOf(client.createRun({ prompt: 'x' }, { timeoutMs: 100 }));
    expect([error.code, callOutcome(error)]).toEqual(['warp.timeout', 'unknown']);
  });

  test('a cut connection: unknown for a create, repeated for a read', async () => {
    const { client, server } = await setUp((request) => request.socket.destroy());
    const error = await failureOf(client.createRun({ prompt: 'x' }));
    expect([error.code, callOutcome(error)]).toEqual(['warp.unreachable', 'unknown']);
    expect(server.requests).toHaveLength(1);
    await failureOf(client.getRun('r1'));
    expect(server.requests).toHaveLength(4);
  });

  test.each(['', 'null', '[]', '{"run_id":"r1"}', '{"state":"QUEUED"}', '{"run_id":'])(
    'a created run that reads %j is malformed: it may exist',
    async (text) => {
      const { client } = await setUp((_request, response) => response.writeHead(200).end(text));
      const error = await failureOf(client.createRun({ prompt: 'x' }));
      expect([error.code, callOutcome(error)]).toEqual(['warp.malformed_answer', 'unknown']);
    },
  );
});

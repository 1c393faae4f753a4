import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { problemCode, readProblem } from '../../../src/http/problem.ts';
import { requestTarget } from '../../../src/http/request-target.ts';
import { readRetryAfterMs } from '../../../src/http/retry-after.ts';
import { safeText } from '../../../src/http/safe-text.ts';
import { optionalInstantMs, optionalText, tolerantList } from '../../../src/http/wire-fields.ts';

describe('readRetryAfterMs', () => {
  const nowMs = Date.parse('2026-03-01T12:00:00Z');
  test.each([
    [{ 'retry-after': '30' }, 30_000],
    [{ 'retry-after': '0' }, 0],
    [{ 'retry-after': '1.5' }, 1_500],
    [{ 'retry-after': 'Sun, 01 Mar 2026 12:00:20 GMT' }, 20_000],
    [{ 'retry-after': 'Sun, 01 Mar 2026 11:00:00 GMT' }, 0],
    [{ 'retry-after-ms': '250', 'retry-after': '9' }, 250],
    [{ 'retry-after': 'soon' }, undefined],
    [{ 'retry-after': '-5' }, undefined],
    [{}, undefined],
  ])('%j', (headers: Record<string, string>, expected) => {
    expect(readRetryAfterMs(headers, nowMs)).toBe(expected);
  });
});

describe('problemCode', () => {
  test.each([
    ['https://docs.warp.dev/reference/api-and-sdk/troubleshooting/errors/not_authorized', 'not_authorized'],
    ['errors/insufficient-credits/', 'insufficient_credits'],
    ['insufficient-credits/', 'insufficient_credits'],
    ['https://x.test/errors/conflict?lang=en#top', 'conflict'],
    ['about:blank', undefined],
    ['', undefined],
    ['https://x.test/errors/<script>', undefined],
    [undefined, undefined],
  ])('%s', (type, expected) => {
    expect(problemCode(type)).toBe(expected);
  });
});

describe('readProblem', () => {
  test('reads extension members and drops an auth_url that is no web address', () => {
    const problem = readProblem({
      type: 'e/external-authentication-required',
      trace_id: 't1',
      retryable: false,
      provider: 'github',
      auth_url: 'javascript:alert(1)',
    });
    expect(problem).toMatchObject({
      code: 'external_authentication_required',
      traceId: 't1',
      retryable: false,
      provider: 'github',
      authUrl: undefined,
    });
  });

  test('joins a list of messages and refuses what is no object', () => {
    expect(readProblem({ message: ['a is bad', 'b is bad'], error: 'Bad Request' })?.message).toBe(
      'a is bad; b is bad',
    );
    expect(readProblem('oops')).toBeUndefined();
    expect(readProblem([])).toBeUndefined();
  });
});

describe('requestTarget', () => {
  test('encodes parameters as one segment and repeats list keys', () => {
    const target = requestTarget(
      '/api/v1/',
      '/runs/{id}/x',
      { id: 'a/b?c' },
      {
        state: ['QUEUED', 'IN PROGRESS'],
        limit: 5,
        refresh: false,
        cursor: undefined,
      },
    );
    expect(target).toBe('/api/v1/runs/a%2Fb%3Fc/x?state=QUEUED&state=IN+PROGRESS&limit=5&refresh=false');
  });

  test.each(['', '.', '..'])('refuses %j as a segment', (id) => {
    expect(() => requestTarget('/', '/runs/{id}', { id })).toThrow(RangeError);
  });

  test('a root base adds no slash', () => {
    expect(requestTarget('/', '/agent')).toBe('/agent');
  });
});

describe('safeText', () => {
  test('drops queries, credentials and keys, and cuts', () => {
    const text = safeText(
      'see https://s3.test/a/b.png?X-Amz-Signature=abc and https://u:p@h.test/x, Bearer abc.def, wk-12345',
      300,
    );
    expect(text).not.toMatch(/abc|Signature|u:p|12345/);
    expect(text).toContain('https://s3.test/a/b.png');
    expect(safeText('x'.repeat(50), 10)).toBe(`${'x'.repeat(9)}…`);
  });
});

describe('wire fields', () => {
  test.each([
    ['2026-01-02T03:04:05.123456789Z', Date.UTC(2026, 0, 2, 3, 4, 5, 123)],
    [1_767_323_045, 1_767_323_045_000],
    [1_767_323_045_123, 1_767_323_045_123],
    ['0001-01-01T00:00:00Z', undefined],
    ['yesterday', undefined],
    [null, undefined],
    [{}, undefined],
  ])('instant %j', (value, expected) => {
    expect(optionalInstantMs.parse(value)).toBe(expected);
  });

  test('absent fields and wrong types do not spoil an object', () => {
    const Thing = z.looseObject({ title: optionalText, items: tolerantList(z.object({ id: z.string() })) });
    expect(Thing.parse({})).toMatchObject({ items: [] });
    expect(Thing.parse({ title: 7, items: [{ id: 'a' }, { id: 1 }, null] })).toMatchObject({
      items: [{ id: 'a' }],
    });
  });
});

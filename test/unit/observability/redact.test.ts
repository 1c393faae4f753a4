import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSecretKey, redactSecrets } from '../../../src/observability/redact.ts';
import { redactText } from '../../../src/observability/redact-text.ts';

describe('redactText', () => {
  it.each([
    ['a bot token', 'token xoxb-12-ab-CD_ef!', 'token [redacted]!'],
    ['a rotated token', 'xoxe.xoxb-1-Mi0y, xoxe-1-My0x', '[redacted], [redacted]'],
    ['an app token', 'using xapp-1-A0-12-abc', 'using [redacted]'],
    ['a Warp key', 'key=wk-1.AbC_d-9 is off', 'key=[redacted] is off'],
    ['an Authorization value', 'Authorization: Bearer ab.cd/ef+gh==', 'Authorization: [redacted]'],
    ['basic credentials', 'Authorization: Basic dXNlcjpwYXNz', 'Authorization: [redacted]'],
    [
      'a password in a connection string',
      'at postgres://errand:p%40ss:w/rd@db:5432/errand',
      'at postgres://errand:[redacted]@db:5432/errand',
    ],
    ['with an @ in it', 'postgresql://errand:p@ss@db/errand', 'postgresql://errand:[redacted]@db/errand'],
    ['without a user', 'postgres://:secret@db/errand', 'postgres://:[redacted]@db/errand'],
    ['of another service', 'redis://default:secret@cache', 'redis://default:[redacted]@cache'],
    [
      'a signed URL',
      'see https://files.example/a.json?X-Amz-Date=1&X-Amz-Signature=ab12&x=1 for it',
      'see https://files.example/a.json?[redacted] for it',
    ],
    ['a URL with a token', '<https://x.example/y?access_token=abc|y>', '<https://x.example/y?[redacted]>'],
    ['a URL with a key', 'https://x.example/y?api_key=abc', 'https://x.example/y?[redacted]'],
  ])('removes %s', (_what, text, clean) => {
    expect(redactText(text)).toBe(clean);
  });

  it.each([
    'The run run-1 of job 0199-abc took 3 s',
    'https://app.warp.dev/session/1?shared=1',
    'postgres://db:5432/errand',
    'mailto:ada@acme.example and ops@acme.example',
    'https://example.com/a:b and c@d',
  ])('leaves %s', (text) => {
    expect(redactText(text)).toBe(text);
  });

  it('does not slow down on long texts', () => {
    const text = `${'https://a?sig'.repeat(20_000)} ${'xoxb'.repeat(50_000)} ${'postgres://a:'.repeat(20_000)}`;
    expect(redactText(text).length).toBeGreaterThan(0);
  });
});

describe('isSecretKey', () => {
  it.each([
    'Authorization',
    'token',
    'apiKey',
    'api_key',
    'bot_token',
    'botToken',
    'clientSecret',
    'client-secret',
    'DB_PASSWORD',
    'env',
    'headers',
    'privateKey',
    'set-cookie',
    'signing_secret',
    'x-api-key',
  ])('takes %s for a secret', (key) => {
    expect(isSecretKey(key)).toBe(true);
  });

  it.each(['key', 'dedupeKey', 'tokens', 'maxTokens', 'environment', 'header', 'secretary', 'upstreamId'])(
    'does not take %s for one',
    (key) => {
      expect(isSecretKey(key)).toBe(false);
    },
  );
});

describe('redactSecrets', () => {
  it('goes by names and by forms, at any level, and leaves the rest', () => {
    const value = {
      jobId: 'j1',
      attempts: 3,
      at: new Date(0),
      request: { headers: { accept: 'json' }, body: [{ password: 'p', note: 'uses xoxb-1-a' }] },
      token: null,
    };
    expect(redactSecrets(value)).toEqual({
      jobId: 'j1',
      attempts: 3,
      at: '1970-01-01T00:00:00.000Z',
      request: { headers: '[redacted]', body: [{ password: '[redacted]', note: 'uses [redacted]' }] },
      token: null,
    });
    expect(value.request.body[0]?.password).toBe('p');
  });

  it('keeps what plain copying would lose', () => {
    const value = { ids: new Set(['a', 'xoxb-1-b']), counts: new Map([['token', 'abc']]), size: 12n };
    expect(redactSecrets(value)).toEqual({
      ids: ['a', '[redacted]'],
      counts: { token: '[redacted]' },
      size: '12',
    });
    expect(redactSecrets(new Error('with xapp-1-a'))).toMatchObject({ message: 'with [redacted]' });
    expect(redactSecrets(new URL('https://x.example/y?token=abc'))).toBe('https://x.example/y?[redacted]');
  });

  it('does not carry the bytes of a file', () => {
    expect(redactSecrets({ content: new Uint8Array(1_000_000) })).toEqual({ content: '[1000000 bytes]' });
  });

  it('ends on cycles, however many ways lead round', () => {
    const node: Record<string, unknown> = { name: 'root' };
    for (let i = 0; i < 50; i += 1) node[`way${i}`] = node;
    expect(redactSecrets(node)).toMatchObject({ name: 'root', way0: '[circular]', way49: '[circular]' });
  });

  it('ends when everything points at everything', () => {
    const nodes: Record<string, unknown>[] = Array.from({ length: 30 }, () => ({}));
    for (const node of nodes) nodes.forEach((other, index) => (node[`to${index}`] = other));
    expect(JSON.stringify(redactSecrets(nodes))).toContain('[more]');
  });

  it('shows one object twice when it merely stands in two places', () => {
    const shared = { id: 1 };
    expect(redactSecrets({ a: shared, b: shared })).toEqual({ a: { id: 1 }, b: { id: 1 } });
  });

  it('ends on values that are too deep or that throw when they are read', () => {
    let deep: unknown = 'xoxb-1-a';
    for (let i = 0; i < 5_000; i += 1) deep = { deep };
    expect(JSON.stringify(redactSecrets(deep))).toContain('[deep]');
    const odd = {
      ok: 1,
      get broken(): string {
        throw new Error('no');
      },
    };
    expect(redactSecrets(odd)).toEqual({ ok: 1, broken: '[unreadable]' });
  });

  it('gives something that can be written as JSON, without the secret, whatever comes', () => {
    const secret = 'xoxb-123-SECRET';
    fc.assert(
      fc.property(fc.anything({ values: [fc.string(), fc.constant(secret)], withBigInt: true }), (value) => {
        const text = JSON.stringify({ value: redactSecrets(value) });
        expect(text).not.toContain(secret);
      }),
    );
  });
});

import { describe, expect, it } from 'vitest';
import { startTestWarmly } from './service.ts';

/** An input of exactly this many bytes when serialized. */
function inputOfBytes(bytes: number): object {
  return { text: 'x'.repeat(bytes - JSON.stringify({ text: '' }).length) };
}

/** An input of this many levels, the input itself being the first. */
function inputOfLevels(levels: number): object {
  let value: object = {};
  for (let level = 1; level < levels; level += 1) value = level % 2 ? { in: value } : { in: value, x: 1 };
  return value;
}

function inputOfKeys(keys: number): object {
  const nested = Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`n${index}`, index]));
  const rest = Object.fromEntries(Array.from({ length: keys - 11 }, (_, index) => [`k${index}`, index]));
  return { nested, ...rest };
}

const anything = { name: 'anything', description: '', isAsync: false, inputSchema: { type: 'object' } };

describe('who may call', () => {
  it.each([
    ['no key', {}],
    ['another key', { authorization: 'Bearer nope' }],
    ['another scheme', { authorization: 'Basic local-warmly-key' }],
  ])('answers 401 to %s', async (_name, headers) => {
    const { get } = await startTestWarmly();
    const answer = await get('/agent-tools/executions', headers);
    expect(answer.status).toBe(401);
    expect(answer.json).toEqual({ error: 'invalid_token', message: expect.any(String) });
  });

  it('answers 403 to another organization on every endpoint', async () => {
    const { execute, get, warmly } = await startTestWarmly();
    const posted = await execute({
      toolName: 'get_credits_remaining',
      organizationId: 'org-other',
      input: {},
    });
    expect(posted).toMatchObject({ status: 403, json: { error: 'Forbidden', statusCode: 403 } });
    for (const path of ['tools', 'executions', 'executions/some-id']) {
      expect((await get(`/agent-tools/${path}?organizationId=org-other`)).status).toBe(403);
    }
    expect(warmly.executions).toEqual([]);
  });

  it('needs the organization for the tools, not for executions', async () => {
    const { get } = await startTestWarmly();
    expect((await get('/agent-tools/tools')).status).toBe(400);
    expect((await get('/agent-tools/executions')).status).toBe(200);
  });
});

describe('what is not there', () => {
  it('answers 404 in one shape', async () => {
    const { get, run } = await startTestWarmly();
    const shape = { message: expect.any(String), error: 'Not Found', statusCode: 404 };
    expect(await get('/agent-tools/executions/nothing')).toMatchObject({ status: 404, json: shape });
    expect(await get('/agent-tools/elsewhere')).toMatchObject({ status: 404, json: shape });
    expect(await get('/agent-tools/execute')).toMatchObject({ status: 404, json: shape });
    expect(await run('no_such_tool')).toMatchObject({ status: 404, json: shape });
  });
});

describe('bodies', () => {
  it.each([
    ['no JSON', '{"toolName":'],
    ['an array', []],
    ['no tool', { organizationId: 'org-local', input: {} }],
    ['no organization', { toolName: 'anything', input: {} }],
    ['no input', { toolName: 'anything', organizationId: 'org-local' }],
    ['an input that is an array', { toolName: 'anything', organizationId: 'org-local', input: [] }],
    [
      'a reasoning that is no text',
      { toolName: 'anything', organizationId: 'org-local', input: {}, reasoning: 1 },
    ],
    [
      'a reference that is no text',
      { toolName: 'anything', organizationId: 'org-local', input: {}, externalRef: 1 },
    ],
    ['a misspelt field', { toolName: 'anything', organizationId: 'org-local', input: {}, externalref: 'a' }],
  ])('answers 400 to %s', async (_name, body) => {
    const { execute, warmly } = await startTestWarmly();
    warmly.addTool(anything);
    const answer = await execute(body);
    expect(answer).toMatchObject({ status: 400, json: { error: 'Bad Request', statusCode: 400 } });
    expect(warmly.executions).toEqual([]);
  });

  it('answers 400 to a body that is not sent as JSON', async () => {
    const { warmly } = await startTestWarmly();
    const answer = await fetch(`${warmly.url}/agent-tools/execute`, {
      method: 'POST',
      headers: { authorization: `Bearer ${warmly.apiKey}`, 'content-type': 'text/plain' },
      body: JSON.stringify({ toolName: 'get_credits_remaining', organizationId: 'org-local', input: {} }),
    });
    expect(answer.status).toBe(400);
  });

  it.each([
    ['bytes below', inputOfBytes(262_143), 202],
    ['bytes at', inputOfBytes(262_144), 202],
    ['bytes above', inputOfBytes(262_145), 400],
    ['keys below', inputOfKeys(999), 202],
    ['keys at', inputOfKeys(1_000), 202],
    ['keys above', inputOfKeys(1_001), 400],
    ['levels below', inputOfLevels(31), 202],
    ['levels at', inputOfLevels(32), 202],
    ['levels above', inputOfLevels(33), 400],
  ])('holds the cap: %s', async (_name, input, status) => {
    const { run, warmly } = await startTestWarmly();
    warmly.addTool(anything);
    expect((await run('anything', input)).status).toBe(status);
    expect(warmly.executions).toHaveLength(status === 202 ? 1 : 0);
  });

  it('survives what is nested far too deep', async () => {
    const { execute } = await startTestWarmly();
    const deep = `${'{"in":'.repeat(20_000)}1${'}'.repeat(20_000)}`;
    const answer = await execute(
      `{"toolName":"get_credits_remaining","organizationId":"org-local","input":${deep}}`,
    );
    expect(answer.json['message']).toContain('32 levels');
  });

  it('counts bytes, not characters, and levels of arrays too', async () => {
    const { run, warmly } = await startTestWarmly();
    warmly.addTool(anything);
    expect((await run('anything', { text: 'é'.repeat(131_100) })).status).toBe(400);
    let nested: unknown = [];
    for (let level = 2; level < 33; level += 1) nested = [nested];
    expect((await run('anything', { nested })).status).toBe(400);
  });

  it.each([
    [49_999, 202],
    [50_000, 202],
    [50_001, 400],
  ])('holds the cap on reasoning: %i characters', async (characters, status) => {
    const { run } = await startTestWarmly();
    expect((await run('get_credits_remaining', {}, { reasoning: 'é'.repeat(characters) })).status).toBe(
      status,
    );
  });

  it('answers 400 to what is far too large as well', async () => {
    const { run, warmly } = await startTestWarmly();
    const answer = await run('get_credits_remaining', { text: 'x'.repeat(5_000_000) });
    expect(answer).toMatchObject({ status: 400, json: { message: expect.stringContaining('262144 bytes') } });
    expect(warmly.executions).toEqual([]);
  });
});

describe('rate', () => {
  it('takes 60 calls a minute and says no Retry-After', async () => {
    const { get, clock } = await startTestWarmly();
    for (let call = 1; call <= 60; call += 1) {
      expect((await get('/agent-tools/executions')).status).toBe(200);
      if (call === 30) clock.advance(20_000);
    }
    const refused = await get('/agent-tools/executions');
    expect(refused).toMatchObject({ status: 429, json: { statusCode: 429 } });
    expect(refused.headers.get('retry-after')).toBeNull();
    clock.advance(39_999);
    expect((await get('/agent-tools/executions')).status).toBe(429);
    clock.advance(1);
    expect((await get('/agent-tools/executions')).status).toBe(200);
  });

  it('can be raised', async () => {
    const { get } = await startTestWarmly({ callsPerMinute: 2 });
    const statuses = [];
    for (let call = 0; call < 3; call += 1) statuses.push((await get('/agent-tools/executions')).status);
    expect(statuses).toEqual([200, 200, 429]);
  });
});

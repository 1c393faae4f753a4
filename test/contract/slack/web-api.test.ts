import type { WebClient } from '@slack/web-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLocalSlack, type LocalSlack } from '../../../src/playground/slack/local-slack.ts';
import { refusal, webClient } from './slack-clients.ts';

let slack: LocalSlack;
let client: WebClient;

beforeAll(async () => {
  slack = await createLocalSlack({ rateLimits: 'off' });
  client = webClient(slack);
});
afterAll(() => slack.stop());

async function raw(method: string, init: RequestInit) {
  const response = await fetch(`${slack.apiUrl}${method}`, { method: 'POST', ...init });
  return response.json();
}

describe('tokens and methods', () => {
  it('names the bot and its workspace', async () => {
    const answer = await client.auth.test();
    expect(answer).toMatchObject({ ok: true, user_id: slack.botUserId, team: 'Acme', bot_id: 'B0ERRAND' });
    expect(answer.response_metadata?.scopes).toContain('chat:write');
  });

  it('refuses calls without a token, with a strange one, and with one of the wrong kind', async () => {
    expect(await raw('auth.test', {})).toMatchObject({ ok: false, error: 'not_authed' });
    expect(await refusal(webClient(slack, 'xoxb-other').auth.test())).toBe('invalid_auth');
    expect(await refusal(client.apps.connections.open())).toBe('not_allowed_token_type');
    expect(await refusal(webClient(slack, slack.appToken).auth.test())).toBe('not_allowed_token_type');
  });

  it('refuses unknown methods and broken JSON', async () => {
    expect(await refusal(client.apiCall('chat.shout'))).toBe('unknown_method');
    const headers = { authorization: `Bearer ${slack.botToken}`, 'content-type': 'application/json' };
    expect(await raw('auth.test', { headers, body: '{' })).toMatchObject({ error: 'invalid_json' });
  });

  it('refuses what the manifest has no scope for, and says which', async () => {
    const call = client.users.lookupByEmail({ email: 'ada@acme.example' });
    await expect(call).rejects.toMatchObject({
      data: { error: 'missing_scope', needed: 'users:read.email' },
    });
  });
});

describe('limits', () => {
  it('allows a short burst to a channel and then asks to wait', async () => {
    const limited = await createLocalSlack();
    const post = (channel: string) =>
      fetch(`${limited.apiUrl}chat.postMessage`, {
        method: 'POST',
        headers: { authorization: `Bearer ${limited.botToken}` },
        body: new URLSearchParams({ channel, text: 'x' }),
      });
    const statuses: number[] = [];
    for (let count = 0; count < 5; count += 1) statuses.push((await post('C0REVENUE')).status);
    const refused = await post('C0REVENUE');
    expect(statuses.slice(0, 4)).toEqual([200, 200, 200, 200]);
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('1');
    expect((await post('C0ENGINEERING')).status).toBe(200);
    await limited.stop();
  });
});

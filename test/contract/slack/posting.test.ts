import type { WebClient } from '@slack/web-api';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readAppManifest } from '../../../src/playground/slack/app-manifest.ts';
import { createLocalSlack, type LocalSlack } from '../../../src/playground/slack/local-slack.ts';
import { refusal, webClient } from './slack-clients.ts';

let slack: LocalSlack;
let client: WebClient;

beforeAll(async () => {
  slack = await createLocalSlack({ rateLimits: 'off' });
  client = webClient(slack);
});
afterAll(() => slack.stop());

it('posts, updates and deletes, and gives blocks their ids', async () => {
  const posted = await client.chat.postMessage({
    channel: 'C0REVENUE',
    text: 'A & B https://example.com/x',
    blocks: [{ type: 'section', text: { type: 'mrkdwn', text: 'hello' } }],
  });
  expect(posted.message).toMatchObject({
    bot_id: 'B0ERRAND',
    text: 'A &amp; B <https://example.com/x>',
    blocks: [{ type: 'section', block_id: expect.any(String) }],
  });
  const at = { channel: 'C0REVENUE', ts: posted.ts ?? '' };
  await client.chat.update({ ...at, text: 'changed' });
  expect(slack.history('C0REVENUE').at(-1)).toMatchObject({
    text: 'changed',
    blocks: [{ type: 'section' }],
    edited: { user: slack.botUserId },
  });
  await client.chat.update({ ...at, text: 'bare', blocks: [] });
  expect(slack.history('C0REVENUE').at(-1)?.blocks).toBeUndefined();
  await client.chat.delete(at);
  expect(await refusal(client.chat.delete(at))).toBe('message_not_found');
});

it('keeps threads: replies point at their root, the root counts them, a deleted root leaves a tombstone', async () => {
  const root = await client.chat.postMessage({ channel: 'C0ENGINEERING', text: 'root' });
  const threadTs = root.ts ?? '';
  const reply = await client.chat.postMessage({ channel: 'C0ENGINEERING', text: 'r', thread_ts: threadTs });
  expect(slack.thread('C0ENGINEERING', threadTs)).toMatchObject([
    { text: 'root', reply_count: 1, latest_reply: reply.ts },
    { text: 'r', thread_ts: threadTs, parent_user_id: slack.botUserId },
  ]);
  await client.chat.delete({ channel: 'C0ENGINEERING', ts: threadTs });
  expect(slack.thread('C0ENGINEERING', threadTs)[0]).toMatchObject({ subtype: 'tombstone' });
  const post = (thread_ts: string) =>
    client.chat.postMessage({ channel: 'C0ENGINEERING', text: 'x', thread_ts });
  expect(await refusal(post(threadTs))).toBe('ok');
  expect(await refusal(post(reply.ts ?? ''))).toBe('cannot_reply_to_message');
  expect(await refusal(post('0'))).toBe('invalid_thread_ts');
  expect(await refusal(post('1700000000.000001'))).toBe('thread_not_found');
});

it('lets the bot post where it may and nowhere else', async () => {
  const post = (channel: string) => client.chat.postMessage({ channel, text: 'x' });
  expect(await refusal(post('C0RANDOM'))).toBe('ok');
  expect(await refusal(post('C0DEALS'))).toBe('channel_not_found');
  expect(await refusal(post('C0NOWHERE'))).toBe('channel_not_found');
  const direct = await post('U0BEN');
  expect(direct.channel).toBe(slack.person('U0BEN').openDm());
});

it('needs chat:write.public for public channels that the bot is not in', async () => {
  const manifest = readAppManifest(new URL('../../../manifest.yml', import.meta.url));
  const narrow = await createLocalSlack({
    manifest: { ...manifest, scopes: manifest.scopes.filter((scope) => scope !== 'chat:write.public') },
  });
  const post = webClient(narrow).chat.postMessage({ channel: 'C0RANDOM', text: 'x' });
  expect(await refusal(post)).toBe('not_in_channel');
  await narrow.stop();
});

it('refuses what is empty, too long or malformed', async () => {
  const post = (args: object) =>
    refusal(client.apiCall('chat.postMessage', { channel: 'C0REVENUE', ...args }));
  expect(await post({})).toBe('no_text');
  expect(await post({ text: 'x'.repeat(40_001) })).toBe('msg_too_long');
  const button = { type: 'button', text: { type: 'plain_text', text: 'x'.repeat(76) }, action_id: 'a' };
  expect(await post({ text: 'x', blocks: [{ type: 'actions', elements: [button] }] })).toBe('invalid_blocks');
  expect(await post({ text: 'x', metadata: { event_type: 'a' } })).toBe('invalid_metadata_format');
  const nested = { event_type: 'a', event_payload: { deep: { er: 1 } } };
  expect(await post({ text: 'x', metadata: nested })).toBe('invalid_metadata_schema');
  const posted = await client.chat.postMessage({ channel: 'C0REVENUE', text: 'x' });
  const longUpdate = { channel: 'C0REVENUE', ts: posted.ts ?? '', text: 'x'.repeat(4001) };
  expect(await refusal(client.chat.update(longUpdate))).toBe('msg_too_long');
  const ts = slack.person('U0ADA').say('C0REVENUE', 'mine');
  expect(await refusal(client.chat.update({ channel: 'C0REVENUE', ts, text: 'no' }))).toBe(
    'cant_update_message',
  );
});

it('shows an ephemeral message to one person, who must be there', async () => {
  await client.chat.postEphemeral({ channel: 'C0REVENUE', user: 'U0CARLA', text: 'psst' });
  expect(slack.person('U0CARLA').ephemerals('C0REVENUE')).toMatchObject([{ text: 'psst', ephemeral: true }]);
  expect(slack.person('U0ADA').ephemerals('C0REVENUE')).toEqual([]);
  const to = (channel: string, user: string) => client.chat.postEphemeral({ channel, user, text: 'x' });
  expect(await refusal(to('C0ENGINEERING', 'U0GUS'))).toBe('user_not_in_channel');
  expect(await refusal(to('C0RANDOM', 'U0ADA'))).toBe('not_in_channel');
});

it('links to messages', async () => {
  const root = await client.chat.postMessage({ channel: 'C0REVENUE', text: 'root' });
  const link = await client.chat.getPermalink({ channel: 'C0REVENUE', message_ts: root.ts ?? '' });
  expect(link.permalink).toBe(`${slack.url}/archives/C0REVENUE/p${root.ts?.replace('.', '')}`);
});

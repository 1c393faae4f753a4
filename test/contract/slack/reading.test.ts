import type { WebClient } from '@slack/web-api';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createLocalSlack, type LocalSlack } from '../../../src/playground/slack/local-slack.ts';
import { refusal, webClient } from './slack-clients.ts';

let slack: LocalSlack;
let client: WebClient;

beforeAll(async () => {
  slack = await createLocalSlack({ rateLimits: 'off' });
  client = webClient(slack);
});
afterAll(() => slack.stop());

it('finds a post by its metadata after an unclear outcome', async () => {
  const root = await client.chat.postMessage({ channel: 'C0REVENUE', text: 'root' });
  const threadTs = root.ts ?? '';
  slack.faults.add({ match: 'chat.postMessage', fault: { type: 'cut', when: 'after' } });
  const metadata = { event_type: 'delivery', event_payload: { id: 'abc' } };
  const lost = client.chat.postMessage({ channel: 'C0REVENUE', thread_ts: threadTs, text: 'r', metadata });
  await expect(lost).rejects.toThrow();
  const search = { channel: 'C0REVENUE', ts: threadTs, oldest: threadTs };
  const found = await client.conversations.replies({ ...search, include_all_metadata: true });
  expect(found.messages).toMatchObject([{ ts: threadTs }, { text: 'r', metadata }]);
  const plain = await client.conversations.replies(search);
  expect(plain.messages?.[1]).not.toHaveProperty('metadata');
});

it('reads history newest first, in pages, between times, only where the bot is', async () => {
  const stamps: string[] = [];
  for (const text of ['one', 'two', 'three']) stamps.push(slack.person('U0ADA').say('C0ENGINEERING', text));
  const oldest = stamps[0] ?? '';
  const after = await client.conversations.history({ channel: 'C0ENGINEERING', oldest });
  expect(after.messages?.map((message) => message.text)).toEqual(['three', 'two']);
  const from = await client.conversations.history({ channel: 'C0ENGINEERING', oldest, inclusive: true });
  expect(from.messages).toHaveLength(3);
  const page = await client.conversations.history({ channel: 'C0ENGINEERING', oldest, limit: 1 });
  expect(page).toMatchObject({ has_more: true, messages: [{ text: 'three' }] });
  const cursor = page.response_metadata?.next_cursor ?? '';
  const next = await client.conversations.history({ channel: 'C0ENGINEERING', oldest, limit: 1, cursor });
  expect(next).toMatchObject({ has_more: false, messages: [{ text: 'two' }] });
  expect(await refusal(client.conversations.history({ channel: 'C0RANDOM' }))).toBe('not_in_channel');
  expect(await refusal(client.conversations.history({ channel: 'C0DEALS' }))).toBe('channel_not_found');
  expect(await refusal(client.conversations.history({ channel: 'C0REVENUE', cursor: 'x' }))).toBe(
    'invalid_cursor',
  );
});

it('knows conversations: info, list, members, direct messages', async () => {
  const info = await client.conversations.info({ channel: 'C0RANDOM' });
  expect(info.channel).toMatchObject({ name: 'random', is_member: false, is_private: false });
  expect((await client.conversations.info({ channel: 'C0REVENUE' })).channel?.is_ext_shared).toBe(true);
  expect(await refusal(client.conversations.info({ channel: 'C0DEALS' }))).toBe('channel_not_found');
  const list = await client.conversations.list({ types: 'public_channel,private_channel', limit: 2 });
  expect(list.channels?.map((channel) => channel.name)).toEqual(['revenue', 'engineering']);
  expect(list.response_metadata?.next_cursor).not.toBe('');
  const members = await client.conversations.members({ channel: 'C0REVENUE' });
  expect(members.members).toContain('U0GUS');
  const open = await client.conversations.open({ users: 'U0CARLA' });
  expect(open.channel?.id).toBe(slack.person('U0CARLA').openDm());
  expect(await refusal(client.conversations.open({ users: 'U0NOBODY' }))).toBe('user_not_found');
});

it('joins public channels, and only those; people bring it into private ones', async () => {
  const own = await createLocalSlack();
  const ownClient = webClient(own);
  expect(await refusal(ownClient.conversations.join({ channel: 'C0DEALS' }))).toBe('channel_not_found');
  await ownClient.conversations.join({ channel: 'C0RANDOM' });
  expect(await refusal(ownClient.conversations.history({ channel: 'C0RANDOM' }))).toBe('ok');
  const again = await ownClient.conversations.join({ channel: 'C0RANDOM' });
  expect(again).toMatchObject({ ok: true, warning: 'already_in_channel' });
  await own.person('U0ADA').command('C0DEALS', '/invite', '@Errand');
  expect(await refusal(ownClient.conversations.history({ channel: 'C0DEALS' }))).toBe('ok');
  await own.stop();
});

it('tells full members, guests and outsiders apart, with their time zones', async () => {
  const guest = await client.users.info({ user: 'U0GUS' });
  expect(guest.user).toMatchObject({ is_restricted: true, is_admin: false, team_id: slack.teamId });
  const outsider = await client.users.info({ user: 'U0EVE' });
  expect(outsider.user).toMatchObject({ is_stranger: true, team_id: 'T0GLOBEX' });
  const far = await client.users.info({ user: 'U0CARLA' });
  expect(far.user).toMatchObject({ tz: 'Asia/Tokyo', tz_offset: 32_400, is_restricted: false });
  expect((await client.users.list({})).members).toHaveLength(6);
  expect(await refusal(client.users.info({ user: 'U0NOBODY' }))).toBe('user_not_found');
  const group = await client.usergroups.users.list({ usergroup: 'S0REVOPS' });
  expect(group.users).toEqual(['U0ADA', 'U0BEN']);
  expect(await refusal(client.usergroups.users.list({ usergroup: 'S1' }))).toBe('no_such_subteam');
});

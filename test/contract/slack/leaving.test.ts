import { afterEach, beforeEach, expect, it } from 'vitest';
import { createLocalSlack, type LocalSlack } from '../../../src/playground/slack/local-slack.ts';
import { refusal, webClient } from './slack-clients.ts';

let slack: LocalSlack;

beforeEach(async () => {
  slack = await createLocalSlack({ rateLimits: 'off' });
});
afterEach(() => slack.stop());

it('a channel that is archived can be read, and nothing in it changes any more', async () => {
  const client = webClient(slack);
  const channel = 'C0REVENUE';
  const root = slack.person('U0ADA').say(channel, 'Before');
  const { ts = '' } = await client.chat.postMessage({ channel, text: 'Mine', thread_ts: root });
  slack.archive(channel);
  const { channel: info } = await client.conversations.info({ channel });
  expect(info).toMatchObject({ is_archived: true });
  const { messages } = await client.conversations.replies({ channel, ts: root });
  expect(messages?.map(({ text }) => text)).toEqual(['Before', 'Mine']);
  const { channels } = await client.conversations.list({ exclude_archived: true });
  expect(channels?.map(({ id }) => id)).not.toContain(channel);

  expect(await refusal(client.chat.postMessage({ channel, text: 'Late' }))).toBe('is_archived');
  expect(await refusal(client.chat.update({ channel, ts, text: 'Changed' }))).toBe('is_inactive');
  expect(await refusal(client.chat.postEphemeral({ channel, user: 'U0ADA', text: 'Psst' }))).toBe(
    'is_archived',
  );
  expect(() => slack.person('U0ADA').say(channel, 'Hello?')).toThrow('This channel is archived.');
  expect(slack.thread(channel, root).map(({ text }) => text)).toEqual(['Before', 'Mine']);
});

it('somebody whose account is closed leaves the channels, and can be neither written to nor found there', async () => {
  const client = webClient(slack);
  const ts = slack.person('U0BEN').say('C0REVENUE', 'My last words');
  slack.deactivate('U0BEN');
  const { user } = await client.users.info({ user: 'U0BEN' });
  expect(user).toMatchObject({ id: 'U0BEN', deleted: true, real_name: 'Ben Castillo' });
  const { user: other } = await client.users.info({ user: 'U0ADA' });
  expect(other?.deleted).toBe(false);
  const { members } = await client.conversations.members({ channel: 'C0REVENUE' });
  expect(members).not.toContain('U0BEN');
  expect(await refusal(client.conversations.open({ users: 'U0BEN' }))).toBe('user_disabled');
  const whisper = { channel: 'C0REVENUE', user: 'U0BEN', text: 'Psst' };
  expect(await refusal(client.chat.postEphemeral(whisper))).toBe('user_not_in_channel');
  expect(() => slack.person('U0BEN')).toThrow('This account is deactivated.');
  expect(slack.history('C0REVENUE')).toMatchObject([{ ts, user: 'U0BEN', text: 'My last words' }]);
});

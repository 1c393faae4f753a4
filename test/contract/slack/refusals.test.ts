import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AppManifest, readAppManifest } from '../../../src/playground/slack/app-manifest.ts';
import { createLocalSlack, type LocalSlack } from '../../../src/playground/slack/local-slack.ts';
import { acmeSeed } from '../../../src/playground/slack/seed.ts';
import { refusal, webClient } from './slack-clients.ts';

const base = readAppManifest(new URL('../../../manifest.yml', import.meta.url));
const manifest: AppManifest = {
  ...base,
  scopes: [...base.scopes, 'assistant:write', 'users:read.email', 'reactions:write', 'im:read'],
  homeTabEnabled: true,
};
const archived = {
  id: 'C0OLD',
  name: 'old',
  kind: 'public' as const,
  members: ['U0ADA', 'U0ERRAND'],
  isArchived: true,
};
const seed = { ...acmeSeed, channels: [...acmeSeed.channels, archived] };

let slack: LocalSlack;
/** A message of Ada's in #revenue, the app's reply to it, and a file that was sent but not shared. */
const there = { root: '', reply: '', file: '' };

beforeAll(async () => {
  slack = await createLocalSlack({ manifest, seed, rateLimits: 'off' });
  const client = webClient(slack);
  there.root = slack.person('U0ADA').say('C0REVENUE', 'root');
  const reply = await client.chat.postMessage({ channel: 'C0REVENUE', thread_ts: there.root, text: 'reply' });
  there.reply = String(reply.ts);
  const announced = await client.files.getUploadURLExternal({ filename: 'a.txt', length: 2 });
  await fetch(String(announced.upload_url), { method: 'POST', body: 'ok' });
  there.file = String(announced.file_id);
});
afterAll(() => slack.stop());

const inRevenue = { channel: 'C0REVENUE' };
const unknownTs = '1000000000.000001';
const modal = { type: 'modal', title: { type: 'plain_text', text: 'T' }, blocks: [{ type: 'divider' }] };
const home = { type: 'home', blocks: [{ type: 'divider' }] };
const recipient = { recipient_user_id: 'U0ADA', recipient_team_id: 'T0ACME' };
const share = (more: object) => ({ files: [{ id: there.file }], ...more });

type Row = readonly [args: () => object, code: string];
const refusals: Readonly<Record<string, readonly Row[]>> = {
  'conversations.list': [
    [() => ({ types: 'rooms' }), 'invalid_types'],
    [() => ({ types: 'public_channel,mpim' }), 'missing_scope'],
    [() => ({ limit: 1_001 }), 'invalid_limit'],
    [() => ({ limit: 'many' }), 'invalid_arguments'],
    [() => ({ cursor: 'next' }), 'invalid_cursor'],
  ],
  'conversations.open': [
    [() => ({}), 'users_list_not_supplied'],
    [() => ({ users: 'U0ERRAND' }), 'cannot_dm_bot'],
    [() => ({ users: 'U0NOBODY' }), 'user_not_found'],
    [() => ({ users: 'U0ADA,U0BEN' }), 'missing_scope'],
    [() => ({ channel: 'C0DEALS' }), 'channel_not_found'],
  ],
  'conversations.join': [
    [() => ({ channel: 'D0ADA' }), 'method_not_supported_for_channel_type'],
    [() => ({ channel: 'C0OLD' }), 'is_archived'],
    [() => ({ channel: 'C0DEALS' }), 'channel_not_found'],
  ],
  'conversations.info': [
    [() => ({}), 'invalid_arguments'],
    [() => ({ channel: 'C0DEALS' }), 'channel_not_found'],
  ],
  'conversations.members': [[() => ({ channel: 'C0NONE' }), 'channel_not_found']],
  'conversations.history': [
    [() => ({ channel: 'C0RANDOM' }), 'not_in_channel'],
    [() => ({ ...inRevenue, oldest: 'x' }), 'invalid_ts_oldest'],
    [() => ({ ...inRevenue, latest: 'x' }), 'invalid_ts_latest'],
    [() => ({ ...inRevenue, limit: 1_000 }), 'invalid_limit'],
  ],
  'conversations.replies': [[() => ({ ...inRevenue, ts: unknownTs }), 'thread_not_found']],
  'chat.postMessage': [
    [() => ({ channel: 'C0OLD', text: 'x' }), 'is_archived'],
    [() => ({ channel: 'C0DEALS', text: 'x' }), 'channel_not_found'],
    [() => ({ channel: '#revenue', text: 'x' }), 'channel_not_found'],
    [() => ({ channel: 'U0ERRAND', text: 'x' }), 'channel_not_found'],
    [() => inRevenue, 'no_text'],
    [() => ({ ...inRevenue, text: 'x'.repeat(40_001) }), 'msg_too_long'],
    [() => ({ ...inRevenue, text: 'x', blocks: { type: 'divider' } }), 'invalid_blocks_format'],
    [() => ({ ...inRevenue, text: 'x', blocks: '[{' }), 'invalid_blocks_format'],
    [() => ({ ...inRevenue, text: 'x', thread_ts: 'x' }), 'invalid_thread_ts'],
    [() => ({ ...inRevenue, text: 'x', thread_ts: unknownTs }), 'thread_not_found'],
    [() => ({ ...inRevenue, text: 'x', thread_ts: there.reply }), 'cannot_reply_to_message'],
    [() => ({ ...inRevenue, text: 'x', metadata: '{' }), 'invalid_metadata_format'],
  ],
  'chat.update': [
    [() => ({ ...inRevenue, ts: unknownTs, text: 'x' }), 'message_not_found'],
    [() => ({ ...inRevenue, ts: there.root, text: 'x' }), 'cant_update_message'],
    [() => ({ ...inRevenue, ts: there.reply, text: 'x'.repeat(4_001) }), 'msg_too_long'],
    [() => ({ ...inRevenue, ts: there.reply }), 'no_text'],
  ],
  'chat.delete': [
    [() => ({ ...inRevenue, ts: unknownTs }), 'message_not_found'],
    [() => ({ ...inRevenue, ts: there.root }), 'cant_delete_message'],
  ],
  'chat.postEphemeral': [
    [() => ({ ...inRevenue, user: 'U0NOBODY', text: 'x' }), 'user_not_found'],
    [() => ({ channel: 'C0ENGINEERING', user: 'U0GUS', text: 'x' }), 'user_not_in_channel'],
    [() => ({ channel: 'C0RANDOM', user: 'U0ADA', text: 'x' }), 'not_in_channel'],
    [() => ({ channel: 'C0OLD', user: 'U0ADA', text: 'x' }), 'is_archived'],
  ],
  'chat.getPermalink': [[() => ({ ...inRevenue, message_ts: unknownTs }), 'message_not_found']],
  'chat.startStream': [
    [() => ({ ...inRevenue, ...recipient }), 'invalid_arguments'],
    [() => ({ ...inRevenue, ...recipient, thread_ts: unknownTs }), 'invalid_thread_ts'],
    [
      () => ({ ...inRevenue, ...recipient, thread_ts: there.root, task_display_mode: 'list' }),
      'invalid_task_display_mode',
    ],
    [() => ({ ...inRevenue, ...recipient, thread_ts: there.root, chunks: {} }), 'invalid_chunks'],
  ],
  'files.getUploadURLExternal': [
    [() => ({ filename: 'a.txt' }), 'invalid_arguments'],
    [() => ({ filename: 'a.txt', length: 0 }), 'invalid_arguments'],
    [() => ({ length: 2 }), 'invalid_arguments'],
  ],
  'files.completeUploadExternal': [
    [() => ({ files: [] }), 'invalid_arguments'],
    [() => ({ files: [{ id: 'F0NONE' }] }), 'file_not_found'],
    [() => share({ channel_id: 'C0RANDOM' }), 'not_in_channel'],
    [() => share({ channel_id: 'C0OLD' }), 'is_archived'],
    [() => share({ channel_id: 'C0DEALS' }), 'channel_not_found'],
    [() => share({ channel_id: 'C0REVENUE', thread_ts: unknownTs }), 'invalid_thread_ts'],
  ],
  'files.info': [[() => ({ file: there.file }), 'file_not_found']],
  'reactions.add': [
    [() => ({ ...inRevenue, name: 'No Emoji', timestamp: there.root }), 'invalid_name'],
    [() => ({ ...inRevenue, name: 'eyes', timestamp: unknownTs }), 'message_not_found'],
  ],
  'reactions.remove': [[() => ({ ...inRevenue, name: 'eyes', timestamp: there.root }), 'no_reaction']],
  'users.info': [[() => ({ user: 'U0NOBODY' }), 'user_not_found']],
  'users.list': [[() => ({ limit: 1_001 }), 'invalid_limit']],
  'usergroups.users.list': [[() => ({ usergroup: 'S0NONE' }), 'no_such_subteam']],
  'views.open': [
    [() => ({ view: modal }), 'invalid_arguments'],
    [() => ({ trigger_id: 'x', view: modal }), 'invalid_trigger_id'],
    [() => ({ trigger_id: 'x', view: home }), 'invalid_arguments'],
    [() => ({ trigger_id: 'x', view: '{' }), 'invalid_arguments'],
    [() => ({ trigger_id: 'x' }), 'invalid_arguments'],
  ],
  'views.push': [[() => ({ trigger_id: 'x', view: modal }), 'invalid_trigger_id']],
  'views.update': [
    [() => ({ view: modal }), 'invalid_arguments'],
    [() => ({ view: modal, view_id: 'V0NONE' }), 'not_found'],
    [() => ({ view: modal, external_id: 'none' }), 'not_found'],
    [() => ({ view: modal, external_id: '' }), 'not_found'],
  ],
  'views.publish': [
    [() => ({ view: home, user_id: 'U0NOBODY' }), 'user_not_found'],
    [() => ({ view: modal, user_id: 'U0ADA' }), 'invalid_arguments'],
    [() => ({ view: home }), 'invalid_arguments'],
  ],
  'assistant.threads.setStatus': [
    [() => ({ channel_id: 'C0REVENUE', thread_ts: unknownTs, status: 'x' }), 'invalid_thread_ts'],
    [() => ({ channel_id: 'C0REVENUE', thread_ts: there.root }), 'invalid_arguments'],
    [
      () => ({ channel_id: 'C0REVENUE', thread_ts: there.root, status: 'x', loading_messages: 'Hm' }),
      'invalid_arguments',
    ],
  ],
  'assistant.threads.setSuggestedPrompts': [
    [
      () => ({ channel_id: 'C0REVENUE', thread_ts: there.root, prompts: [{ title: 'a' }] }),
      'invalid_arguments',
    ],
  ],
  'api.test': [[() => ({ error: 'oops' }), 'oops']],
};

describe('every method refuses what it cannot do', () => {
  const rows = Object.entries(refusals).flatMap(([method, all]) =>
    all.map(([args, code], index) => ({ method, args, code, index })),
  );
  it.each(rows)('$method ($index): $code', async ({ method, args, code }) => {
    const before = slack.history('C0REVENUE').length;
    expect(await refusal(webClient(slack).apiCall(method, { ...args() }))).toBe(code);
    expect(slack.history('C0REVENUE')).toHaveLength(before);
  });
});

it('takes no body that is neither a form nor JSON', async () => {
  const response = await fetch(`${slack.apiUrl}auth.test`, {
    method: 'POST',
    headers: { authorization: `Bearer ${slack.botToken}`, 'content-type': 'text/plain' },
    body: 'hello',
  });
  expect(await response.json()).toMatchObject({ ok: false, error: 'invalid_post_type' });
});

/** Of which one is needed. */
const neededScopes: Readonly<Record<string, string>> = {
  'assistant.threads.setStatus': 'chat:write,assistant:write',
  'assistant.threads.setSuggestedPrompts': 'assistant:write',
  'assistant.threads.setTitle': 'assistant:write',
  'chat.appendStream': 'chat:write',
  'chat.delete': 'chat:write',
  'chat.postEphemeral': 'chat:write',
  'chat.postMessage': 'chat:write',
  'chat.startStream': 'chat:write',
  'chat.stopStream': 'chat:write',
  'chat.update': 'chat:write',
  'conversations.history': 'channels:history,groups:history,im:history,mpim:history',
  'conversations.info': 'channels:read,groups:read,im:read,mpim:read',
  'conversations.join': 'channels:join',
  'conversations.list': 'channels:read,groups:read,im:read,mpim:read',
  'conversations.members': 'channels:read,groups:read,im:read,mpim:read',
  'conversations.open': 'im:write',
  'conversations.replies': 'channels:history,groups:history,im:history,mpim:history',
  'files.completeUploadExternal': 'files:write',
  'files.getUploadURLExternal': 'files:write',
  'files.info': 'files:read',
  'reactions.add': 'reactions:write',
  'reactions.remove': 'reactions:write',
  'usergroups.list': 'usergroups:read',
  'usergroups.users.list': 'usergroups:read',
  'users.info': 'users:read',
  'users.list': 'users:read',
  'users.lookupByEmail': 'users:read.email',
};

it('does nothing without the scope for it, and says which one', async () => {
  const none: AppManifest = { ...base, scopes: [], botEvents: [], commands: [], shortcuts: [] };
  const bare = await createLocalSlack({ manifest: none });
  const said: Record<string, unknown> = {};
  for (const method of Object.keys(neededScopes)) {
    const response = await fetch(`${bare.apiUrl}${method}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${bare.botToken}` },
    });
    const { error, needed } = Object(await response.json());
    expect([method, error]).toEqual([method, 'missing_scope']);
    said[method] = needed;
  }
  await bare.stop();
  expect(said).toEqual(neededScopes);
});

it.each([
  [{ scopes: base.scopes.filter((scope) => scope !== 'app_mentions:read') }, 'app_mention needs'],
  [{ botEvents: ['reaction_added'] }, 'reaction_added needs the scope reactions:read'],
  [{ scopes: base.scopes.filter((scope) => scope !== 'commands') }, 'the scope commands'],
])('refuses a manifest whose scopes do not allow what it asks for: %#', async (change, says) => {
  await expect(createLocalSlack({ manifest: { ...base, ...change } })).rejects.toThrow(says);
});

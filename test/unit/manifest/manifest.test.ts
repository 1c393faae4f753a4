import { existsSync, globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { registeredListeners } from './registered-listeners.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const SCHEMA = `${ROOT}../shared/reference/slack-manifest.schema.json`;

const Manifest = z.object({
  features: z.object({
    slash_commands: z.array(z.object({ command: z.string(), should_escape: z.literal(true) })),
    shortcuts: z.array(z.object({ callback_id: z.string() })).default([]),
  }),
  oauth_config: z.object({ scopes: z.strictObject({ bot: z.array(z.string()) }) }),
  settings: z.object({
    event_subscriptions: z.object({ bot_events: z.array(z.string()) }),
    interactivity: z.object({ is_enabled: z.boolean() }),
    socket_mode_enabled: z.literal(true),
  }),
});

const raw: unknown = parse(readFileSync(`${ROOT}manifest.yml`, 'utf8'));
const manifest = Manifest.parse(raw);

/** What each kind of event needs; `message` listeners hear direct messages, and replies in channels' threads. */
const SUBSCRIPTIONS: Readonly<Record<string, readonly { botEvent: string; scope: string }[]>> = {
  app_mention: [{ botEvent: 'app_mention', scope: 'app_mentions:read' }],
  message: [
    { botEvent: 'message.channels', scope: 'channels:history' },
    { botEvent: 'message.groups', scope: 'groups:history' },
    { botEvent: 'message.im', scope: 'im:history' },
  ],
};

const HISTORY = ['channels:history', 'groups:history', 'im:history', 'metadata.message:read'];

/** The scopes of each method that the product calls, for the conversations and arguments that it calls it with. */
const METHOD_SCOPES: Readonly<Record<string, readonly string[]>> = {
  'assistant.threads.setStatus': ['chat:write'],
  'auth.test': [],
  'chat.delete': ['chat:write'],
  'chat.getPermalink': [],
  'chat.postEphemeral': ['chat:write'],
  'chat.postMessage': ['chat:write', 'chat:write.public'],
  'chat.startStream': ['chat:write'],
  'chat.appendStream': ['chat:write'],
  'chat.stopStream': ['chat:write'],
  'chat.update': ['chat:write'],
  // A channel whose id starts with C may be private too.
  'conversations.info': ['channels:read', 'groups:read'],
  'conversations.history': HISTORY,
  'conversations.members': ['channels:read', 'groups:read'],
  'conversations.join': ['channels:join'],
  'conversations.open': ['im:write'],
  'conversations.replies': HISTORY,
  'files.completeUploadExternal': ['files:write'],
  'files.getUploadURLExternal': ['files:write'],
  'files.info': ['files:read'],
  'reactions.add': ['reactions:write'],
  'reactions.remove': ['reactions:write'],
  'usergroups.users.list': ['usergroups:read'],
  'users.info': ['users:read'],
  'views.open': [],
  'views.push': [],
  'views.update': [],
};

/** The methods of the Web API that the sources call. */
function calledMethods(): string[] {
  const families =
    'api|apps|assistant|auth|bookmarks|bots|calls|canvases|chat|conversations|dnd|emoji|entity|files|functions|pins|reactions|reminders|search|slackLists|team|usergroups|users|views|workflows';
  const call = new RegExp(`\\.\\s*((?:${families})(?:\\s*\\.\\s*\\w+)+)\\(`, 'g');
  const sources = [...globSync('src/slack/**/*.ts', { cwd: ROOT }), 'src/errand.ts'];
  const found = sources.flatMap((path) => {
    const text = readFileSync(`${ROOT}${path}`, 'utf8');
    const direct = [...text.matchAll(call)].map(([, name = '']) => name.replaceAll(/\s/g, ''));
    return /\bsay\(/.test(text) ? [...direct, 'chat.postMessage'] : direct;
  });
  return [...new Set(found)].sort();
}

describe('manifest.yml', () => {
  const hasSchema = existsSync(SCHEMA);
  if (!hasSchema)
    console.warn('SKIPPED: the schema of Slack’s app manifests is not here to check manifest.yml by.');

  it.skipIf(!hasSchema)('is valid by the schema of app manifests', () => {
    const ajv = new Ajv({ strict: false, allErrors: true });
    formats.default(ajv);
    const validate = ajv.compile(JSON.parse(readFileSync(SCHEMA, 'utf8')));
    validate(raw);
    expect(validate.errors).toBeNull();
  });

  it('declares the commands, events, shortcuts and interactivity that the code listens for', async () => {
    const listeners = await registeredListeners();
    const { features, settings } = manifest;
    expect(features.slash_commands.map(({ command }) => command).sort()).toEqual(listeners.commands.sort());
    expect(features.shortcuts.map(({ callback_id }) => callback_id).sort()).toEqual(
      listeners.shortcuts.sort(),
    );
    expect(settings.event_subscriptions.bot_events.toSorted()).toEqual(
      listeners.events
        .flatMap((event) => SUBSCRIPTIONS[String(event)]?.map(({ botEvent }) => botEvent) ?? [event])
        .sort(),
    );
    expect(listeners.interactions.length).toBeGreaterThan(0);
    expect(settings.interactivity.is_enabled).toBe(true);
  });

  it('asks for the scopes that commands, events and called methods need, and for no other', async () => {
    const methods = calledMethods();
    expect(methods).toContain('chat.postMessage');
    expect(methods.filter((method) => METHOD_SCOPES[method] === undefined)).toEqual([]);
    const { events, commands } = await registeredListeners();
    const needed = new Set([
      ...(commands.length > 0 ? ['commands'] : []),
      ...events.flatMap((event) => SUBSCRIPTIONS[String(event)]?.map(({ scope }) => scope) ?? []),
      ...methods.flatMap((method) => METHOD_SCOPES[method] ?? []),
    ]);
    expect(manifest.oauth_config.scopes.bot.toSorted()).toEqual([...needed].sort());
  });

  it('knows no method that is no longer called', () => {
    const called = new Set([...calledMethods(), 'auth.test']);
    expect(Object.keys(METHOD_SCOPES).filter((method) => !called.has(method))).toEqual([]);
  });
});

import type { SocketModeClient } from '@slack/socket-mode';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AppManifest, readAppManifest } from '../../../src/playground/slack/app-manifest.ts';
import { createLocalSlack, type LocalSlack } from '../../../src/playground/slack/local-slack.ts';
import { connectReader } from './event-reader.ts';
import { createManualClock } from './manual-clock.ts';
import { refusal, webClient } from './slack-clients.ts';
import { text } from './tool-form.ts';

const base = readAppManifest(new URL('../../../manifest.yml', import.meta.url));
const whole: AppManifest = {
  ...base,
  scopes: [...base.scopes, 'assistant:write', 'users:read.email', 'reactions:read', 'reactions:write'],
  botEvents: [...base.botEvents, 'app_home_opened', 'message.channels', 'reaction_added', 'reaction_removed'],
  homeTabEnabled: true,
  shortcuts: [
    { kind: 'global', name: 'Run a tool', callbackId: 'run_tool', description: '' },
    { kind: 'message', name: 'Ask an agent', callbackId: 'ask_agent', description: '' },
  ],
};

let slack: LocalSlack;
let clock: ReturnType<typeof createManualClock>;
let clients: SocketModeClient[];

async function start(manifest: AppManifest) {
  slack = await createLocalSlack({ clock, manifest, rateLimits: 'off' });
}
beforeEach(async () => {
  clock = createManualClock();
  clients = [];
  await start(whole);
});
afterEach(async () => {
  await Promise.all(clients.map((client) => client.disconnect()));
  await slack.stop();
});

const ada = () => slack.person('U0ADA');
const api = () => webClient(slack);
const home = (label: string) => ({
  type: 'home' as const,
  blocks: [
    {
      type: 'actions' as const,
      block_id: 'buttons',
      elements: [{ type: 'button' as const, action_id: 'run', text: text(label) }],
    },
  ],
});

describe('shortcuts', () => {
  it('reach the app with a trigger that opens a modal', async () => {
    const { next } = await connectReader(slack, clients);
    const done = ada().shortcut('run_tool');
    const { body, ack } = await next();
    await ack();
    await done;
    expect(body).toMatchObject({ type: 'shortcut', callback_id: 'run_tool', user: { id: 'U0ADA' } });
    expect(body).not.toHaveProperty('channel');
    const view = { type: 'modal' as const, title: text('Tool'), blocks: [{ type: 'divider' as const }] };
    await api().views.open({ trigger_id: String(body['trigger_id']), view });
    expect(ada().views()).toMatchObject([{ title: 'Tool' }]);
  });

  it('of a message carry it', async () => {
    const ts = ada().say('C0REVENUE', 'what about this?');
    const { next } = await connectReader(slack, clients);
    await (await next()).ack();
    const done = ada().shortcut('ask_agent', { channel: 'C0REVENUE', ts });
    const { body, ack } = await next();
    await ack();
    await done;
    expect(body).toMatchObject({
      type: 'message_action',
      callback_id: 'ask_agent',
      message_ts: ts,
      channel: { id: 'C0REVENUE', name: 'revenue' },
      message: { type: 'message', user: 'U0ADA', text: 'what about this?' },
      response_url: expect.stringContaining('/actions/'),
    });
  });

  it('are those of the manifest, each where it belongs', async () => {
    await expect(ada().shortcut('ask_agent')).rejects.toThrow('no such shortcut');
    await expect(ada().shortcut('unknown')).rejects.toThrow('no such shortcut');
  });
});

describe('the Home tab', () => {
  it('tells the app that it was opened, and keeps what is published for each person', async () => {
    const { next } = await connectReader(slack, clients);
    ada().openAppHome();
    const opened = await next();
    await opened.ack();
    expect(opened.body.event).toMatchObject({
      type: 'app_home_opened',
      user: 'U0ADA',
      channel: 'D0ADA',
      tab: 'home',
    });
    expect(opened.body.event).not.toHaveProperty('view');
    const published = await api().views.publish({ user_id: 'U0ADA', view: home('Run') });
    expect(ada().home()?.blocks).toMatchObject([{ elements: [{ text: { text: 'Run' } }] }]);
    expect(slack.person('U0BEN').home()).toBeUndefined();
    ada().openAppHome();
    expect((await next()).body.event).toMatchObject({ view: { id: published.view?.id, type: 'home' } });
  });

  it('takes a publication with an outdated hash for a conflict', async () => {
    const first = await api().views.publish({ user_id: 'U0ADA', view: home('One') });
    const hash = String(first.view?.hash);
    await api().views.publish({ user_id: 'U0ADA', view: home('Two'), hash });
    expect(await refusal(api().views.publish({ user_id: 'U0ADA', view: home('Three'), hash }))).toBe(
      'hash_conflict',
    );
    expect(ada().home()?.blocks).toMatchObject([{ elements: [{ text: { text: 'Two' } }] }]);
  });

  it('has buttons whose trigger opens a modal and pushes none', async () => {
    await api().views.publish({ user_id: 'U0ADA', view: home('Run') });
    const viewId = ada().home()?.id ?? '';
    const { next } = await connectReader(slack, clients);
    const press = async () => {
      const done = ada().act({
        container: { type: 'view', viewId },
        blockId: 'buttons',
        actionId: 'run',
        value: { type: 'button' },
        stateValues: {},
      });
      const { body, ack } = await next();
      await ack();
      await done;
      return body;
    };
    const body = await press();
    expect(body).toMatchObject({ type: 'block_actions', view: { id: viewId, type: 'home' } });
    const view = { type: 'modal' as const, title: text('Tool'), blocks: [{ type: 'divider' as const }] };
    expect(await refusal(api().views.push({ trigger_id: String(body['trigger_id']), view }))).toBe(
      'invalid_trigger_id',
    );
    const again = await press();
    await api().views.open({ trigger_id: String(again['trigger_id']), view });
    expect(ada().views()).toHaveLength(1);
  });

  it('is not there where the manifest has none', async () => {
    await slack.stop();
    await start({ ...whole, homeTabEnabled: false });
    expect(() => ada().openAppHome()).toThrow('no Home tab');
    expect(await refusal(api().views.publish({ user_id: 'U0ADA', view: home('x') }))).toBe('not_enabled');
  });
});

it('tells of reactions, edits and deletions of people', async () => {
  const { next } = await connectReader(slack, clients);
  const ts = ada().say('C0REVENUE', 'one');
  ada().react('C0REVENUE', ts, 'eyes');
  ada().react('C0REVENUE', ts, 'eyes');
  ada().react('C0REVENUE', ts, 'eyes', false);
  ada().edit('C0REVENUE', ts, 'two');
  ada().delete('C0REVENUE', ts);
  const item = { type: 'message', channel: 'C0REVENUE', ts };
  const events: unknown[] = [];
  while (events.length < 5) events.push((await next()).body.event);
  expect(events).toMatchObject([
    { type: 'message', text: 'one' },
    { type: 'reaction_added', user: 'U0ADA', reaction: 'eyes', item, item_user: 'U0ADA' },
    { type: 'reaction_removed', user: 'U0ADA', reaction: 'eyes', item },
    { subtype: 'message_changed', message: { text: 'two' } },
    { subtype: 'message_deleted', deleted_ts: ts },
  ]);
  const other = slack.person('U0BEN').say('C0REVENUE', 'of Ben');
  expect(() => ada().delete('C0REVENUE', other)).toThrow('your own');
});

describe('assistant threads', () => {
  it('have a status that ends by itself and with the next message', async () => {
    const ts = ada().say('C0REVENUE', 'root');
    const at = { channel_id: 'C0REVENUE', thread_ts: ts };
    const status = () => slack.assistantThread('C0REVENUE', ts).status;
    await api().assistant.threads.setStatus({ ...at, status: 'is thinking…', loading_messages: ['Hm'] });
    expect(slack.assistantThread('C0REVENUE', ts)).toMatchObject({
      status: 'is thinking…',
      loadingMessages: ['Hm'],
    });
    clock.advance(120_000);
    expect(status()).toBe('');
    await api().assistant.threads.setStatus({ ...at, status: 'is writing…' });
    await api().chat.postMessage({ channel: 'C0REVENUE', thread_ts: ts, text: 'done' });
    expect(status()).toBe('');
    const loading_messages = Array.from({ length: 11 }, () => 'x');
    expect(await refusal(api().assistant.threads.setStatus({ ...at, status: 'x', loading_messages }))).toBe(
      'invalid_arguments',
    );
  });

  it('have a title and at most four prompts, with the scope for it', async () => {
    const ts = ada().say('C0REVENUE', 'root');
    const at = { channel_id: 'C0REVENUE', thread_ts: ts };
    const prompts = [{ title: 'Visitors', message: 'Who visited?' }];
    await api().assistant.threads.setTitle({ ...at, title: 'Visits' });
    await api().assistant.threads.setSuggestedPrompts({ ...at, title: 'Try', prompts: [...prompts] });
    expect(slack.assistantThread('C0REVENUE', ts)).toMatchObject({
      title: 'Visits',
      promptsTitle: 'Try',
      prompts,
    });
    const five = Array.from({ length: 5 }, () => ({ title: 'a', message: 'b' }));
    expect(await refusal(api().assistant.threads.setSuggestedPrompts({ ...at, prompts: five }))).toBe(
      'invalid_arguments',
    );
    await slack.stop();
    await start(base);
    const root = ada().say('C0REVENUE', 'root');
    const there = { channel_id: 'C0REVENUE', thread_ts: root };
    expect(await refusal(api().assistant.threads.setTitle({ ...there, title: 'x' }))).toBe('missing_scope');
    await api().assistant.threads.setStatus({ ...there, status: 'works without it' });
  });
});

it('finds people by their address, with the scope for it', async () => {
  const found = await api().users.lookupByEmail({ email: 'Ada@acme.example' });
  expect(found.user).toMatchObject({ id: 'U0ADA', profile: { email: 'ada@acme.example' } });
  expect(await refusal(api().users.lookupByEmail({ email: 'no@acme.example' }))).toBe('users_not_found');
  await slack.stop();
  await start(base);
  expect(await refusal(api().users.lookupByEmail({ email: 'ada@acme.example' }))).toBe('missing_scope');
  expect((await api().users.info({ user: 'U0ADA' })).user?.profile?.email).toBeUndefined();
});

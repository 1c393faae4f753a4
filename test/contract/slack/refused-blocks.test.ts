import { afterAll, beforeAll, expect, it } from 'vitest';
import { readAppManifest } from '../../../src/playground/slack/app-manifest.ts';
import { createLocalSlack, type LocalSlack } from '../../../src/playground/slack/local-slack.ts';
import { webClient } from './slack-clients.ts';

let slack: LocalSlack;

beforeAll(async () => {
  const manifest = readAppManifest(new URL('../../../manifest.yml', import.meta.url));
  slack = await createLocalSlack({ rateLimits: 'off', manifest: { ...manifest, homeTabEnabled: true } });
});
afterAll(() => slack.stop());

/** Slack's whole answer to a call that it refuses. */
async function answer(method: string, args: object): Promise<unknown> {
  try {
    await webClient(slack).apiCall(method, { ...args });
  } catch (error) {
    if (error instanceof Error && 'data' in error) return error.data;
    throw error;
  }
  throw new Error('It was taken.');
}

const post = (args: object) => answer('chat.postMessage', { channel: 'C0REVENUE', text: 'x', ...args });
const alert = { type: 'alert', text: { type: 'plain_text', text: 'x'.repeat(201) } };

it('names what it refuses of a message, with a pointer', async () => {
  const line = 'no more than 3 items allowed [json-pointer:/blocks/1/actions]';
  const button = (id: string) => ({ type: 'button', text: { type: 'plain_text', text: 'b' }, action_id: id });
  const card = { type: 'card', actions: ['a', 'b', 'c', 'd'].map((id) => button(id)) };
  expect(await post({ blocks: [{ type: 'divider' }, card] })).toMatchObject({
    ok: false,
    error: 'invalid_blocks',
    errors: [line],
    response_metadata: { messages: [`[ERROR] ${line}`] },
  });
});

it('refuses on Home what stands in modals only', async () => {
  const view = { type: 'home', blocks: [alert] };
  expect(await answer('views.publish', { user_id: 'U0ADA', view })).toMatchObject({
    ok: false,
    error: 'invalid_arguments',
    response_metadata: { messages: ['[ERROR] unsupported type: alert [json-pointer:/view/blocks/0/type]'] },
  });
});

it('points into the view of a modal', async () => {
  const view = { type: 'modal', title: { type: 'plain_text', text: 'T' }, blocks: [alert] };
  expect(await answer('views.open', { trigger_id: 'any', view })).toMatchObject({
    error: 'invalid_arguments',
    response_metadata: {
      messages: ['[ERROR] must be less than 201 characters [json-pointer:/view/blocks/0/text/text]'],
    },
  });
});

it('refuses views that are too large', async () => {
  const text = { type: 'plain_text', text: 'x'.repeat(3000) };
  const blocks = Array.from({ length: 90 }, () => ({ type: 'section', text }));
  const view = { type: 'home', blocks };
  expect(await answer('views.publish', { user_id: 'U0ADA', view })).toMatchObject({
    error: 'view_too_large',
  });
});

it('holds metadata to its form and size', async () => {
  const metadata = (payload: object) => ({ metadata: { event_type: 'e', event_payload: payload } });
  expect(await post(metadata({ a: ['b'] }))).toMatchObject({ error: 'invalid_metadata_schema' });
  expect(await post(metadata({ a: 'x'.repeat(16_000) }))).toMatchObject({ error: 'metadata_too_large' });
});

it('refuses blocks that are too long together', async () => {
  const section = { type: 'section', text: { type: 'mrkdwn', text: 'x'.repeat(3000) } };
  expect(await post({ blocks: [section, section, section, section] })).toMatchObject({
    error: 'msg_blocks_too_long',
  });
});

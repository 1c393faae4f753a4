import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { httpManifest } from '../../../scripts/http-manifest.ts';
import { parseAppManifest } from '../../../src/playground/slack/app-manifest.ts';
import { createLocalSlack, type LocalSlack } from '../../../src/playground/slack/local-slack.ts';
import { type RequestUrlServer, startRequestUrl } from './request-url-server.ts';
import { webClient } from './slack-clients.ts';
import { text } from './tool-form.ts';

const manifest = parseAppManifest(
  httpManifest(readFileSync(new URL('../../../manifest.yml', import.meta.url), 'utf8'), 'https://a.example'),
);

let slack: LocalSlack;
let app: RequestUrlServer;

async function start(more: Partial<typeof manifest> = {}) {
  slack = await createLocalSlack({
    http: { eventsUrl: app.url },
    manifest: { ...manifest, ...more },
    rateLimits: 'off',
  });
}
beforeEach(async () => {
  app = await startRequestUrl();
  await start();
});
afterEach(async () => {
  await slack.stop();
  await app.stop();
});

/** What Ada sees when she opens an external select and the app answers this. */
async function offered(answer: unknown) {
  app.answer = () => ({
    status: 200,
    body: JSON.stringify(answer),
    headers: { 'content-type': 'application/json' },
  });
  const select = { type: 'external_select' as const, action_id: 'pick', min_query_length: 0 };
  const { ts } = await webClient(slack).chat.postMessage({
    channel: 'C0REVENUE',
    text: 'Pick',
    blocks: [{ type: 'actions', block_id: 'b', elements: [select] }],
  });
  const container = { type: 'message' as const, channel: 'C0REVENUE', ts: String(ts) };
  return slack.person('U0ADA').options({ container, blockId: 'b', actionId: 'pick', query: 'a' });
}

const option = (value: string, more: object = {}) => ({ text: text('One'), value, ...more });
const many = (count: number) => Array.from({ length: count }, (_, index) => option(String(index)));

it.each([
  ['options', { options: [option('1', { description: text('first') })] }],
  ['a hundred options', { options: many(100) }],
  ['no options', { options: [] }],
  ['groups', { option_groups: [{ label: text('Tools'), options: many(100) }] }],
])('shows %s', async (_, answer) => {
  expect(JSON.stringify(await offered(answer))).toBe(
    JSON.stringify(answer).replace('option_groups', 'optionGroups'),
  );
});

it.each([
  ['too many options', { options: many(101) }],
  ['too many groups', { option_groups: Array(101).fill({ label: text('a'), options: many(1) }) }],
  ['too many options in a group', { option_groups: [{ label: text('a'), options: many(101) }] }],
  ['an empty group', { option_groups: [{ label: text('a'), options: [] }] }],
  ['a group without label', { option_groups: [{ options: many(1) }] }],
  ['a long text', { options: [option('1', { text: text('x'.repeat(76)) })] }],
  ['a text that is mrkdwn', { options: [option('1', { text: { type: 'mrkdwn', text: 'x' } })] }],
  ['a long value', { options: [option('x'.repeat(151))] }],
  ['no value', { options: [{ text: text('One') }] }],
  ['a long description', { options: [option('1', { description: text('x'.repeat(76)) })] }],
  ['an unknown property', { options: [option('1', { icon: 'x' })] }],
  ['both kinds', { options: many(1), option_groups: [] }],
  ['something else', { choices: [] }],
  ['options that are none', { options: ['One'] }],
])('shows an error for %s', async (_, answer) => {
  await expect(offered(answer)).rejects.toThrow('could not be loaded');
});

it('asks over HTTP only where the manifest has a URL for it', async () => {
  await slack.stop();
  await start({ hasOptionsUrl: false });
  await expect(offered({ options: many(1) })).rejects.toThrow('no URL for them');
  expect(app.waiting()).toBe(0);
});

import type { SocketModeClient } from '@slack/socket-mode';
import type { FileInput } from '@slack/types';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readAppManifest } from '../../../src/playground/slack/app-manifest.ts';
import { createLocalSlack, type LocalSlack } from '../../../src/playground/slack/local-slack.ts';
import { connectReader } from './event-reader.ts';
import { webClient } from './slack-clients.ts';
import { text } from './tool-form.ts';

const manifest = readAppManifest(new URL('../../../manifest.yml', import.meta.url));

let slack: LocalSlack;
let clients: SocketModeClient[];

beforeEach(async () => {
  clients = [];
  slack = await createLocalSlack({ manifest, rateLimits: 'off' });
});
afterEach(async () => {
  await Promise.all(clients.map((client) => client.disconnect()));
  await slack.stop();
});

const ada = () => slack.person('U0ADA');
const chosen = (...ids: string[]) => ({
  file: { value: { type: 'file_input', files: ids.map((id) => ({ id })) } },
});

async function openForm(more: Partial<FileInput> = {}) {
  const { next } = await connectReader(slack, clients);
  const done = ada().command('C0REVENUE', '/warmly');
  const { body, ack } = await next();
  await ack();
  await done;
  const element = { type: 'file_input' as const, action_id: 'value', ...more };
  const opened = await webClient(slack).views.open({
    trigger_id: String(body['trigger_id']),
    view: {
      type: 'modal',
      title: text('Files'),
      submit: text('Send'),
      blocks: [{ type: 'input', block_id: 'file', label: text('File'), element }],
    },
  });
  return { viewId: opened.view?.id ?? '', next };
}

it('hands whole files of the person to the app, which reads them with its token', async () => {
  const { viewId, next } = await openForm();
  const { id } = ada().upload({ name: 'input.json', content: '{"a":1}' });
  const done = ada().submit(viewId, chosen(id));
  const { body, ack } = await next();
  await ack();
  expect(await done).toEqual({});
  const file = { id, name: 'input.json', mimetype: 'application/json', size: 7, user: 'U0ADA' };
  expect(body).toMatchObject({
    view: { state: { values: { file: { value: { type: 'file_input', files: [file] } } } } },
  });
  const { file: told } = await webClient(slack).files.info({ file: id });
  const headers = { authorization: `Bearer ${slack.botToken}` };
  expect(await (await fetch(told?.url_private ?? '', { headers })).text()).toBe('{"a":1}');
});

it('refuses a form for files of an app that may not read them', async () => {
  await slack.stop();
  const scopes = manifest.scopes.filter((scope) => scope !== 'files:read');
  slack = await createLocalSlack({ manifest: { ...manifest, scopes }, rateLimits: 'off' });
  await expect(openForm()).rejects.toThrow('missing_scope');
  expect(ada().views()).toEqual([]);
});

it('refuses a required input without a file', async () => {
  const { viewId } = await openForm();
  expect(await ada().submit(viewId, chosen())).toEqual({
    errors: { file: 'Please complete this required field.' },
  });
});

it('refuses more files than the input takes, types that it does not take, and files of others', async () => {
  const { viewId } = await openForm({ max_files: 1, filetypes: ['json'] });
  const json = ada().upload({ name: 'a.json', content: '1' }).id;
  const other = ada().upload({ name: 'b.JSON', content: '2' }).id;
  const words = ada().upload({ name: 'c.txt', content: '3' }).id;
  const foreign = slack.person('U0BEN').upload({ name: 'd.json', content: '4' }).id;
  await expect(ada().submit(viewId, chosen(json, other))).rejects.toThrow('Choose one file.');
  await expect(ada().submit(viewId, chosen(words))).rejects.toThrow('“c.txt” is not of a type');
  await expect(ada().submit(viewId, chosen(foreign))).rejects.toThrow('There is no such file.');
  expect(() => ada().upload({ name: 'e.json', content: '' })).toThrow('An empty file cannot be uploaded.');
});

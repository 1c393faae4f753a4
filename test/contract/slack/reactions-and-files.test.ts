import type { WebClient } from '@slack/web-api';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readAppManifest } from '../../../src/playground/slack/app-manifest.ts';
import { objectsOf } from '../../../src/playground/slack/json-value.ts';
import { createLocalSlack, type LocalSlack } from '../../../src/playground/slack/local-slack.ts';
import { refusal, webClient } from './slack-clients.ts';

let slack: LocalSlack;
let client: WebClient;

beforeAll(async () => {
  const manifest = readAppManifest(new URL('../../../manifest.yml', import.meta.url));
  const scopes = [...manifest.scopes, 'reactions:write', 'files:read'];
  slack = await createLocalSlack({ rateLimits: 'off', manifest: { ...manifest, scopes } });
  client = webClient(slack);
});
afterAll(() => slack.stop());

it('reacts once', async () => {
  const timestamp = slack.person('U0ADA').say('C0REVENUE', 'react to me');
  const reaction = { channel: 'C0REVENUE', timestamp, name: 'eyes' };
  await client.reactions.add(reaction);
  expect(slack.history('C0REVENUE').at(-1)?.reactions).toEqual([
    { name: 'eyes', users: ['U0ERRAND'], count: 1 },
  ]);
  expect(await refusal(client.reactions.add(reaction))).toBe('already_reacted');
  await client.reactions.remove(reaction);
  expect(await refusal(client.reactions.remove(reaction))).toBe('no_reaction');
});

it('takes files in three steps into a thread, each once', async () => {
  const root = await client.chat.postMessage({ channel: 'C0REVENUE', text: 'root' });
  const content = Buffer.from('{"a":1}');
  const announced = { filename: 'result.json', length: content.length };
  const step1 = await client.files.getUploadURLExternal(announced);
  const fileId = step1.file_id ?? '';
  const shared = { channel_id: 'C0REVENUE', thread_ts: root.ts ?? '', initial_comment: 'All of it' };
  const complete = () =>
    client.files.completeUploadExternal({ ...shared, files: [{ id: fileId, title: 'Result' }] });
  expect(await refusal(complete())).toBe('file_not_found');
  const upload = () => fetch(step1.upload_url ?? '', { method: 'POST', body: content });
  expect((await upload()).status).toBe(200);
  expect((await upload()).status).toBe(404);
  await complete();
  expect(await refusal(complete())).toBe('file_not_found');
  const reply = slack.thread('C0REVENUE', root.ts ?? '')[1];
  expect(reply).toMatchObject({ text: 'All of it', files: [{ id: fileId, title: 'Result', size: 7 }] });
  const info = await client.files.info({ file: fileId });
  expect(info.file?.shares?.public?.C0REVENUE?.[0]?.ts).toBe(reply?.ts);
  const fetched = (token: string) =>
    fetch(info.file?.url_private ?? '', {
      headers: { authorization: `Bearer ${token}` },
      redirect: 'manual',
    });
  expect(await (await fetched(slack.botToken)).text()).toBe('{"a":1}');
  expect((await fetched('xoxb-other')).status).toBe(302);
});

it('refuses an upload of another length than announced', async () => {
  const step1 = await client.files.getUploadURLExternal({ filename: 'a.txt', length: 3 });
  const upload = await fetch(step1.upload_url ?? '', { method: 'POST', body: 'four' });
  expect(upload.status).toBe(400);
});

it('works with filesUploadV2', async () => {
  const root = await client.chat.postMessage({ channel: 'C0ENGINEERING', text: 'root' });
  await client.filesUploadV2({
    channel_id: 'C0ENGINEERING',
    thread_ts: root.ts ?? '',
    filename: 'rows.csv',
    content: 'a,b\n1,2\n',
  });
  expect(slack.thread('C0ENGINEERING', root.ts ?? '')[1]).toMatchObject({
    files: [{ name: 'rows.csv', mimetype: 'text/csv', size: 8 }],
  });
});

it('hands the app a file that a person shares where the app is', async () => {
  const ada = slack.person('U0ADA');
  const shared = async (channel: string) => {
    const ts = ada.share(channel, { name: 'notes.txt', content: 'hush', text: 'my notes' });
    const [message] = slack.thread(channel, ts);
    expect(message).toMatchObject({
      subtype: 'file_share',
      text: 'my notes',
      files: [{ user: 'U0ADA', size: 4 }],
    });
    const [file] = objectsOf(message?.['files']);
    return fetch(String(file?.['url_private_download']), {
      headers: { authorization: `Bearer ${slack.botToken}` },
      redirect: 'manual',
    });
  };
  expect(await (await shared('C0REVENUE')).text()).toBe('hush');
  expect((await shared('C0RANDOM')).status).toBe(302);
});

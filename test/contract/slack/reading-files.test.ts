import { createServer, type ServerResponse } from 'node:http';
import { LogLevel, WebClient } from '@slack/web-api';
import { expect, it, onTestFinished } from 'vitest';
import { createFileLoader } from '../../../src/slack/file-loader.ts';
import { slackFileUrl } from '../../../src/slack/slack-file.ts';
import { readUploads } from '../../../src/slack/views/read-uploads.ts';

const TEXT = 'a file of a few words';
const FILE = { id: 'F1', name: 'a.txt', mimetype: 'text/plain' };
const WISH = [{ fileId: 'F1', name: 'a' }];

type Answer = (response: ServerResponse) => void;

/** Slack with one file, as far as it answers. */
async function slackWithFile(answerBytes: Answer, answerInfo?: Answer) {
  const server = createServer((request, response) => {
    if (request.url?.startsWith('/api/files.info') !== true) return answerBytes(response);
    if (answerInfo !== undefined) return answerInfo(response);
    const file = { ...FILE, url_private_download: `${url}/f` };
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ ok: true, file }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  const apiUrl = `${url}/api/`;
  const client = new WebClient('xoxb-1', {
    slackApiUrl: apiUrl,
    retryConfig: { retries: 0 },
    logLevel: LogLevel.ERROR,
  });
  return { client, load: createFileLoader({ client, botToken: 'xoxb-1', apiUrl }) };
}

const whole: Answer = (response) => void response.end(TEXT);
const signIn: Answer = (response) => void response.writeHead(302, { location: '/sign-in' }).end('Sign in');
const cut: Answer = (response) => {
  response.setHeader('content-length', TEXT.length);
  response.write(TEXT.slice(0, 5), () => response.destroy());
};

it('a file comes whole', async () => {
  const { client, load } = await slackWithFile(whole);
  const data = Buffer.from(TEXT).toString('base64');
  expect(await load(WISH)).toEqual([{ fileName: 'a.txt', mimeType: 'text/plain', data }]);
  const uploads = await readUploads(client, ['F1']);
  expect(Buffer.from(uploads.get('F1')?.bytes ?? []).toString()).toBe(TEXT);
});

it('a connection that breaks in the middle of a file is worth another try', async () => {
  const { client, load } = await slackWithFile(cut);
  await expect(load(WISH)).rejects.toMatchObject({
    code: 'slack.not_sent',
    retryable: true,
    fields: { outcome: 'not_sent' },
  });
  expect(await readUploads(client, ['F1'])).toEqual(new Map());
});

it('a page to sign in at is no file', async () => {
  const asked: string[] = [];
  const { client, load } = await slackWithFile((response) => {
    asked.push(response.req.url ?? '');
    (asked.at(-1) === '/f' ? signIn : whole)(response);
  });
  await expect(load(WISH)).rejects.toMatchObject({ code: 'slack.file_unavailable' });
  expect(await readUploads(client, ['F1'])).toEqual(new Map());
  expect(asked).toEqual(['/f', '/f']);
});

it('a form goes without its files where Slack does not say where they are', async () => {
  const { client } = await slackWithFile(whole, () => {});
  expect(await readUploads(client, ['F1', 'F2'])).toEqual(new Map());
});

it.each([
  ['https://files.slack.com/files-pri/T1-F1/a.txt', true],
  ['https://files.slack-gov.com/files-pri/T1-F1/a.txt', true],
  ['http://127.0.0.1:9/files/a.txt', true],
  ['http://127.0.0.1:10/files/a.txt', false],
  ['http://files.slack.com/a.txt', false],
  ['https://notslack.com/a.txt', false],
  ['https://slack.com.example.com/a.txt', false],
  ['not an address', false],
])('the token goes to Slack alone: %s', (address, isSlack) => {
  const url = slackFileUrl({ url_private: address }, 'http://127.0.0.1:9/api/');
  expect(url?.href).toBe(isSlack ? address : undefined);
});

import { createServer } from 'node:http';
import { WebClient } from '@slack/web-api';
import { expect, it, onTestFinished } from 'vitest';
import { createFileLoader } from '../../../src/slack/file-loader.ts';

const TEXT = 'a file of a few words';

/** Slack with one file, of which it sends so many bytes before the connection breaks; all of it without a number. */
async function slackWithFile(cutAfterBytes?: number) {
  const server = createServer((request, response) => {
    if (request.url?.startsWith('/api/files.info') === true) {
      const file = { id: 'F1', name: 'a.txt', mimetype: 'text/plain', url_private_download: `${url}/f` };
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ ok: true, file }));
      return;
    }
    response.setHeader('content-length', TEXT.length);
    if (cutAfterBytes === undefined) response.end(TEXT);
    else response.write(TEXT.slice(0, cutAfterBytes), () => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  const apiUrl = `${url}/api/`;
  const client = new WebClient('xoxb-1', { slackApiUrl: apiUrl, retryConfig: { retries: 0 } });
  return createFileLoader({ client, botToken: 'xoxb-1', apiUrl });
}

it('a file comes whole', async () => {
  const load = await slackWithFile();
  expect(await load([{ fileId: 'F1', name: 'a' }])).toEqual([
    { fileName: 'a.txt', mimeType: 'text/plain', data: Buffer.from(TEXT).toString('base64') },
  ]);
});

it('a connection that breaks in the middle of a file is worth another try', async () => {
  const load = await slackWithFile(5);
  await expect(load([{ fileId: 'F1', name: 'a' }])).rejects.toMatchObject({
    code: 'slack.not_sent',
    retryable: true,
    fields: { outcome: 'not_sent' },
  });
});

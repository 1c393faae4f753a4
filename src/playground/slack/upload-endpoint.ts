import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody } from './http-exchange.ts';
import type { Workspace } from './workspace.ts';

const maxUploadBytes = 50_000_000;

/** Takes the bytes of an announced file, raw or as the only file of a form; each upload URL works once. */
export async function receiveUpload(
  workspace: Workspace,
  request: IncomingMessage,
  response: ServerResponse,
  ticket: string,
): Promise<void> {
  const body = await readBody(request, maxUploadBytes);
  const file = [...workspace.files.values()].find((one) => one.uploadTicket === ticket);
  if (file === undefined || file.content !== undefined) {
    response.writeHead(404).end('Not Found');
    return;
  }
  const content = await uploadedBytes(request.headers['content-type'] ?? '', body);
  if (content === undefined || content.length !== file.lengthBytes) {
    response.writeHead(400).end('The upload is not of the announced length.');
    return;
  }
  file.content = content;
  response.writeHead(200, { 'content-type': 'text/plain' }).end(`OK - ${content.length}`);
}

async function uploadedBytes(contentType: string, body: Buffer): Promise<Buffer | undefined> {
  if (!contentType.startsWith('multipart/form-data')) return body;
  const form = await new Response(new Uint8Array(body), {
    headers: { 'content-type': contentType },
  }).formData();
  for (const value of form.values()) {
    if (typeof value !== 'string') return Buffer.from(await value.arrayBuffer());
  }
  return undefined;
}

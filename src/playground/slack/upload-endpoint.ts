import type { HttpAnswer } from '../http-routes.ts';
import type { Workspace } from './workspace.ts';

/** Takes the bytes of an announced file, raw or as the only file of a form; each upload URL works once. */
export async function receiveUpload(
  workspace: Workspace,
  upload: { readonly ticket: string; readonly contentType: string; readonly body: Buffer },
): Promise<HttpAnswer> {
  const file = [...workspace.files.values()].find((one) => one.uploadTicket === upload.ticket);
  if (file === undefined || file.content !== undefined) return { status: 404, text: 'Not Found' };
  const content = await uploadedBytes(upload.contentType, upload.body);
  if (content === undefined || content.length !== file.lengthBytes) {
    return { status: 400, text: 'The upload is not of the announced length.' };
  }
  file.content = content;
  return { status: 200, text: `OK - ${content.length}` };
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

import type { WebClient } from '@slack/web-api';
import type { UploadedFile } from '../../forms/file-text.ts';

/** An acknowledgement waits for the bytes. */
const TIMEOUT_MS = 2_000;
/** Far more than any upstream takes. */
const MAX_BYTES = 2_000_000;

/**
 * Reads files that were put into a form, by their ids. What cannot be read in time, or is too large, is left out: the
 * form says so at its field.
 */
export async function readUploads(
  client: WebClient,
  fileIds: readonly string[],
): Promise<ReadonlyMap<string, UploadedFile>> {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const files = await Promise.all(
    fileIds.map(async (id) => [id, await readUpload(client, id, signal).catch(() => undefined)] as const),
  );
  return new Map(files.flatMap(([id, file]) => (file === undefined ? [] : [[id, file]])));
}

async function readUpload(
  client: WebClient,
  fileId: string,
  signal: AbortSignal,
): Promise<UploadedFile | undefined> {
  const { file } = await client.files.info({ file: fileId });
  const url = file?.url_private_download ?? file?.url_private;
  if (url === undefined || (file?.size ?? 0) > MAX_BYTES || !isSlackAddress(url, client)) return undefined;
  const response = await fetch(url, { signal, headers: { authorization: `Bearer ${client.token ?? ''}` } });
  if (!response.ok) return undefined;
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (bytes.byteLength > MAX_BYTES) return undefined;
  return { bytes, ...(file?.mimetype === undefined ? {} : { mimeType: file.mimetype }) };
}

/** The token goes nowhere but to Slack. */
function isSlackAddress(url: string, client: WebClient): boolean {
  const { protocol, hostname, origin } = new URL(url);
  if (origin === new URL(client.slackApiUrl).origin) return true;
  return protocol === 'https:' && /(^|\.)slack(-gov)?\.com$/.test(hostname);
}

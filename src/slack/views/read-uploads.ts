import { once } from 'node:events';
import type { WebClient } from '@slack/web-api';
import type { UploadedFile } from '../../forms/file-text.ts';
import { fetchSlackFile, slackFileUrl } from '../slack-file.ts';

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
  if (fileIds.length === 0) return new Map();
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  // Slack's client takes no signal: whatever it still waits for is not waited for here.
  const late = once(signal, 'abort').then(() => undefined);
  const files = await Promise.all(
    fileIds.map(async (id) => {
      const read = readUpload(client, id, signal).catch(() => undefined);
      return [id, await Promise.race([read, late])] as const;
    }),
  );
  return new Map(files.flatMap(([id, file]) => (file === undefined ? [] : [[id, file]])));
}

async function readUpload(
  client: WebClient,
  fileId: string,
  signal: AbortSignal,
): Promise<UploadedFile | undefined> {
  const { file } = await client.files.info({ file: fileId });
  const url = slackFileUrl(file, client.slackApiUrl);
  if (url === undefined || (file?.size ?? 0) > MAX_BYTES) return undefined;
  const bytes = await fetchSlackFile(url, { botToken: client.token ?? '', maxBytes: MAX_BYTES, signal });
  if (typeof bytes === 'string') return undefined;
  return { bytes, ...(file?.mimetype === undefined ? {} : { mimeType: file.mimetype }) };
}

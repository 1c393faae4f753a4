/** What Slack says of where a file's bytes are. */
interface FileAddress {
  readonly url_private_download?: string | undefined;
  readonly url_private?: string | undefined;
}

/** Where Slack hands out a file; undefined where the address is not Slack's own: the bot's token goes nowhere else. */
export function slackFileUrl(file: FileAddress | undefined, apiUrl: string): URL | undefined {
  const url = URL.parse(file?.url_private_download ?? file?.url_private ?? '');
  if (url === null) return undefined;
  const isSlack = url.protocol === 'https:' && /(^|\.)slack(-gov)?\.com$/.test(url.hostname);
  return isSlack || url.origin === new URL(apiUrl).origin ? url : undefined;
}

/** `busy`: worth another try. `hidden`: not for this bot. */
export type FetchedFile = Buffer | 'busy' | 'hidden' | 'too_large';

/** A file's bytes, of which no more than `maxBytes` are read. Rejects where the connection or the signal ends it. */
export async function fetchSlackFile(
  url: URL,
  options: { readonly botToken: string; readonly maxBytes: number; readonly signal: AbortSignal },
): Promise<FetchedFile> {
  const response = await fetch(url, {
    headers: { authorization: `Bearer ${options.botToken}` },
    // A file that the bot may not see redirects to a page to sign in at.
    redirect: 'manual',
    signal: options.signal,
  });
  if (response.status === 429 || response.status >= 500) return 'busy';
  if (!response.ok) return 'hidden';
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > options.maxBytes) return 'too_large';
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

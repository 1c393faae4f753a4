import type { WebClient } from '@slack/web-api';
import { ErrandError, toErrandError } from '../errors.ts';
import type { SlackFileRef } from '../store/job.ts';
import { toSlackError } from './slack-error.ts';
import { fetchSlackFile, slackFileUrl } from './slack-file.ts';

export interface LoadedFile {
  readonly fileName: string;
  readonly mimeType: string;
  /** Base64. */
  readonly data: string;
}

/** Warp's own bound is not published: what people attach to a message fits well into this. */
const MAX_FILE_BYTES = 10_000_000;
const TOO_LARGE = 'it is larger than 10 MB';
const TIMEOUT_MS = 60_000;

/**
 * Fetches files from Slack with the bot's token. Throws `slack.file_unavailable` for what is gone, not shared with the bot
 * or too large, and Slack's own errors for passing trouble; nothing has been sent anywhere then (`fields.outcome`).
 */
export function createFileLoader(deps: {
  readonly client: WebClient;
  readonly botToken: string;
  /** Slack's API: files come from its host, or from slack.com. */
  readonly apiUrl: string;
}): (files: readonly SlackFileRef[]) => Promise<LoadedFile[]> {
  const { client, botToken } = deps;

  async function load({ fileId, name }: SlackFileRef): Promise<LoadedFile> {
    const { file } = await client.files.info({ file: fileId }).catch((error: unknown) => {
      throw toSlackError(error, 'files.info');
    });
    const url = slackFileUrl(file, deps.apiUrl);
    if (url === undefined) throw unavailable(name, 'Slack does not hand it out');
    if ((file?.size ?? 0) > MAX_FILE_BYTES) throw unavailable(name, TOO_LARGE);
    const bytes = await readFile(url, botToken, name);
    return {
      fileName: file?.name ?? name,
      mimeType: file?.mimetype ?? 'application/octet-stream',
      data: bytes.toString('base64'),
    };
  }

  return async (files) => {
    try {
      return await Promise.all(files.map(load));
    } catch (cause) {
      const { code, message, retryable, retryAfterMs, userMessage, fields } = toErrandError(cause);
      throw new ErrandError(code, message, {
        retryable,
        userMessage:
          code === 'slack.file_unavailable'
            ? userMessage
            : 'A file could not be read from Slack, so that nothing was started. Try again in a minute.',
        fields: { ...fields, outcome: 'not_sent' },
        cause,
        ...(retryAfterMs !== undefined && { retryAfterMs }),
      });
    }
  };
}

async function readFile(url: URL, botToken: string, name: string): Promise<Buffer> {
  const limits = { maxBytes: MAX_FILE_BYTES, signal: AbortSignal.timeout(TIMEOUT_MS) };
  const fetched = await fetchSlackFile(url, { botToken, ...limits }).catch((cause: unknown) => {
    throw new ErrandError('slack.not_sent', 'A file could not be fetched.', { retryable: true, cause });
  });
  switch (fetched) {
    case 'busy':
      throw new ErrandError('slack.not_sent', 'Slack did not hand out a file.', { retryable: true });
    case 'hidden':
      throw unavailable(name, 'Errand may not see it');
    case 'too_large':
      throw unavailable(name, TOO_LARGE);
    default:
      return fetched;
  }
}

function unavailable(name: string, why: string): ErrandError {
  return new ErrandError('slack.file_unavailable', 'A file of Slack cannot be used.', {
    userMessage: `The file “${name}” cannot go along: ${why}. Attach it anew, or leave it out.`,
  });
}

import { ErrandError, toErrandError } from '../errors.ts';
import type { WarpArtifact } from '../store/job.ts';
import type { WarpClient } from '../warp/api.ts';
import type { FileContent } from './poster.ts';

/** What a run left behind, as it can be shown: a plan's markdown (untrusted), or a file. */
export type LoadedArtifact =
  | { readonly type: 'plan'; readonly title: string; readonly markdown: string }
  | { readonly type: 'file'; readonly file: FileContent };

/**
 * Fetches an artifact; undefined where it is gone, not to be had or too large. Throws the client's passing errors.
 */
export type LoadArtifact = (artifact: WarpArtifact) => Promise<LoadedArtifact | undefined>;

const MAX_BYTES = 25_000_000;

export function createArtifactLoader(client: WarpClient): LoadArtifact {
  async function load(uid: string, artifact: WarpArtifact): Promise<LoadedArtifact | undefined> {
    const found = await client.getArtifact(uid);
    const title = found.title ?? found.description ?? artifact.title;
    if (found.content !== undefined) return { type: 'plan', title, markdown: found.content };
    if (found.downloadUrl === undefined) return undefined;
    const { chunks, contentType } = await client.openDownload(found.downloadUrl, { maxBytes: MAX_BYTES });
    const parts: Uint8Array[] = [];
    for await (const chunk of chunks) parts.push(chunk);
    const filename =
      found.filename ?? `${artifact.type.toLowerCase()}${extensionOf(found.contentType ?? contentType)}`;
    return { type: 'file', file: { filename, title, content: Buffer.concat(parts) } };
  }

  return async (artifact) => {
    if (artifact.uid === undefined) return undefined;
    try {
      return await load(artifact.uid, artifact);
    } catch (error) {
      const passing = passingTrouble(error);
      if (passing === undefined) return undefined;
      throw passing;
    }
  };
}

/** What is worth another try, as delivery's own: whoever delivers tells Slack's troubles apart by their code. */
export function passingTrouble(error: unknown): ErrandError | undefined {
  const { code, retryable, retryAfterMs } = toErrandError(error);
  if (!retryable) return undefined;
  return new ErrandError('delivery.artifact_unavailable', 'An artifact could not be fetched.', {
    retryable: true,
    fields: { code },
    cause: error,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  });
}

function extensionOf(contentType: string | undefined): string {
  const [, kind = ''] = /^(?:image|text|application)\/([a-z0-9]+)/i.exec(contentType ?? '') ?? [];
  const known: Readonly<Record<string, string>> = { jpeg: '.jpg', plain: '.txt', markdown: '.md' };
  return kind === '' ? '' : (known[kind] ?? `.${kind}`);
}

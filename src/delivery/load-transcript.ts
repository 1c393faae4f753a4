import type { CallOptions } from '../http/client.ts';
import type { WarpClient } from '../warp/api.ts';
import { warpErrorDetails } from '../warp/errors.ts';
import { passingTrouble } from './load-artifact.ts';
import type { FileContent } from './poster.ts';
import { transcriptText } from './render/transcript-text.ts';

const MAX_RAW_BYTES = 20_000_000;

/** A run's transcript as a file; undefined where there is none to be had. Throws the client's passing errors. */
export type LoadTranscript = (runId: string) => Promise<FileContent | undefined>;

export function createTranscriptLoader(client: WarpClient): LoadTranscript {
  return async (runId) => {
    try {
      return await readTranscript(client, runId, {});
    } catch (error) {
      const passing = passingTrouble(error);
      if (passing === undefined) return undefined;
      throw passing;
    }
  };
}

/**
 * A run's transcript as a file to be read. A harness other than Warp's own has no readable form: then the raw one as it
 * is. Throws the client's errors; `warp.resource_not_found` while there is no conversation yet.
 */
export async function readTranscript(
  warp: WarpClient,
  runId: string,
  options: CallOptions,
): Promise<FileContent> {
  const { title } = await warp.getRun(runId, options);
  const name = title === '' ? runId : title;
  const stem =
    name
      .replace(/[^\w-]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 60) || 'run';
  try {
    const conversation = await warp.getRunConversation(runId, options);
    return {
      filename: `${stem}-transcript.md`,
      title: `Transcript: ${name}`,
      content: transcriptText(name, conversation),
    };
  } catch (error) {
    if (warpErrorDetails(error)?.kind !== 'unprocessable') throw error;
    const { chunks } = await warp.openTranscript(runId, { ...options, maxBytes: MAX_RAW_BYTES });
    const parts: Uint8Array[] = [];
    for await (const chunk of chunks) parts.push(chunk);
    const content = new TextDecoder().decode(Buffer.concat(parts));
    return { filename: `${stem}-transcript.json`, title: `Transcript: ${name} (raw)`, content };
  }
}

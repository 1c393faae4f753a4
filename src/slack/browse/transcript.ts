import type { FileContent, Place, SlackPoster } from '../../delivery/poster.ts';
import type { WarpClient } from '../../warp/api.ts';
import { warpErrorDetails } from '../../warp/errors.ts';
import { FOR_PERSON } from './asked.ts';
import { transcriptText } from './transcript-text.ts';

const MAX_RAW_BYTES = 20_000_000;

/**
 * A run's transcript as a file to be read. A harness other than Warp's own has no readable form: then the raw one as it
 * is. Throws the client's errors; `warp.resource_not_found` while there is no conversation yet.
 */
export async function loadTranscript(warp: WarpClient, runId: string): Promise<FileContent> {
  const { title } = await warp.getRun(runId, FOR_PERSON);
  const name = title === '' ? runId : title;
  const stem =
    name
      .replace(/[^\w-]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 60) || 'run';
  try {
    const conversation = await warp.getRunConversation(runId, FOR_PERSON);
    return {
      filename: `${stem}-transcript.md`,
      title: `Transcript: ${name}`,
      content: transcriptText(name, conversation),
    };
  } catch (error) {
    if (warpErrorDetails(error)?.kind !== 'unprocessable') throw error;
    const { chunks } = await warp.openTranscript(runId, { ...FOR_PERSON, maxBytes: MAX_RAW_BYTES });
    const parts: Uint8Array[] = [];
    for await (const chunk of chunks) parts.push(chunk);
    const content = new TextDecoder().decode(Buffer.concat(parts));
    return { filename: `${stem}-transcript.json`, title: `Transcript: ${name} (raw)`, content };
  }
}

/** Uploads a file and shows it in this place. Throws the poster's errors. */
export async function postFile(poster: SlackPoster, place: Place, file: FileContent): Promise<void> {
  await poster.shareFile(place, await poster.uploadBytes(file), file.title);
}

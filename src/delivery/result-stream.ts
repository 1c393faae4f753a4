import type { Job } from '../store/job.ts';
import { outputSlices } from '../store/result-text.ts';
import type { Store } from '../store/store.ts';
import type { FileContent } from './poster.ts';
import { createJsonIndenter } from './render/indent-json.ts';
import type { RenderedFile } from './render/rendered.ts';
import { csvLines } from './render/result-csv.ts';
import { jsonFile } from './render/result-file.ts';
import { recordsInText } from './render/result-outline.ts';

/** What goes over the network at once. */
const CHUNK_CHARS = 64_000;

/**
 * A rendered file as it is uploaded. The whole of a result is read from the database while it is sent, so that however
 * large it is only a slice of it is in memory; CSV that is no list of objects becomes JSON.
 */
export async function fileContent(
  store: Store,
  job: Job,
  { filename, title, content }: RenderedFile,
): Promise<FileContent> {
  if (content.type === 'text') return { filename, title, content: content.text };
  const slices = () => outputSlices(store, job.id);
  const records = content.format === 'csv' ? await recordsInText(slices) : undefined;
  if (content.format === 'csv' && records === undefined) return await fileContent(store, job, jsonFile(job));
  const lines = () => (records === undefined ? indented(slices()) : csvLines(records));
  return { filename, title, content: { chunks: () => inChunks(lines()) } };
}

async function* indented(slices: AsyncIterable<string>): AsyncGenerator<string> {
  const indent = createJsonIndenter();
  let isNothing = true;
  for await (const slice of slices) {
    isNothing = false;
    yield indent(slice);
  }
  yield isNothing ? 'null\n' : '\n';
}

async function* inChunks(lines: AsyncIterable<string>): AsyncGenerator<string> {
  let chunk = '';
  for await (const line of lines) {
    chunk += line;
    if (chunk.length < CHUNK_CHARS) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk !== '') yield chunk;
}

import type { Job } from '../../store/job.ts';
import { jobName } from './job-words.ts';
import type { RenderedFile } from './rendered.ts';
import { unwrapOutput } from './unwrap-output.ts';

/** The whole of a result as JSON. */
export function jsonFile(job: Job): RenderedFile {
  return {
    filename: `${fileStem(job)}.json`,
    title: `${jobName(job)}: full result`,
    mimeType: 'application/json',
    content: { type: 'result', format: 'json' },
  };
}

/** A list of objects, whole, for a spreadsheet. */
export function csvFile(job: Job): RenderedFile {
  return {
    filename: `${fileStem(job)}.csv`,
    title: `${jobName(job)}: all rows`,
    mimeType: 'text/csv',
    content: { type: 'result', format: 'csv' },
  };
}

/** The entries of a result that is a list of objects. */
export function recordsOf(job: Job): readonly Readonly<Record<string, unknown>>[] | undefined {
  const unwrapped = unwrapOutput(job.output);
  if (unwrapped.shape !== 'list') return undefined;
  const records = unwrapped.items.filter(isRecord);
  return records.length === unwrapped.items.length ? records : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The whole of a text result. */
export function textFile(job: Job, text: string): RenderedFile {
  return {
    filename: `${fileStem(job)}.txt`,
    title: `${jobName(job)}: full text`,
    mimeType: 'text/plain',
    content: { type: 'text', text },
  };
}

function fileStem(job: Job): string {
  const name = jobName(job)
    .replace(/[^\w-]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
  return `${name === '' ? 'result' : name}-${job.id.slice(-8)}`;
}

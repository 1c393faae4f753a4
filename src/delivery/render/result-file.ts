import type { Job } from '../../store/job.ts';
import { jobName } from './job-words.ts';
import type { RenderedFile } from './rendered.ts';

/** The whole of a result as JSON. */
export function jsonFile(job: Job, value: unknown): RenderedFile {
  return {
    filename: `${fileStem(job)}.json`,
    title: `${jobName(job)}: full result`,
    mimeType: 'application/json',
    content: `${JSON.stringify(value, null, 2) ?? 'null'}\n`,
  };
}

/** The whole of a text result. */
export function textFile(job: Job, text: string): RenderedFile {
  return {
    filename: `${fileStem(job)}.txt`,
    title: `${jobName(job)}: full text`,
    mimeType: 'text/plain',
    content: text,
  };
}

function fileStem(job: Job): string {
  const name = jobName(job)
    .replace(/[^\w-]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
  return `${name === '' ? 'result' : name}-${job.id.slice(-8)}`;
}

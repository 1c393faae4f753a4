import { renderResult } from '../../../src/delivery/render/render-result.ts';
import type { Job } from '../../../src/store/job.ts';
import { readableText } from './block-text.ts';

/** A result's first message, its files, and what can be read in it. */
export function renderJobResult(job: Job, timeZone?: string) {
  const { messages, files } = renderResult(job, timeZone === undefined ? {} : { timeZone });
  const [message] = messages;
  if (message === undefined) throw new Error('no message');
  return { message, files, text: readableText(message.blocks) };
}

import type { Job } from '../../store/job.ts';
import type { OutboxContent } from '../../store/outbox.ts';
import type { ResultView } from '../../store/result-views.ts';
import type { MessageContent } from '../poster.ts';
import { renderSteps } from './card-steps.ts';
import { renderCard } from './render-card.ts';
import { renderNotice } from './render-notice.ts';
import { renderResult } from './render-result.ts';
import type { RenderedFile } from './rendered.ts';
import { csvFile, jsonFile, textFile } from './result-file.ts';

export interface RenderContext {
  readonly nowMs: number;
  /** The requester's, an IANA name. */
  readonly timeZone: string;
  /** Where people work in Warmly. */
  readonly warmlyAppUrl: string;
  /** How a list is looked at. */
  readonly view?: ResultView | undefined;
  /** A run's steps stand beside its card. */
  readonly hasStepsMessage?: boolean | undefined;
}

/** The message that an outbox row stands for, from the job as it is now. */
export function renderMessage(job: Job, content: OutboxContent, context: RenderContext): MessageContent {
  switch (content.type) {
    case 'card':
      return renderCard(job, context);
    case 'notice':
      return renderNotice(content.notice, job, context.warmlyAppUrl);
    case 'result':
      return messageAt(job, content.part, context);
    case 'steps':
      return renderSteps(job);
    case 'reaction':
    case 'transcript':
    case 'artifact':
    case 'file':
    case 'result_file':
    case 'export':
    case 'schedule':
      return messageAt(job, 0, context);
  }
}

function messageAt(
  job: Job,
  part: number,
  { timeZone, view }: Pick<RenderContext, 'timeZone' | 'view'>,
): MessageContent {
  const missing = { text: 'This part of the result is no longer there.' };
  return renderResult(job, { timeZone, view }).messages[part] ?? missing;
}

/** The file that an upload row stands for; undefined where the result has none at this place. */
export function renderFile(job: Job, content: OutboxContent): RenderedFile | undefined {
  if (content.type === 'file') return renderResult(job).files[content.index];
  if (content.type === 'export') return content.format === 'csv' ? csvFile(job) : jsonFile(job);
  if (content.type !== 'result_file') return undefined;
  const words = wordsOf(messageAt(job, content.part, { timeZone: 'UTC' }));
  return job.output === null ? textFile(job, words) : jsonFile(job);
}

/** Everything that a message says, a line for each of its texts. */
function wordsOf({ text, blocks = [] }: MessageContent): string {
  const lines: string[] = [];
  JSON.stringify(blocks, (key, value: unknown) => {
    if (key === 'text' && typeof value === 'string') lines.push(value);
    return value;
  });
  return [text, ...lines].join('\n');
}

/** How many messages and files a job's result takes. */
export function resultExtent(job: Job): { messages: number; files: number } {
  const { messages, files } = renderResult(job);
  return { messages: messages.length, files: files.length };
}

import type { Job } from '../../store/job.ts';
import type { OutboxContent } from '../../store/outbox.ts';
import type { FileContent, MessageContent } from '../poster.ts';
import { renderCard } from './render-card.ts';
import { renderNotice } from './render-notice.ts';
import { renderResult } from './render-result.ts';

export interface RenderContext {
  readonly nowMs: number;
  /** The requester's, an IANA name. */
  readonly timeZone: string;
}

/** The message that an outbox row stands for, from the job as it is now. */
export function renderMessage(job: Job, content: OutboxContent, context: RenderContext): MessageContent {
  switch (content.type) {
    case 'card':
      return renderCard(job, { nowMs: context.nowMs });
    case 'notice':
      return renderNotice(content.notice, job);
    case 'result':
    case 'file': {
      const part = content.type === 'result' ? content.part : 0;
      return (
        renderResult(job, { timeZone: context.timeZone }).messages[part] ?? {
          text: 'This part of the result is no longer there.',
        }
      );
    }
  }
}

/** The file that an upload row stands for; undefined where the result has none at this place. */
export function renderFile(job: Job, content: OutboxContent): FileContent | undefined {
  return content.type === 'file' ? renderResult(job).files[content.index] : undefined;
}

/** How many messages and files a job's result takes. */
export function resultExtent(job: Job): { messages: number; files: number } {
  const { messages, files } = renderResult(job);
  return { messages: messages.length, files: files.length };
}

import type { PlanBlock } from '@slack/types';
import { cleanText } from '../../block-kit/clean-text.ts';
import { truncate } from '../../block-kit/truncate.ts';
import type { Job, RunStep } from '../../store/job.ts';

const MAX_TITLE_CHARS = 150;
const MAX_CHILDREN = 6;

/** What a run does now, as Slack's plan with a card for each step and each run that it started. */
export function stepBlocks({ state, progress }: Job): PlanBlock[] {
  const { steps = [], children = [], statusMessage } = progress;
  const shown = [
    ...steps,
    ...children.slice(-MAX_CHILDREN).map((child) => ({ ...child, title: `Run: ${child.title}` })),
  ];
  if (state !== 'watching' || shown.length === 0) return [];
  return [
    {
      type: 'plan',
      title: plain(statusMessage ?? '') || 'What the agent does',
      tasks: shown.map(({ title, state: status }: RunStep, index) => ({
        type: 'task_card',
        task_id: `step_${index}`,
        title: plain(title) || '–',
        status,
      })),
    },
  ];
}

const MAX_STATUS_CHARS = 100;

/** The end of the sentence "Errand …" for an agent at work; undefined for all else. */
export function statusWords({ kind, state, progress }: Job): string | undefined {
  if (kind !== 'warp' || state !== 'watching') return undefined;
  const step = progress.steps?.findLast((each) => each.state === 'in_progress');
  const words = plain(step?.title ?? progress.statusMessage ?? '');
  return words === '' ? 'is working…' : `is at work: ${truncate(words, MAX_STATUS_CHARS)}`;
}

/** A title is plain text; nothing in it may look like one of Slack's marks. */
function plain(text: string): string {
  const line = cleanText(text).replace(/\s+/g, ' ').replaceAll('<', '‹').replaceAll('>', '›').trim();
  return truncate(line, MAX_TITLE_CHARS);
}

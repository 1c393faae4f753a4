import type { PlanBlock } from '@slack/types';
import { cleanText } from '../../block-kit/clean-text.ts';
import { truncate } from '../../block-kit/truncate.ts';
import type { Job, RunStep } from '../../store/job.ts';
import type { PlanPiece } from '../poster.ts';
import type { RenderedMessage } from './rendered.ts';

const MAX_TITLE_CHARS = 150;
/** What the card has room for beside all else. */
const MAX_CARD_STEPS = 8;
const MAX_CHILDREN = 6;

/** What a run does now, as Slack's plan with a card for each of the newest steps and each run that it started. */
export function stepBlocks(job: Job): PlanBlock[] {
  const { steps = [] } = job.progress;
  if (job.state !== 'watching' || !hasSteps(job)) return [];
  return [planBlock(job, [...steps.slice(-MAX_CARD_STEPS), ...childSteps(job)])];
}

/** Whether there is anything to show of what a run does. */
export function hasSteps({ progress: { steps = [], children = [] } }: Job): boolean {
  return steps.length + children.length > 0;
}

/** All that is known of a run's steps, in a message of their own that is edited. */
export function renderSteps(job: Job): RenderedMessage {
  const { steps = [] } = job.progress;
  return { text: planTitle(job), blocks: [planBlock(job, [...steps, ...childSteps(job)])] };
}

/** The same to be streamed. Tasks are named by the job and the step: Slack takes a second piece of that name as its change. */
export function stepsPiece(job: Job): PlanPiece {
  const { steps = [] } = job.progress;
  const tasks = [...steps, ...childSteps(job)].map(
    ({ id, title, state }, index) =>
      [
        id ?? `${index}`,
        {
          id: `${taskIdPrefix(job)}${id ?? index}`,
          title: plain(title) || '–',
          status: statusOf(job, state),
        },
      ] as const,
  );
  return { title: planTitle(job), tasks: [...new Map(tasks).values()] };
}

/** What the ids of a job's streamed tasks begin with: by them the message is found. */
export function taskIdPrefix({ id }: Job): string {
  return `${id}/`;
}

function childSteps({ progress: { children = [] } }: Job): RunStep[] {
  return children.slice(-MAX_CHILDREN).map((child) => ({ ...child, title: `Run: ${child.title}` }));
}

function planBlock(job: Job, steps: readonly RunStep[]): PlanBlock {
  return {
    type: 'plan',
    title: planTitle(job),
    tasks: steps.map(({ title, state }, index) => ({
      type: 'task_card',
      task_id: `step_${index}`,
      title: plain(title) || '–',
      status: statusOf(job, state),
    })),
  };
}

function planTitle({ state, progress }: Job): string {
  if (state === 'finished') return 'What the agent did';
  return plain(progress.statusMessage ?? '') || 'What the agent does';
}

/** Nothing goes on any more when the run has ended. */
function statusOf({ state: jobState, outcome }: Job, state: RunStep['state']): RunStep['state'] {
  if (jobState !== 'finished' || (state !== 'in_progress' && state !== 'pending')) return state;
  return outcome === 'succeeded' ? 'complete' : 'error';
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

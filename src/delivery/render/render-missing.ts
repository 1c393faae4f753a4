import { actions, section } from '../../block-kit/build.ts';
import { escapeMrkdwn, escapeWithin } from '../../block-kit/escape.ts';
import type { Job } from '../../store/job.ts';
import { sessionButtons } from './job-buttons.ts';
import type { RenderedMessage } from './rendered.ts';

const KINDS: Readonly<Record<string, string>> = { PLAN: 'plan', SCREENSHOT: 'screenshot', FILE: 'file' };

/**
 * Stands where something of a run's was to be shown that Warp does not hand out; its transcript without an index, also of
 * a run that belongs to no job.
 */
export function renderMissing(job: Job | undefined, index?: number): RenderedMessage {
  const buttons = job === undefined ? [] : sessionButtons(job);
  const where = buttons.length === 0 ? 'Look for it in Warp.' : 'Its session may have it.';
  const text = `⚠️ The ${whatOf(job, index)} could not be fetched from Warp. ${where}`;
  return { text, blocks: [section(text), ...(buttons.length === 0 ? [] : [actions(buttons)])] };
}

function whatOf(job: Job | undefined, index: number | undefined): string {
  if (index === undefined) return 'transcript';
  const artifact = job?.progress.artifacts?.[index];
  const kind = KINDS[artifact?.type ?? ''] ?? 'file';
  const title = artifact?.title.trim() ?? '';
  return title === '' ? kind : `${kind} “${escapeWithin(title.replace(/\s+/g, ' '), 150, escapeMrkdwn)}”`;
}

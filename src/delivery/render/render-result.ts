import { context, section } from '../../block-kit/build.ts';
import { escapeMrkdwn, escapeWithin } from '../../block-kit/escape.ts';
import type { Job } from '../../store/job.ts';
import type { ResultView } from '../../store/result-views.ts';
import { inputLine } from './card-request.ts';
import { knownTimeZone } from './format-value.ts';
import { boldName, jobName, mentionUser, tookWords, upstreamName } from './job-words.ts';
import type { RenderedBlock, RenderedFile, RenderedMessage } from './rendered.ts';
import { warmlyResult } from './warmly-result.ts';
import { warpResult } from './warp-result.ts';

export interface RenderedResult {
  readonly messages: readonly RenderedMessage[];
  readonly files: readonly RenderedFile[];
}

export interface ResultOptions {
  readonly timeZone?: string;
  /** How a list is looked at: page, columns, order, chart. */
  readonly view?: ResultView | undefined;
}

/**
 * The result of a finished job: the message for its thread, and files for what does not fit into it. The requester is
 * mentioned, since a thread that the bot began notifies nobody. `timeZone` (IANA) is the requester's, for table cells.
 */
export function renderResult(job: Job, options: ResultOptions = {}): RenderedResult {
  const { lead, text, blocks, files } = parts(job, options);
  const message = {
    text: escapeWithin(text, 500, escapeMrkdwn),
    blocks: [section(`${lead}${tail(job)}`), ...blocks, ...scheduleNote(job, options.view)],
  };
  return { messages: [message], files };
}

/** Where a message comes from that nobody has asked for just now, and with what input. */
function scheduleNote({ request }: Job, view: ResultView | undefined): RenderedBlock[] {
  if (view?.scheduled === undefined || request.kind !== 'warmly') return [];
  return [
    context([
      `🗓️ Scheduled ${escapeWithin(view.scheduled.words, 200, escapeMrkdwn)}`,
      inputLine(request),
      '`/warmly schedules`',
    ]),
  ];
}

interface Parts {
  /** Finished mrkdwn. */
  readonly lead: string;
  /** Plain text. */
  readonly text: string;
  readonly blocks: readonly RenderedBlock[];
  readonly files: readonly RenderedFile[];
}

function parts(job: Job, { timeZone, view }: ResultOptions): Parts {
  const name = boldName(job);
  const after = job.kind === 'warp' ? warpResult(job) : { blocks: [], files: [] };
  switch (job.outcome) {
    case 'failed':
      return { lead: `❌ ${name} failed: ${why(job)}`, text: `${jobName(job)} failed`, ...after };
    case 'cancelled':
      return { lead: `🚫 ${name} was stopped`, text: `${jobName(job)} was stopped`, ...after };
    case 'lost':
      return {
        lead: `❔ ${upstreamName(job)} no longer knows ${name}. ${lostAdvice(job)}`,
        text: `${jobName(job)} was lost`,
        ...after,
      };
    default: {
      if (job.request.kind === 'warp')
        return { lead: `✅ ${name} finished`, text: `${jobName(job)} finished`, ...after };
      const { summary, blocks, files } = warmlyResult(job, job.request, {
        timeZone: knownTimeZone(timeZone),
        view,
      });
      return {
        lead: `✅ ${name}: ${escapeWithin(summary, 300, escapeMrkdwn)}`,
        text: `${jobName(job)}: ${summary}`,
        blocks,
        files,
      };
    }
  }
}

/** How long it took and whom it is for. */
function tail(job: Job): string {
  const took = tookWords(job);
  const mention = mentionUser(job.requesterId);
  // A reason may be long and ends with a full stop.
  if (job.outcome === 'failed' || job.outcome === 'lost') return `\nFor ${mention}`;
  const duration = took === undefined || job.outcome !== 'succeeded' ? '' : ` in ${took}`;
  return `${duration} · for ${mention}`;
}

/** The sentences of a failure: the job's own, else what upstream wrote for people. */
function why(job: Job): string {
  const said = job.problem?.userMessage ?? userFacingError(job.output);
  if (said !== undefined) return escapeWithin(said, 1_000, escapeMrkdwn);
  return `${upstreamName(job)} did not say why. Try it again; if it fails again, look it up in ${upstreamName(job)}.`;
}

function userFacingError(output: unknown): string | undefined {
  if (typeof output !== 'object' || output === null || !('userFacingError' in output)) return undefined;
  const { userFacingError: said } = output;
  return typeof said === 'string' && said.trim() !== ''
    ? `${said.trim().replace(/([^.!?…])$/, '$1.')} Change the input and run it again.`
    : undefined;
}

function lostAdvice(job: Job): string {
  return `Look in ${upstreamName(job)} whether it did its work before you run it again.`;
}

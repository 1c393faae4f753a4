import { dateToken } from '../../block-kit/build.ts';
import { escapeMrkdwn, escapeWithin } from '../../block-kit/escape.ts';
import type { Job } from '../../store/job.ts';
import { durationWords, tookWords, upstreamName } from './job-words.ts';

const MAX_REASON_CHARS = 140;

/** The state of a job in words: an emoji and a sentence in mrkdwn, with the elapsed time that Slack keeps fresh. */
export function stateLine(job: Job, nowMs: number): string {
  if (job.state === 'finished') return finishedLine(job);
  if (job.cancelRequestedAtMs !== null) return `🛑 Stopping… (asked ${ago(job.cancelRequestedAtMs, nowMs)})`;
  switch (job.state) {
    case 'accepted':
      return `🕓 Waiting to start, asked ${ago(job.createdAtMs, nowMs)}`;
    case 'starting':
      return `🚀 Starting at ${upstreamName(job)}…`;
    case 'start_unclear':
      return `❓ Nobody knows whether it started at ${upstreamName(job)}`;
    case 'watching':
      return `${isQueued(job) ? '🕓 Queued' : '⏳ Running'}, started ${ago(runningSinceMs(job), nowMs)}`;
    case 'waiting':
      return `✋ ${waitingWords(job)} · started ${ago(runningSinceMs(job), nowMs)}`;
  }
}

function waitingWords({ kind, progress }: Job): string {
  if (kind === 'warmly') return 'Waiting for approval in Warmly';
  return progress.goesOnBeside === true
    ? 'Blocked: the run below goes on with its conversation'
    : 'Blocked: the agent waits for an answer';
}

function finishedLine(job: Job): string {
  const took = tookWords(job);
  const after = took === undefined ? '' : ` after ${took}`;
  switch (job.outcome) {
    case 'failed':
      return `❌ Failed${after}${failure(job)}`;
    case 'cancelled':
      return `🚫 Stopped${after}`;
    case 'lost':
      return `❔ Lost: ${upstreamName(job)} no longer knows it${failure(job)}`;
    default:
      return took === undefined ? '✅ Done' : `✅ Done in ${took}`;
  }
}

/** The reason in short: the result in the thread tells the whole. */
function failure(job: Job): string {
  if (job.problem === null) return '';
  const reason = job.problem.userMessage.replace(/\s+/g, ' ');
  return `: ${escapeWithin(reason, MAX_REASON_CHARS, escapeMrkdwn)}`;
}

/** Warp's words before a run really runs. */
function isQueued(job: Job): boolean {
  return /^(queued|pending|claimed)$/i.test(job.upstreamState ?? '');
}

function runningSinceMs(job: Job): number {
  return job.progress.startedAtMs ?? job.startedAtMs ?? job.createdAtMs;
}

function ago(instantMs: number, nowMs: number): string {
  return dateToken(instantMs, '{ago}', `${durationWords(nowMs - instantMs)} ago`);
}

/** The same without markup, for notifications. */
export function stateText(job: Job): string {
  if (job.state !== 'finished') return UNFINISHED_TEXT[job.state];
  const took = tookWords(job);
  const words = { succeeded: 'done', failed: 'failed', cancelled: 'stopped', lost: 'lost' }[
    job.outcome ?? 'succeeded'
  ];
  return took === undefined || job.outcome !== 'succeeded' ? words : `${words} in ${took}`;
}

const UNFINISHED_TEXT = {
  accepted: 'waiting to start',
  starting: 'starting',
  start_unclear: 'it is unclear whether it started',
  watching: 'running',
  waiting: 'waiting for a person',
} as const;

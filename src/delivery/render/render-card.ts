import type { Button, KnownBlock, Overflow } from '@slack/types';
import { actions, context, dateToken, section } from '../../block-kit/build.ts';
import { escapeMrkdwn, escapeWithin, inlineCode } from '../../block-kit/escape.ts';
import type { Job, JobProblem } from '../../store/job.ts';
import { lowCredits } from '../../warmly/credits.ts';
import { inputLines, promptQuote } from './card-request.ts';
import { stateLine, stateText } from './card-state.ts';
import { stepBlocks } from './card-steps.ts';
import {
  editButton,
  openWarmlyButton,
  refreshButton,
  sessionButtons,
  startAgainButton,
} from './job-buttons.ts';
import { boldName, creditWords, jobName, mentionUser, upstreamName } from './job-words.ts';
import type { RenderedMessage } from './rendered.ts';
import { runButtons } from './run-buttons.ts';
import { warpChoices } from './warp-choices.ts';

export interface CardContext {
  readonly nowMs: number;
  /** Where people work in Warmly. */
  readonly warmlyAppUrl: string;
  /** What the agent does stands in a message of its own. */
  readonly hasStepsMessage?: boolean | undefined;
}

/**
 * The status card of a job: what was asked and by whom, its state with the elapsed time, what stands in the way, and the
 * buttons that make sense now. Every text is cut to Slack's limits.
 */
export function renderCard(job: Job, { nowMs, warmlyAppUrl, hasStepsMessage }: CardContext): RenderedMessage {
  const buttons = cardButtons(job, warmlyAppUrl);
  const blocks: KnownBlock[] = [
    section(`${boldName(job)}\n${stateLine(job, nowMs)}`),
    ...requestBlocks(job),
    ...(hasStepsMessage === true ? [] : stepBlocks(job)),
    ...remarks(job).map((remark) => section(remark)),
    smallPrint(job),
    ...(buttons.length === 0 ? [] : [actions(buttons)]),
  ];
  const message = { text: escapeWithin(`${jobName(job)}: ${stateText(job)}`, 300, escapeMrkdwn), blocks };
  return message;
}

function requestBlocks(job: Job): KnownBlock[] {
  const { request } = job;
  // A prompt that is the card's name already is not said twice.
  const isNamedSo = request.kind === 'warp' && request.prompt.trim() === jobName(job).trim();
  if (isNamedSo) return [];
  const text = request.kind === 'warmly' ? inputLines(request) : promptQuote(request);
  return text === '' ? [] : [section(text)];
}

/** What a person should know or do while the job goes on. */
function remarks(job: Job): string[] {
  if (job.state === 'finished') return creditRemarks(job);
  const said: string[] = [];
  if (job.state === 'start_unclear') said.push(unclearQuestion(job));
  if (job.state === 'waiting' && job.kind === 'warmly') {
    said.push('Someone must approve this in Warmly. The result comes here by itself; *Refresh* looks now.');
  }
  if (job.progress.atCapacity === true) {
    said.push('⏸️ Warp is at capacity: the run goes on as soon as a place is free.');
  }
  if (job.problem !== null) {
    said.push(`⚠️ ${escapeWithin(troubleWords(job, job.problem), 1_000, escapeMrkdwn)}`);
  }
  return said;
}

function creditRemarks(job: Job): string[] {
  const left = lowCredits(job.output);
  if (left === undefined) return [];
  return [`⚠️ Only ${creditWords(left)} left this month. Ask for fewer rows, or use a tool’s preview first.`];
}

/** What Errand does about a problem stands in for what a person could do: trying again by hand would start it twice. */
function troubleWords({ state }: Job, { userMessage }: JobProblem): string {
  const whatHappened = /^.*?[.!?](?=\s|$)/s.exec(userMessage)?.[0] ?? userMessage;
  if (state === 'accepted') return `${whatHappened} Errand tries again by itself.`;
  if (state === 'starting') return `${whatHappened} Errand looks there whether it has started.`;
  return state === 'start_unclear' ? whatHappened : userMessage;
}

/** The question of a job whose start got no clear answer. */
export function unclearQuestion(job: Job): string {
  const upstream = upstreamName(job);
  return (
    `${upstream} gave no clear answer to the start, and it cannot be found there. ` +
    `Look in ${upstream} whether it is running; if it is not, press *Start again*.`
  );
}

function smallPrint(job: Job): KnownBlock {
  const { request } = job;
  return context([
    `${request.isFollowed === true ? 'Followed' : 'Asked'} by ${mentionUser(job.requesterId)}`,
    dateToken(job.createdAtMs),
    ...(request.kind === 'warp' ? warpChoices(request, job.progress) : []),
    costSoFar(job),
    request.kind === 'warmly' && request.previewBy !== undefined
      ? `${inlineCode(`${request.previewBy.slice(0, 40)}=yes`)} shows first what it would do and cost`
      : undefined,
    request.kind === 'warmly' && request.reasoning !== undefined && request.reasoning.trim() !== ''
      ? `Reason: ${escapeWithin(request.reasoning.replace(/\s+/g, ' ').trim(), 200, escapeMrkdwn)}`
      : undefined,
  ]);
}

/** What it came to in all stands in the result. */
function costSoFar({ state, progress: { costCredits } }: Job): string | undefined {
  const isWorth = state !== 'finished' && costCredits !== undefined && costCredits > 0;
  return isWorth ? `${creditWords(costCredits)} so far` : undefined;
}

function cardButtons(job: Job, warmlyAppUrl: string): (Button | Overflow)[] {
  if (job.kind === 'warp' && job.state !== 'start_unclear') return runButtons(job);
  const links = sessionButtons(job);
  if (job.state === 'finished') return job.kind === 'warmly' ? [editButton(job), ...links] : links;
  const isStopping = job.cancelRequestedAtMs !== null;
  if (job.state === 'start_unclear') return isStopping ? links : [startAgainButton(job), ...links];
  if (job.kind === 'warmly') {
    return job.state === 'waiting' ? [openWarmlyButton(warmlyAppUrl), refreshButton(job)] : [];
  }
  return links;
}

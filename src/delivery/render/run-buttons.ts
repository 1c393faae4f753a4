import type { Button, Overflow } from '@slack/types';
import { button, overflow } from '../../block-kit/build.ts';
import type { Job, JobProblem } from '../../store/job.ts';
import { linkUrl, sessionButtons, stopButton, valueOf } from './job-buttons.ts';

/** The `action_id`s of what can be done with a Warp run from its card. */
export const RUN_AGAIN_ACTION = 'run_again';
export const RUN_EDIT_ACTION = 'run_edit';
export const RUN_FOLLOW_UP_ACTION = 'run_follow_up';
export const RUN_CARD_TRANSCRIPT_ACTION = 'run_transcript';
export const RUN_LINK_ACTION = 'run_link';
/** The menu of what is done seldom: its choice carries which of these it is. */
export const RUN_MORE_ACTION = 'run_more';

const PROVIDERS: Readonly<Record<string, string>> = { github: 'GitHub', gitlab: 'GitLab', linear: 'Linear' };

/** What can be done now with a run whose start is clear: what people want most first, the rest in a menu. */
export function runButtons(job: Job): (Button | Overflow)[] {
  const value = valueOf(job);
  const hasConversation = job.progress.conversationId !== undefined;
  if (job.state === 'finished') {
    return [
      ...connectButtons(job.problem),
      ...(hasConversation ? [button('Follow up', { actionId: RUN_FOLLOW_UP_ACTION, value })] : []),
      button('Run again', { actionId: RUN_AGAIN_ACTION, value }),
      ...sessionButtons(job),
      more(job, [['Edit and run again', RUN_EDIT_ACTION], ...reading(job)]),
    ];
  }
  // A blocked run is over for Warp's cancel: it is answered in its session instead.
  const canStop = job.cancelRequestedAtMs === null && job.state !== 'waiting';
  return [
    ...connectButtons(job.problem),
    ...sessionButtons(job),
    ...(canStop ? [stopButton(job)] : []),
    ...(job.upstreamId === null ? [] : [more(job, reading(job))]),
  ];
}

type Choice = readonly [text: string, actionId: string];

function reading({ progress }: Job): Choice[] {
  return [
    ...(progress.conversationId === undefined ? [] : [['Transcript', RUN_CARD_TRANSCRIPT_ACTION] as const]),
    ['Copy link', RUN_LINK_ACTION],
  ];
}

function more(job: Job, choices: readonly Choice[]): Overflow {
  const { id: jobId, version } = job;
  const options = choices.map(([text, act]) => ({ text, value: JSON.stringify({ act, jobId, version }) }));
  return overflow(RUN_MORE_ACTION, options);
}

/** Which of the actions a choice of the menu stands for; undefined for anything but what we wrote. */
export function parseMoreChoice(value: string): string | undefined {
  return /^\{"act":"(\w+)"/.exec(value)?.[1];
}

/** Where a person connects the outside service that a run was missing. */
export function connectButtons(problem: JobProblem | null): Button[] {
  const url = linkUrl(problem?.authUrl);
  if (url === undefined) return [];
  const provider = problem?.provider ?? '';
  const name = PROVIDERS[provider.toLowerCase()] ?? provider;
  const label = name === '' ? 'Connect it' : `Connect ${name}`;
  return [button(label, { actionId: 'job_link_connect', url, style: 'primary' })];
}

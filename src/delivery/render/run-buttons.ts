import type { Button } from '@slack/types';
import { button } from '../../block-kit/build.ts';
import type { Job, JobProblem } from '../../store/job.ts';
import { linkUrl, sessionButtons, stopButton, valueOf } from './job-buttons.ts';

/** The `action_id`s of what can be done with a Warp run from its card. */
export const RUN_AGAIN_ACTION = 'run_again';
export const RUN_EDIT_ACTION = 'run_edit';
export const RUN_FOLLOW_UP_ACTION = 'run_follow_up';
export const RUN_CARD_TRANSCRIPT_ACTION = 'run_transcript';
export const RUN_LINK_ACTION = 'run_link';

const PROVIDERS: Readonly<Record<string, string>> = { github: 'GitHub', gitlab: 'GitLab', linear: 'Linear' };

/** What can be done now with a run whose start is clear. */
export function runButtons(job: Job): Button[] {
  const value = valueOf(job);
  const links = [...connectButtons(job.problem), ...sessionButtons(job)];
  const hasConversation = job.progress.conversationId !== undefined;
  const reading = [
    ...(hasConversation ? [button('Transcript', { actionId: RUN_CARD_TRANSCRIPT_ACTION, value })] : []),
    button('Copy link', { actionId: RUN_LINK_ACTION, value }),
  ];
  if (job.state === 'finished') {
    return [
      ...links,
      ...(hasConversation ? [button('Follow up', { actionId: RUN_FOLLOW_UP_ACTION, value })] : []),
      button('Run again', { actionId: RUN_AGAIN_ACTION, value }),
      button('Edit and run again', { actionId: RUN_EDIT_ACTION, value }),
      ...reading,
    ];
  }
  // A blocked run is over for Warp's cancel: it is answered in its session instead.
  const canStop = job.cancelRequestedAtMs === null && job.state !== 'waiting';
  return [...links, ...(job.upstreamId === null ? [] : reading), ...(canStop ? [stopButton(job)] : [])];
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

import type { Button } from '@slack/types';
import { actions, section } from '../../block-kit/build.ts';
import { escapeMrkdwn, escapeWithin } from '../../block-kit/escape.ts';
import type { Job } from '../../store/job.ts';
import { refreshButton, sessionButtons, startAgainButton } from './job-buttons.ts';
import { boldName, mentionUser } from './job-words.ts';
import type { Notice } from './notice.ts';
import { unclearQuestion } from './render-card.ts';
import type { RenderedMessage } from './rendered.ts';

interface Words {
  /** Finished mrkdwn. */
  readonly text: string;
  readonly buttons?: readonly Button[];
}

/** A notice as a message. `job` is what it is about; a notice of access or delivery may stand without one. */
export function renderNotice(notice: Notice, job?: Job): RenderedMessage {
  const { text, buttons = [] } = words(notice, job);
  const message = {
    text,
    blocks: [section(text), ...(buttons.length === 0 ? [] : [actions(buttons)])],
  };
  return message;
}

function words(notice: Notice, job: Job | undefined): Words {
  const name = job === undefined ? 'Your request' : boldName(job);
  const hello = job === undefined ? '' : `${mentionUser(job.requesterId)} `;
  switch (notice.type) {
    case 'needs_approval':
      return {
        text: `✋ ${hello}${name} needs approval in Warmly. Approve or reject it there; what comes of it is told here.`,
        buttons: job === undefined ? [] : [refreshButton(job)],
      };
    case 'blocked':
      return {
        text: `✋ ${hello}${name} waits for an answer. Open its session in Warp and reply there.${asked(job)}`,
        buttons: job === undefined ? [] : sessionButtons(job),
      };
    case 'start_unclear':
      return {
        text: `❓ ${hello}${job === undefined ? 'It is unclear whether your request started.' : unclearQuestion(job)}`,
        buttons: job === undefined ? [] : [startAgainButton(job)],
      };
    case 'stop_requested':
      return { text: `🛑 ${byWhom(notice)} asked to stop ${name}. It ends as soon as Warp has stopped it.` };
    case 'stop_refused':
    case 'stop_failed':
      return {
        // A reason says itself what becomes of the job.
        text: `⚠️ ${hello}${name} could not be stopped${because(notice)}${reason(notice) === '' ? ' It goes on; its session shows what it does.' : ''}`,
        buttons: job === undefined ? [] : sessionButtons(job),
      };
    case 'refused':
      return {
        text: `🔒 ${reason(notice) || 'You may not use Errand here. Ask an admin of Errand for access.'}`,
      };
    case 'rerouted':
    case 'not_in_channel':
      return {
        text:
          `I may not post in ${channel(notice)}${because(notice)} What I have on ${name} comes to you here instead. ` +
          'To have me answer there, send this line in that channel: `/invite @Errand`',
      };
    case 'undeliverable':
      return {
        text:
          `⚠️ A message on ${name} could not be delivered to ${channel(notice)}${because(notice)} ` +
          'Look at the request again, or tell your admin: the log says more.',
      };
  }
}

function asked(job: Job | undefined): string {
  const question = job?.progress.statusMessage?.trim() ?? '';
  return question === '' ? '' : `\n${quote(escapeWithin(question, 800, escapeMrkdwn))}`;
}

function quote(text: string): string {
  return text
    .split('\n')
    .map((line) => `>${line}`)
    .join('\n');
}

function byWhom(notice: Notice): string {
  return notice.userId === undefined ? 'Someone' : mentionUser(notice.userId);
}

function channel(notice: Notice): string {
  const id = notice.channelId;
  return id !== undefined && /^[CG][A-Z0-9]+$/.test(id) ? `<#${id}>` : 'the channel';
}

function reason(notice: Notice): string {
  return escapeWithin(notice.reason?.trim() ?? '', 800, escapeMrkdwn);
}

/** The reason as the end of a sentence: ": It has ended already." or ".". */
function because(notice: Notice): string {
  const text = reason(notice);
  if (text === '') return '.';
  return /[.!?…]$/.test(text) ? `: ${text}` : `: ${text}.`;
}

import type { Button } from '@slack/types';
import { actions, section } from '../../block-kit/build.ts';
import { escapeMrkdwn, escapeWithin } from '../../block-kit/escape.ts';
import type { Job } from '../../store/job.ts';
import type { Notice } from '../../store/outbox.ts';
import { scheduleIdOf } from '../../store/schedules.ts';
import { openWarmlyButton, sessionButtons, startAgainButton } from './job-buttons.ts';
import { boldName, mentionUser } from './job-words.ts';
import { unclearQuestion } from './render-card.ts';
import type { RenderedMessage } from './rendered.ts';

interface Words {
  /** Finished mrkdwn. */
  readonly text: string;
  readonly buttons?: readonly Button[];
}

/** A notice about a job as a message. `warmlyAppUrl`: where people work in Warmly. */
export function renderNotice(notice: Notice, job: Job, warmlyAppUrl: string): RenderedMessage {
  const { text, buttons = [] } = words(notice, job, warmlyAppUrl);
  return { text, blocks: [section(text), ...(buttons.length === 0 ? [] : [actions(buttons)])] };
}

function words(notice: Notice, job: Job, warmlyAppUrl: string): Words {
  const name = boldName(job);
  const hello = `${mentionUser(job.requesterId)} `;
  switch (notice.type) {
    case 'needs_approval':
      return {
        text: `✋ ${hello}${name} needs approval in Warmly. Approve or reject it there; what comes of it is told here.`,
        buttons: [openWarmlyButton(warmlyAppUrl)],
      };
    case 'blocked':
      return {
        text: `✋ ${hello}${name} waits for an answer. Reply here, or open its session in Warp.${asked(job)}`,
        buttons: sessionButtons(job),
      };
    case 'start_unclear':
      return {
        text: `❓ ${hello}${unclearQuestion(job)}`,
        buttons: [startAgainButton(job)],
      };
    case 'stop_refused':
      return {
        // A reason says itself what becomes of the job.
        text: `⚠️ ${hello}${name} could not be stopped${because(notice)}${reason(notice) === '' ? ' It goes on; its session shows what it does.' : ''}`,
        buttons: sessionButtons(job),
      };
    case 'reply_unclear':
      return {
        text:
          `⚠️ ${mentionUser(notice.userId ?? job.requesterId)} Nobody knows whether your reply reached the agent. ` +
          'Look at its session, and say it again if it is missing there.',
        buttons: sessionButtons(job),
      };
    case 'rerouted':
      return {
        text:
          `I may not post in ${channel(notice)}${because(notice)} What I have on ${name} comes to you here instead. ` +
          `To have me answer there, send this line in that channel: \`/invite @Errand\`${pausedWords(job)}`,
      };
    case 'undeliverable':
      return {
        text:
          `⚠️ A message on ${name} could not be delivered to ${channel(notice)}${because(notice)} ` +
          'Look at the request again, or tell your admin: the log says more.',
      };
  }
}

function pausedWords(job: Job): string {
  if (scheduleIdOf(job) === undefined) return '';
  return '\nIts schedule is paused until then: resume it in `/warmly schedules`.';
}

function asked(job: Job): string {
  const question = job.progress.statusMessage?.trim() ?? '';
  return question === '' ? '' : `\n${quote(escapeWithin(question, 800, escapeMrkdwn))}`;
}

function quote(text: string): string {
  return text
    .split('\n')
    .map((line) => `>${line}`)
    .join('\n');
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

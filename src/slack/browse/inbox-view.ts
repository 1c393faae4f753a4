import type { KnownBlock, ModalView } from '@slack/types';
import { actions, button, context, dateToken, divider, plainText, section } from '../../block-kit/build.ts';
import { escapeMrkdwn, escapeWithin, inlineCode } from '../../block-kit/escape.ts';
import type { WarpMessage, WarpMessageHeader } from '../../warp/message.ts';
import type { WarpInboxQuery } from '../../warp/messages-api.ts';
import { outside } from './run-words.ts';

export const INBOX_VIEW = 'warp_inbox';
export const MESSAGE_READ_ACTION = 'warp_message_read';
export const MESSAGE_DELIVERED_ACTION = 'warp_message_delivered';
export const MESSAGE_WRITE_ACTION = 'warp_message_write';

/** Two blocks a letter: a modal holds no more. */
const MAX_LETTERS_SHOWN = 45;
const MAX_BODY_CHARS = 12_000;
const BODY_PART_CHARS = 2_800;

/** Which inbox is looked at: kept in a draft, the modal only names it. */
export interface InboxBrowse {
  readonly browse: 'inbox';
  readonly runId: string;
  readonly channelId: string;
  readonly teamId: string;
  readonly query: WarpInboxQuery;
}

/** The letters of a run's inbox; reading one is a step of its own, since it marks the letter. */
export function inboxView(
  draftId: string,
  { runId, query }: InboxBrowse,
  letters: readonly WarpMessageHeader[],
  opened?: { readonly message?: WarpMessage; readonly note?: string },
): ModalView {
  const shown = letters.slice(0, MAX_LETTERS_SHOWN);
  return {
    type: 'modal',
    callback_id: INBOX_VIEW,
    private_metadata: draftId,
    title: plainText('Inbox of a run'),
    close: plainText('Close'),
    blocks: [
      ...(opened?.note === undefined ? [] : [section(`:information_source: ${opened.note}`)]),
      ...(opened?.message === undefined ? [] : letterBlocks(opened.message)),
      section(
        letters.length === 0
          ? `There are no ${query.unread === true ? 'unread ' : ''}letters here.`
          : 'Letters to this run. They are the agent’s: reading one marks it as read, and the agent may then skip it.',
      ),
      ...shown.flatMap(headerBlocks),
      ...(letters.length > shown.length
        ? [context([`${letters.length - shown.length} more: narrow it with \`since=\``])]
        : []),
      actions([button('Write to this run', { actionId: MESSAGE_WRITE_ACTION })]),
      context([`Run ${inlineCode(runId)}`]),
    ],
  };
}

function headerBlocks(letter: WarpMessageHeader): KnownBlock[] {
  const marks = [
    letter.readAtMs === undefined ? '*unread*' : `read ${dateToken(letter.readAtMs, '{ago}')}`,
    letter.deliveredAtMs === undefined
      ? 'not delivered'
      : `delivered ${dateToken(letter.deliveredAtMs, '{ago}')}`,
  ];
  const facts = [
    letter.senderRunId && `from run ${inlineCode(letter.senderRunId)}`,
    letter.sentAtMs === undefined ? undefined : `sent ${dateToken(letter.sentAtMs, '{ago}')}`,
    ...marks,
  ].filter((fact) => fact !== undefined && fact !== '');
  const read = button('Read', { actionId: MESSAGE_READ_ACTION, value: letter.messageId });
  return [
    section(`*${outside(letter.subject || '(no subject)')}*\n${facts.join(' · ')}`),
    actions([
      letter.readAtMs === undefined ? { ...read, confirm: readConfirm() } : read,
      ...(letter.deliveredAtMs === undefined
        ? [button('Mark as delivered', { actionId: MESSAGE_DELIVERED_ACTION, value: letter.messageId })]
        : []),
    ]),
  ];
}

function readConfirm() {
  return {
    title: plainText('Read this letter?'),
    text: plainText('This marks it as read: the agent that it is for may then skip it.'),
    confirm: plainText('Read it'),
    deny: plainText('Leave it'),
  };
}

function letterBlocks(message: WarpMessage): KnownBlock[] {
  const body = message.body.slice(0, MAX_BODY_CHARS);
  const parts: string[] = [];
  for (let at = 0; at < body.length; at += BODY_PART_CHARS) parts.push(body.slice(at, at + BODY_PART_CHARS));
  return [
    section(`*${outside(message.subject || '(no subject)')}*`),
    ...parts.map((part) => section(escapeWithin(part, 3_000, escapeMrkdwn))),
    ...(message.body.length > body.length
      ? [context(['Shortened: the letter is longer than a modal shows.'])]
      : []),
    divider(),
  ];
}

import type { App } from '@slack/bolt';
import type { KnownBlock, ModalView } from '@slack/types';
import { context, plainText, section } from '../../block-kit/build.ts';
import { escapeMrkdwn, escapeWithin } from '../../block-kit/escape.ts';
import { exactInputLines } from '../../delivery/render/card-request.ts';
import { acceptJob } from '../../jobs/accept-job.ts';
import { createDraft, getDraft } from '../../store/drafts.ts';
import type { WarmlyRequest } from '../../store/job.ts';
import type { Queryable } from '../../store/store.ts';
import type { ListenerDeps } from '../listener-deps.ts';
import { outside } from './execution-words.ts';

export const CONFIRM_VIEW = 'warmly_confirm';

/** A request that is complete but for a person's yes: kept in a draft. */
export interface WaitingRequest {
  readonly request: WarmlyRequest;
  readonly teamId: string;
  readonly channelId: string;
  /** The thread it belongs to; null where it opens its own. */
  readonly rootTs: string | null;
  /** The same for every way in which the same wish may arrive. */
  readonly dedupeKey: string;
}

/** The modal that shows what would be sent, and asks. Nothing is sent before it is submitted. */
export async function askBeforeRunning(
  { store }: { readonly store: Queryable },
  userId: string,
  waiting: WaitingRequest,
): Promise<ModalView> {
  const { id } = await createDraft(store, { userId, kind: 'warmly', content: waiting });
  const { toolName, reasoning, isAsync } = waiting.request;
  return {
    type: 'modal',
    callback_id: CONFIRM_VIEW,
    private_metadata: id,
    title: plainText('Run this tool?'),
    submit: plainText('Run it'),
    close: plainText('Cancel'),
    blocks: [
      section(
        `*${outside(toolName, 150)}* ${isAsync ? 'may change something in Warmly' : 'is to be confirmed first'}. Nothing has been sent yet: look over what it gets.`,
      ),
      ...inputBlocks(waiting.request),
      ...(reasoning === undefined
        ? []
        : [context([`Reason: ${escapeWithin(reasoning, 600, escapeMrkdwn)}`])]),
    ],
  };
}

const MAX_SECTION_CHARS = 2_800;
const MAX_SECTIONS = 60;

/** The input whole, in as many sections as it takes. */
export function inputBlocks(request: WarmlyRequest): KnownBlock[] {
  const lines = exactInputLines(request, MAX_SECTION_CHARS - 200);
  if (lines.length === 0) return [section('*Input*\nNone')];
  const texts = ['*Input*'];
  for (const line of lines) {
    const last = texts.at(-1) ?? '';
    if (last.length + line.length < MAX_SECTION_CHARS) texts[texts.length - 1] = `${last}\n${line}`;
    else texts.push(line);
  }
  const shown = texts.slice(0, MAX_SECTIONS).map((text) => section(text));
  return texts.length > MAX_SECTIONS ? [...shown, context(['The rest is too long to be shown here'])] : shown;
}

/** The yes. */
export function registerConfirm(app: App, { store }: ListenerDeps): void {
  app.view(CONFIRM_VIEW, async ({ ack, view, body }) => {
    const draft = await getDraft<WaitingRequest>(store, view.private_metadata);
    if (draft === undefined || draft.userId !== body.user.id) {
      const text = 'This is too old to be confirmed. Nothing was sent: start it again.';
      await ack({
        response_action: 'update',
        view: {
          type: 'modal',
          title: plainText('Run this tool?'),
          close: plainText('Close'),
          blocks: [section(text)],
        },
      });
      return;
    }
    const { request, teamId, channelId, rootTs, dedupeKey } = draft.content;
    const place = { channelId, rootTs, requesterId: draft.userId };
    await acceptJob(store, { request, teamId, place, dedupeKey });
    await ack({ response_action: 'clear' });
  });
}

import type { SlackViewAction, SlackViewMiddlewareArgs } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import { plainText, section } from '../../block-kit/build.ts';
import { escapeMrkdwn } from '../../block-kit/escape.ts';
import type { Form } from '../../forms/form.ts';
import { type FormSession, topPlace } from '../../forms/form-session.ts';
import { type FormView, formView } from '../../forms/form-view.ts';
import type { Draft } from '../../store/drafts.ts';
import type { Tx } from '../../store/store.ts';

export type SubmittedView = SlackViewMiddlewareArgs<SlackViewAction>['view'];
/** Messages by block id. */
export type FieldErrors = Record<string, string>;

/** What a draft keeps of the form in it. */
export interface FormInDraft {
  readonly session: FormSession;
  /** Slack's times of the latest presses: one that is handed over twice counts once. */
  readonly presses: readonly string[];
}

/** A kind of draft with a form in it: what stands around the form, and what becomes of its input. */
export interface FormOwner<Content> {
  /** `callback_id` of its first view; sub-forms add the number of their place. */
  readonly name: string;
  readonly command: string;
  readonly formOf: (content: Content) => { readonly form: Form; readonly state: FormInDraft } | undefined;
  readonly withForm: (content: Content, state: FormInDraft) => Content;
  readonly timeZoneOf: (content: Content) => string;
  /** The first view, around the form's own blocks. */
  readonly rootView: (draftId: string, content: Content, view: FormView | undefined) => ModalView;
  /** Takes over what was entered beside the form. */
  readonly readOwn: (content: Content, view: SubmittedView) => Content;
  /** Why a submission cannot be taken yet, such as a choice that is missing. */
  readonly refuse: (content: Content, view: SubmittedView) => FieldErrors | undefined;
  /** Another form in its place, where what it was made from has changed meanwhile: it is shown instead of accepted. */
  readonly renewed: (content: Content) => Content | undefined;
  /** What is to be confirmed before `accept` may be called; it is then left to that modal. */
  readonly confirm?: (tx: Tx, draft: Draft<Content>, input: unknown) => Promise<ModalView | undefined>;
  /** Stores what was asked for. Errors may name `FIRST_INPUT` for the first input that there is. */
  readonly accept: (tx: Tx, draft: Draft<Content>, input: unknown) => Promise<FieldErrors | undefined>;
}

export const FIRST_INPUT = '';

/** The modal for the top place of a session. */
export function placeModal<Content>(
  owner: FormOwner<Content>,
  { id, content }: Pick<Draft<Content>, 'id' | 'content'>,
  form: Form,
  session: FormSession,
): ModalView {
  const view = formView(form, session);
  const { serial } = topPlace(session);
  if (serial === 0) return owner.rootView(id, content, view);
  return {
    type: 'modal',
    callback_id: `${owner.name}:${serial}`,
    private_metadata: id,
    notify_on_close: true,
    title: plainText(view.title),
    submit: plainText(view.submit),
    close: plainText(view.close),
    blocks: view.blocks.length > 0 ? [...view.blocks] : [section('There is nothing to fill in here.')],
  };
}

/** The place that a view shows, by its `callback_id`; undefined for another owner's. */
export function serialOf(owner: { readonly name: string }, callbackId: string): number | undefined {
  if (callbackId === owner.name) return 0;
  const [name, serial = ''] = callbackId.split(':');
  return name === owner.name && /^\d+$/.test(serial) ? Number(serial) : undefined;
}

/** A view that has come to nothing says why. */
export function goneView(owner: { readonly name: string; readonly command: string }): ModalView {
  const text = `This form is too old: Errand no longer has what was filled in. Close it and send ${owner.command} again.`;
  return problemModal(owner.name, '', text);
}

export function problemModal(callbackId: string, draftId: string, sentence: string): ModalView {
  return {
    type: 'modal',
    callback_id: callbackId,
    private_metadata: draftId,
    title: plainText('Form'),
    close: plainText('Close'),
    blocks: [section(`:warning: ${escapeMrkdwn(sentence)}`)],
  };
}

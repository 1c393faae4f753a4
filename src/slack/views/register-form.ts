import type {
  AllMiddlewareArgs,
  App,
  BlockAction,
  SlackActionMiddlewareArgs,
  ViewClosedAction,
  ViewSubmitAction,
} from '@slack/bolt';
import type { ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { toErrandError } from '../../errors.ts';
import { actInForm } from '../../forms/act-in-form.ts';
import type { Form } from '../../forms/form.ts';
import { FORM_ACTION } from '../../forms/form-ids.ts';
import {
  atPlace,
  closePlace,
  type FormSession,
  type FormStep,
  placeInView,
  topPlace,
} from '../../forms/form-session.ts';
import { fileIdsIn, type ReadingContext } from '../../forms/read-field.ts';
import { submitForm } from '../../forms/submit-form.ts';
import { type Draft, lockDraft, saveDraft } from '../../store/drafts.ts';
import type { Tx } from '../../store/store.ts';
import type { ListenerDeps } from '../listener-deps.ts';
import { completeForm, type FormOutcome } from './complete-form.ts';
import { errorAnswer } from './error-answer.ts';
import {
  FIRST_INPUT,
  type FieldErrors,
  type FormInDraft,
  type FormOwner,
  goneView,
  hasMenus,
  hasRoomAbove,
  placeModal,
  type SubmittedView,
  serialOf,
} from './form-owner.ts';
import { createTurns } from './form-turns.ts';
import { pushView, updateView } from './open-view.ts';
import { readUploads } from './read-uploads.ts';
import { createPlaceShower } from './show-place.ts';

/** Presses that are remembered, so that one which is handed over twice counts once. */
const MAX_PRESSES = 20;
/** What is removed or moved right before submitting may arrive right after it: it is let pass first. */
const PRESSES_FIRST_MS = 250;

type ActionArgs = SlackActionMiddlewareArgs<BlockAction> & AllMiddlewareArgs;
type FoundForm = { readonly form: Form; readonly state: FormInDraft };
/** What becomes of a session; undefined where the view's place is gone. `isLate`: a later press was read already. */
type Act<Content> = (
  form: Form,
  session: FormSession,
  context: ReadingContext,
  isLate: boolean,
  content: Content,
) => FormStep | undefined;
type Found<Content> = {
  readonly draft: Draft<Content>;
  readonly form: Form;
  readonly step: TakenStep;
  /** It was taken before: only what it led to may not have been shown yet. */
  readonly isRepeated?: boolean;
};
type TakenStep =
  | Exclude<FormStep, { readonly to: 'done' }>
  | { readonly to: 'done'; readonly session: FormSession; readonly outcome: FormOutcome };

/**
 * The conversation of a form that lives in a draft: every press and submission is read into the draft first, under
 * its lock, and then shown. Views that Slack shows no more, a restart and a second press change nothing about that.
 */
export function registerForm<Content>(app: App, deps: ListenerDeps, owner: FormOwner<Content>): void {
  const { store, logger } = deps;
  const inTurn = createTurns();
  const show = createPlaceShower(store, owner);
  const ownViews = new RegExp(`^${owner.name}(?::\\d+)?$`);

  app.action<BlockAction>({ type: 'block_actions', action_id: FORM_ACTION }, async (args) => {
    const serial = serialOf(owner, args.body.view?.callback_id ?? '');
    // Its turn is taken before Slack is answered: a submission that follows is read after it.
    const pressed = serial === undefined ? undefined : onPress(args, serial);
    await Promise.all([args.ack(), pressed]);
  });

  app.view<ViewSubmitAction>(
    { type: 'view_submission', callback_id: ownViews },
    async ({ ack, view, body, client }) => {
      const answer = await onSubmit(view, body.user.id, client).catch((error: unknown): Answer => {
        logger.error({ err: error }, 'a submission could not be accepted');
        return { errors: { [FIRST_INPUT]: toErrandError(error).userMessage } };
      });
      if (answer.errors !== undefined) return await ack(errorAnswer(view, answer.errors));
      if (answer.view !== undefined)
        return await ack({ response_action: answer.push ? 'push' : 'update', view: answer.view });
      await (answer.isDone === true ? ack({ response_action: 'clear' }) : ack());
      if (answer.showBelow !== undefined) await answer.showBelow();
    },
  );

  app.view<ViewClosedAction>(
    { type: 'view_closed', callback_id: ownViews },
    async ({ ack, view, body, client }) => {
      const serial = serialOf(owner, view.callback_id) ?? 0;
      const closed = serial === 0 ? undefined : onClose(view.private_metadata, body.user.id, serial);
      const [below] = await Promise.all([closed, ack()]);
      const belowId = view.previous_view_id;
      if (below !== undefined && belowId !== null && !body.is_cleared)
        await show(client, { draftId: view.private_metadata, viewId: belowId }, below);
    },
  );

  /** The place that is shown then; undefined where nothing was left to close. */
  async function onClose(draftId: string, userId: string, serial: number): Promise<number | undefined> {
    return await changeDraft(draftId, async (tx, draft, { state }) => {
      if (draft.userId !== userId) return undefined;
      const session = closePlace(state.session, serial);
      if (session === state.session) return undefined;
      await saveDraft(tx, draft.id, owner.withForm(draft.content, { ...state, session }));
      return topPlace(session).serial;
    });
  }

  async function onPress({ body, action, client }: ActionArgs, serial: number): Promise<void> {
    const { view } = body;
    if (view === undefined) return;
    const pressed = { actionId: action.action_id, option: chosenOption(action) };
    const found = await take(
      view,
      body.user.id,
      action.action_ts,
      (form, session, context, isLate) => {
        const here = atPlace(session, serial);
        if (here === undefined) return undefined;
        return actInForm(form, here, pressed, isLate ? {} : view.state.values, context);
      },
      client,
    );
    if (found === 'gone') return await updateView(client, view.id, goneView(owner));
    if (found === undefined || found.step.to === 'stay') return;
    const { draft, form, step, isRepeated } = found;
    const { serial: top } = topPlace(step.session);
    const shown = { draftId: draft.id, viewId: view.id, hash: view.hash };
    // A view that was to open above it is open, or can be opened no more.
    if (isRepeated) return await show(client, shown, placeInView(step.session, serial)?.serial ?? serial);
    if (step.to !== 'push') return await show(client, shown, top);
    try {
      await pushView(client, body.trigger_id, placeModal(owner, draft, form, step.session));
    } catch (error) {
      const { code, userMessage } = toErrandError(error);
      if (code !== 'slack.trigger_gone') throw error;
      logger.warn({ err: error }, 'a sub-form could not be opened in time');
      await undoPush(draft.id, top, userMessage);
      await show(client, shown, serial);
    }
  }

  async function undoPush(draftId: string, serial: number, note: string): Promise<void> {
    await changeDraft(draftId, async (tx, draft, { state }) => {
      const closed = closePlace(state.session, serial);
      const session = { ...closed, notes: { ...closed.notes, '': note } };
      await saveDraft(tx, draft.id, owner.withForm(draft.content, { ...state, session }));
    });
  }

  /** Works on a draft in its turn and under its lock; undefined where there is no form any more. */
  async function changeDraft<T>(
    draftId: string,
    work: (tx: Tx, draft: Draft<Content>, found: FoundForm) => Promise<T>,
  ): Promise<T | undefined> {
    return await inTurn(draftId, () =>
      store.transaction(async (tx) => {
        const draft = await lockDraft<Content>(tx, draftId);
        const found = draft && owner.formOf(draft.content);
        return draft === undefined || found === undefined ? undefined : await work(tx, draft, found);
      }),
    );
  }

  interface Answer {
    readonly errors?: FieldErrors;
    readonly view?: ModalView;
    readonly push?: boolean;
    /** Nothing is left to do in the modal, nor in those that it was opened from. */
    readonly isDone?: boolean;
    readonly showBelow?: () => Promise<void>;
  }

  async function onSubmit(view: SubmittedView, userId: string, client: WebClient): Promise<Answer> {
    const serial = serialOf(owner, view.callback_id) ?? 0;
    if (hasMenus(view)) await store.clock.sleep(PRESSES_FIRST_MS);
    let refusal: FieldErrors | undefined;
    const found = await take(
      view,
      userId,
      undefined,
      (form, session, context, _isLate, content) => {
        refusal = serial === 0 ? owner.refuse(content, view) : undefined;
        const here = refusal === undefined ? atPlace(session, serial) : undefined;
        return here === undefined ? undefined : submitForm(form, here, view.state.values, context);
      },
      client,
    );
    if (found === 'gone') return { view: goneView(owner) };
    if (refusal !== undefined) return { errors: refusal };
    // The place is gone: the view closes.
    if (found === undefined) return {};
    const { draft, form, step } = found;
    switch (step.to) {
      case 'errors':
        return { errors: step.errors };
      case 'same':
      case 'push':
        return { view: placeModal(owner, draft, form, step.session), push: step.to === 'push' };
      case 'done': {
        const { outcome } = step;
        if (outcome !== 'accepted')
          return 'errors' in outcome ? outcome : { view: outcome.question, push: hasRoomAbove(view) };
        store.reach('job.accepted');
        return { isDone: true };
      }
      default: {
        const { previous_view_id: belowId } = view;
        const below = topPlace(step.session).serial;
        return belowId === null
          ? {}
          : { showBelow: () => show(client, { draftId: draft.id, viewId: belowId }, below) };
      }
    }
  }

  /** Reads what came from a view into its draft. */
  async function take(
    view: SubmittedView,
    userId: string,
    pressedAtTs: string | undefined,
    act: Act<Content>,
    client: WebClient,
  ): Promise<Found<Content> | 'gone' | undefined> {
    return await inTurn(view.private_metadata, async () => {
      const files = await readUploads(client, fileIdsIn(view.state.values));
      return await store.transaction((tx) => takeInto(tx, view, userId, pressedAtTs, act, files));
    });
  }

  async function takeInto(
    tx: Tx,
    view: SubmittedView,
    userId: string,
    pressedAtTs: string | undefined,
    act: Act<Content>,
    files: ReadingContext['files'],
  ): Promise<Found<Content> | 'gone' | undefined> {
    const draft = await lockDraft<Content>(tx, view.private_metadata);
    if (draft === undefined || draft.userId !== userId) return 'gone';
    const content = owner.readOwn(draft.content, view);
    const found = owner.formOf(content);
    if (found === undefined) return undefined;
    const { form, state } = found;
    if (pressedAtTs !== undefined && state.presses.includes(pressedAtTs)) {
      return { draft, form, step: { to: 'same', session: state.session }, isRepeated: true };
    }
    const isLate =
      pressedAtTs !== undefined && state.presses.some((other) => Number(other) > Number(pressedAtTs));
    const context = { timeZone: owner.timeZoneOf(content), nowMs: tx.clock.nowMs(), files };
    const step = act(form, state.session, context, isLate, content);
    if (step === undefined) return undefined;
    const presses =
      pressedAtTs === undefined ? state.presses : [...state.presses, pressedAtTs].slice(-MAX_PRESSES);
    const taken = owner.withForm(content, { session: step.session, presses });
    const renewed = step.to === 'done' ? owner.renewed(taken) : undefined;
    const now = renewed && owner.formOf(renewed);
    if (renewed !== undefined && now !== undefined) {
      await saveDraft(tx, draft.id, renewed);
      const instead = { to: 'same', session: now.state.session } as const;
      return { draft: { ...draft, content: renewed }, form: now.form, step: instead };
    }
    const after = { ...draft, content: taken };
    if (step.to !== 'done') {
      await saveDraft(tx, draft.id, taken);
      return { draft: after, form, step };
    }
    const outcome = await completeForm(tx, owner, after, step.input);
    // Nothing more is read into what was accepted: Slack closes it, or submits the same again.
    if (outcome !== 'accepted') await saveDraft(tx, draft.id, taken);
    return { draft: after, form, step: { to: 'done', session: step.session, outcome } };
  }
}

function chosenOption(action: ActionArgs['action']): string | undefined {
  if (!('selected_option' in action)) return undefined;
  return action.selected_option?.value;
}

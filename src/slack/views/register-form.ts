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
import { FORM_ACTION } from '../../forms/form-ids.ts';
import { atPlace, closePlace, placeInView, topPlace } from '../../forms/form-session.ts';
import { submitForm } from '../../forms/submit-form.ts';
import { saveDraft } from '../../store/drafts.ts';
import type { ListenerDeps } from '../listener-deps.ts';
import { createDraftReader, type Outcome } from './draft-reader.ts';
import { errorAnswer } from './error-answer.ts';
import {
  FIRST_INPUT,
  type FieldErrors,
  type FormOwner,
  goneView,
  placeModal,
  type SubmittedView,
  serialOf,
} from './form-owner.ts';
import { pushView, updateView } from './open-view.ts';
import { createPlaceShower } from './show-place.ts';

/** What is removed or moved right before submitting may arrive right after it: it is let pass first. */
const PRESSES_FIRST_MS = 250;

type ActionArgs = SlackActionMiddlewareArgs<BlockAction> & AllMiddlewareArgs;

/**
 * The conversation of a form that lives in a draft: every press and submission is read into the draft first, under
 * its lock, and then shown. Views that Slack shows no more, a restart and a second press change nothing about that.
 */
export function registerForm<Content>(app: App, deps: ListenerDeps, owner: FormOwner<Content>): void {
  const { store, logger } = deps;
  const { take, change } = createDraftReader(store, owner);
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
    return await change(draftId, async (tx, draft, { state }) => {
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
    const found = await take({
      view,
      userId: body.user.id,
      pressedAtTs: action.action_ts,
      client,
      act: (form, session, context, isLate) => {
        const here = atPlace(session, serial);
        if (here === undefined) return undefined;
        return actInForm(form, here, pressed, isLate ? {} : view.state.values, context);
      },
    });
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
    await change(draftId, async (tx, draft, { state }) => {
      const closed = closePlace(state.session, serial);
      const session = { ...closed, notes: { ...closed.notes, '': note } };
      await saveDraft(tx, draft.id, owner.withForm(draft.content, { ...state, session }));
    });
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
    const found = await take({
      view,
      userId,
      client,
      act: (form, session, context, _isLate, content) => {
        refusal = serial === 0 ? owner.refuse(content, view) : undefined;
        const here = refusal === undefined ? atPlace(session, serial) : undefined;
        return here === undefined ? undefined : submitForm(form, here, view.state.values, context);
      },
    });
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
      case 'done':
        return answerTo(step.outcome, view);
      default: {
        const { previous_view_id: belowId } = view;
        const below = topPlace(step.session).serial;
        return belowId === null
          ? {}
          : { showBelow: () => show(client, { draftId: draft.id, viewId: belowId }, below) };
      }
    }
  }

  function answerTo(outcome: Outcome, view: SubmittedView): Answer {
    if (outcome !== 'accepted')
      return 'errors' in outcome ? outcome : { view: outcome.question, push: hasRoomAbove(view) };
    store.reach('job.accepted');
    return { isDone: true };
  }
}

/** Menus beside entries: what is chosen there changes the input, which the submission itself does not show. */
function hasMenus({ blocks }: SubmittedView): boolean {
  return blocks.some((block) => 'accessory' in block && block.accessory?.type === 'overflow');
}

function chosenOption(action: ActionArgs['action']): string | undefined {
  if (!('selected_option' in action)) return undefined;
  return action.selected_option?.value;
}

/** Slack stacks three views: from the third one on, the next takes its place. */
function hasRoomAbove({ previous_view_id: below, root_view_id: root }: SubmittedView): boolean {
  return below === null || below === root;
}

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
import type { Form } from '../../forms/form-field.ts';
import { FORM_ACTION } from '../../forms/form-ids.ts';
import {
  atPlace,
  closePlace,
  type FormSession,
  type FormStep,
  shownAt,
  topPlace,
} from '../../forms/form-session.ts';
import { fileIdsIn, type ReadingContext } from '../../forms/read-field.ts';
import { submitForm } from '../../forms/submit-form.ts';
import { type Draft, getDraft, lockDraft, saveDraft } from '../../store/drafts.ts';
import type { ListenerDeps } from '../listener-deps.ts';
import {
  FIRST_INPUT,
  type FieldErrors,
  type FormOwner,
  goneView,
  placeModal,
  problemModal,
  type SubmittedView,
  serialOf,
} from './form-owner.ts';
import { createTurns } from './form-turns.ts';
import { pushView, updateView } from './open-view.ts';
import { readUploads } from './read-uploads.ts';

/** Presses that are remembered, so that one which is handed over twice counts once. */
const MAX_PRESSES = 20;

type ActionArgs = SlackActionMiddlewareArgs<BlockAction> & AllMiddlewareArgs;
type Found<Content> = { readonly draft: Draft<Content>; readonly form: Form; readonly step: FormStep };

/**
 * The conversation of a form that lives in a draft: every press and submission is read into the draft first, under
 * its lock, and then shown. Views that Slack shows no more, a restart and a second press change nothing about that.
 */
export function registerForm<Content>(app: App, deps: ListenerDeps, owner: FormOwner<Content>): void {
  const { store, logger } = deps;
  const inTurn = createTurns();
  const ownViews = new RegExp(`^${owner.name}(?::\\d+)?$`);

  app.action<BlockAction>({ type: 'block_actions', action_id: FORM_ACTION }, async (args) => {
    await args.ack();
    const serial = serialOf(owner, args.body.view?.callback_id ?? '');
    if (serial !== undefined) await onPress(args, serial);
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
      await ack();
      const serial = serialOf(owner, view.callback_id);
      if (serial === undefined || serial === 0) return;
      const below = await store.transaction(async (tx) => {
        const draft = await lockDraft<Content>(tx, view.private_metadata);
        const found = draft && owner.formOf(draft.content);
        if (draft === undefined || found === undefined || draft.userId !== body.user.id) return undefined;
        const session = closePlace(found.state.session, serial);
        if (session === found.state.session) return undefined;
        await saveDraft(tx, draft.id, owner.withForm(draft.content, { ...found.state, session }));
        return topPlace(session).serial;
      });
      const belowId = view.previous_view_id;
      if (below !== undefined && belowId !== null && !body.is_cleared)
        await show(client, view.private_metadata, belowId, below);
    },
  );

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
    const { draft, form, step } = found;
    const { serial: top } = topPlace(step.session);
    if (step.to !== 'push') return await show(client, draft.id, view.id, top);
    try {
      await pushView(client, body.trigger_id, placeModal(owner, draft, form, step.session));
    } catch (error) {
      const { code, userMessage } = toErrandError(error);
      if (code !== 'slack.trigger_gone') throw error;
      logger.warn({ err: error }, 'a sub-form could not be opened in time');
      await undoPush(draft.id, top, userMessage);
      await show(client, draft.id, view.id, serial);
    }
  }

  async function undoPush(draftId: string, serial: number, note: string): Promise<void> {
    await store.transaction(async (tx) => {
      const draft = await lockDraft<Content>(tx, draftId);
      const found = draft && owner.formOf(draft.content);
      if (draft === undefined || found === undefined) return;
      const closed = closePlace(found.state.session, serial);
      const session = { ...closed, notes: { ...closed.notes, '': note } };
      await saveDraft(tx, draft.id, owner.withForm(draft.content, { ...found.state, session }));
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
        const errors = await owner.accept(draft, step.input);
        return errors === undefined ? { isDone: true } : { errors };
      }
      default: {
        const { previous_view_id: belowId } = view;
        const below = topPlace(step.session).serial;
        return belowId === null ? {} : { showBelow: () => show(client, draft.id, belowId, below) };
      }
    }
  }

  /** Reads what came from a view into its draft. */
  async function take(
    view: SubmittedView,
    userId: string,
    pressedAtTs: string | undefined,
    act: (
      form: Form,
      session: FormSession,
      context: ReadingContext,
      isLate: boolean,
      content: Content,
    ) => FormStep | undefined,
    client: WebClient,
  ): Promise<Found<Content> | 'gone' | undefined> {
    const files = await readUploads(client, fileIdsIn(view.state.values));
    return await store.transaction(async (tx) => {
      const draft = await lockDraft<Content>(tx, view.private_metadata);
      if (draft === undefined || draft.userId !== userId) return 'gone';
      const content = owner.readOwn(draft.content, view);
      const found = owner.formOf(content);
      if (found === undefined) return undefined;
      const { form, state } = found;
      if (pressedAtTs !== undefined && state.presses.includes(pressedAtTs)) {
        return { draft, form, step: { to: 'same', session: state.session } };
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
      await saveDraft(tx, draft.id, renewed ?? taken);
      const now = renewed && owner.formOf(renewed);
      if (renewed === undefined || now === undefined)
        return { draft: { ...draft, content: taken }, form, step };
      const instead: FormStep = { to: 'same', session: now.state.session };
      return { draft: { ...draft, content: renewed }, form: now.form, step: instead };
    });
  }

  /** Shows a place as it is by now; of two that want to, the later one shows the newest state. */
  async function show(client: WebClient, draftId: string, viewId: string, serial: number): Promise<void> {
    await inTurn(draftId, async () => {
      const draft = await getDraft<Content>(store, draftId);
      const found = draft && owner.formOf(draft.content);
      const session = found && shownAt(found.state.session, serial);
      if (draft === undefined || found === undefined || session === undefined) return;
      await updateView(client, viewId, placeModal(owner, draft, found.form, session));
    });
  }
}

function chosenOption(action: ActionArgs['action']): string | undefined {
  if (!('selected_option' in action)) return undefined;
  return action.selected_option?.value;
}

/** Slack refuses messages for blocks that the view does not have. */
function errorAnswer(view: SubmittedView, errors: FieldErrors) {
  const inputs = view.blocks.flatMap((block) =>
    block.type === 'input' && block.block_id !== undefined ? [block.block_id] : [],
  );
  const first = inputs.find((id) => id.startsWith('form:')) ?? inputs[0];
  const known: FieldErrors = {};
  for (const [id, message] of Object.entries(errors)) {
    const at = inputs.includes(id) ? id : first;
    if (at !== undefined) known[at] = known[at] === undefined ? message : `${known[at]} ${message}`;
  }
  if (Object.keys(known).length > 0) return { response_action: 'errors' as const, errors: known };
  const text = Object.values(errors).join(' ');
  return {
    response_action: 'update' as const,
    view: problemModal(view.callback_id, view.private_metadata, text),
  };
}

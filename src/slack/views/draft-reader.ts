import type { ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import type { Form } from '../../forms/form.ts';
import type { FormSession, FormStep } from '../../forms/form-session.ts';
import { fileIdsIn, type ReadingContext } from '../../forms/read-field.ts';
import { type Draft, lockDraft, saveDraft } from '../../store/drafts.ts';
import type { Store, Tx } from '../../store/store.ts';
import type { FieldErrors, FormInDraft, FormOwner, SubmittedView } from './form-owner.ts';
import { createTurns } from './form-turns.ts';
import { readUploads } from './read-uploads.ts';

/** Presses that are remembered, so that one which is handed over twice counts once. */
const MAX_PRESSES = 20;

/** What came from a view, and what is to become of the form with it. */
export interface Reading<Content> {
  readonly view: SubmittedView;
  readonly userId: string;
  /** When a press was made; absent for a submission. */
  readonly pressedAtTs?: string;
  readonly client: WebClient;
  /** Undefined where the view's place is gone. `isLate`: a later press was read already. */
  readonly act: (
    form: Form,
    session: FormSession,
    context: ReadingContext,
    isLate: boolean,
    content: Content,
  ) => FormStep | undefined;
}

export interface Taken<Content> {
  readonly draft: Draft<Content>;
  readonly form: Form;
  readonly step: TakenStep;
  /** It was taken before: only what it led to may not have been shown yet. */
  readonly isRepeated?: boolean;
}

type TakenStep =
  | Exclude<FormStep, { readonly to: 'done' }>
  | { readonly to: 'done'; readonly session: FormSession; readonly outcome: Outcome };

/** What came of a form that is complete. */
export type Outcome = 'accepted' | { readonly question: ModalView } | { readonly errors: FieldErrors };

type FoundForm = { readonly form: Form; readonly state: FormInDraft };

/** Reads what came from views into their draft: one after the other, in one transaction each, under its lock. */
export interface DraftReader<Content> {
  /** `gone`: there is no such draft any more. Undefined: there is no form in it, or the view's place is gone. */
  take(reading: Reading<Content>): Promise<Taken<Content> | 'gone' | undefined>;
  /** Works on a draft in its turn; undefined where there is no form any more. */
  change<T>(
    draftId: string,
    work: (tx: Tx, draft: Draft<Content>, found: FoundForm) => Promise<T>,
  ): Promise<T | undefined>;
}

export function createDraftReader<Content>(store: Store, owner: FormOwner<Content>): DraftReader<Content> {
  const inTurn = createTurns();

  async function takeInto(
    tx: Tx,
    { view, userId, pressedAtTs, act }: Reading<Content>,
    files: ReadingContext['files'],
  ): Promise<Taken<Content> | 'gone' | undefined> {
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
    const after = { ...draft, content: owner.withForm(content, { session: step.session, presses }) };
    if (step.to === 'done') return await complete(tx, after, form, step);
    await saveDraft(tx, draft.id, after.content);
    return { draft: after, form, step };
  }

  /** In the transaction that reads the form, so that Slack waits for one commit and not for two. */
  async function complete(
    tx: Tx,
    draft: Draft<Content>,
    form: Form,
    { session, input }: Extract<FormStep, { readonly to: 'done' }>,
  ): Promise<Taken<Content>> {
    const renewed = owner.renewed(draft.content);
    const now = renewed && owner.formOf(renewed);
    if (renewed !== undefined && now !== undefined) {
      await saveDraft(tx, draft.id, renewed);
      const instead = { to: 'same', session: now.state.session } as const;
      return { draft: { ...draft, content: renewed }, form: now.form, step: instead };
    }
    const outcome = await outcomeOf(tx, draft, input);
    // Nothing more is read into what was accepted: Slack closes it, or submits the same again.
    if (outcome !== 'accepted') await saveDraft(tx, draft.id, draft.content);
    return { draft, form, step: { to: 'done', session, outcome } };
  }

  async function outcomeOf(tx: Tx, draft: Draft<Content>, input: unknown): Promise<Outcome> {
    const question = await owner.confirm?.(tx, draft, input);
    if (question !== undefined) return { question };
    const errors = await owner.accept(tx, draft, input);
    return errors === undefined ? 'accepted' : { errors };
  }

  return {
    take: (reading) =>
      inTurn(reading.view.private_metadata, async () => {
        const files = await readUploads(reading.client, fileIdsIn(reading.view.state.values));
        return await store.transaction((tx) => takeInto(tx, reading, files));
      }),
    change: (draftId, work) =>
      inTurn(draftId, () =>
        store.transaction(async (tx) => {
          const draft = await lockDraft<Content>(tx, draftId);
          const found = draft && owner.formOf(draft.content);
          return draft === undefined || found === undefined ? undefined : await work(tx, draft, found);
        }),
      ),
  };
}

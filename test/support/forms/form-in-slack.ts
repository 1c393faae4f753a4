import type { KnownBlock } from '@slack/types';
import { checkSlackView } from '../../../src/block-kit/check-view.ts';
import { createSystemClock } from '../../../src/clock.ts';
import { actInForm } from '../../../src/forms/act-in-form.ts';
import type { UploadedFile } from '../../../src/forms/file-text.ts';
import type { Form } from '../../../src/forms/form.ts';
import { currentPage, type FormPage } from '../../../src/forms/form-pages.ts';
import { closePlace, type FormSession, type FormStep, topPlace } from '../../../src/forms/form-session.ts';
import { formView } from '../../../src/forms/form-view.ts';
import type { ReadingContext } from '../../../src/forms/read-field.ts';
import { submitForm } from '../../../src/forms/submit-form.ts';
import type { FormState } from '../../../src/forms/take-place.ts';
import { findElement } from '../../../src/playground/slack/block-elements.ts';
import { objectsOf } from '../../../src/playground/slack/json-value.ts';
import { createModalStacks, type OpenView } from '../../../src/playground/slack/modal-stacks.ts';
import { submissionProblems } from '../../../src/playground/slack/submission-checks.ts';
import { enteredState } from '../../../src/playground/slack/view-state.ts';
import type { Entry } from './leaf-entry.ts';

/** A form as it stands on somebody's screen: Slack's side of the conversation, its limits and its memory. */
export interface FormInSlack {
  readonly form: Form;
  session(): FormSession;
  /** The page that is shown. */
  page(): FormPage;
  blocks(): readonly KnownBlock[];
  /** The type of an input's element; undefined where the view has no such input. */
  elementType(blockId: string): string | undefined;
  /** Types or chooses in an input; the app hears of it where the input reports changes. */
  enter(blockId: string, entry: Entry): void;
  /** Presses a button, or chooses in a menu by the option's value. */
  press(actionId: string, option?: string): void;
  /** Puts a file where the app can read it; returns its id. */
  upload(file: UploadedFile): string;
  /** What is wrong by block id; undefined when the app took it. */
  submit(): Readonly<Record<string, string>> | undefined;
  /** Closes the top view without submitting. */
  close(): void;
  /** The finished input, once there is one. */
  done(): { readonly input: unknown } | undefined;
}

const USER = 'U0ADA';
/** What a caller puts around the form. */
const AROUND: readonly KnownBlock[] = Array.from({ length: 6 }, () => ({ type: 'divider' }));

/** Opens a form over an empty screen. Every view that it shows is checked as Slack would check it. */
export function openFormInSlack(
  form: Form,
  start: FormSession,
  reading: Omit<ReadingContext, 'files'> = {},
): FormInSlack {
  const files = new Map<string, UploadedFile>();
  const context: ReadingContext = { ...reading, files };
  const stacks = createModalStacks(createSystemClock(), () => undefined);
  let session = start;
  // What a person looks at again and again is worked out once.
  const pages = new WeakMap<FormSession, FormPage>();
  const blocks = new WeakMap<FormSession, readonly KnownBlock[]>();
  let finished: { readonly input: unknown } | undefined;
  // Slack's views by the place that each shows; places beyond the third take turns in one.
  stacks.open(USER, content());

  function once<T>(known: WeakMap<FormSession, T>, make: () => T): T {
    const found = known.get(session) ?? make();
    known.set(session, found);
    return found;
  }

  function top(): OpenView {
    const view = stacks.stack(USER).at(-1);
    if (view === undefined) throw new Error('No view is open.');
    return view;
  }

  function content(): Record<string, unknown> {
    const { title, submit, close, blocks: own } = formView(form, session);
    const view = {
      type: 'modal',
      title: { type: 'plain_text', text: title },
      submit: { type: 'plain_text', text: submit },
      close: { type: 'plain_text', text: close },
      blocks: [...own, ...AROUND],
    };
    const problems = checkSlackView(view);
    if (problems.length > 0) throw new Error(`Slack refuses the view: ${JSON.stringify(problems)}`);
    // The draft is stored as JSON between any two steps.
    session = JSON.parse(JSON.stringify(session));
    return view;
  }

  function carryOut(step: FormStep): Readonly<Record<string, string>> | undefined {
    session = step.session;
    switch (step.to) {
      case 'stay':
        return undefined;
      case 'same':
        stacks.update(top(), content());
        return undefined;
      case 'push':
        if (stacks.push(USER, content()) === undefined) throw new Error('Slack stacks three views.');
        return undefined;
      case 'pop':
        stacks.close(top());
        stacks.update(top(), content());
        return undefined;
      case 'errors':
        return knownErrors(step.errors);
      case 'done':
        finished = { input: step.input };
        return undefined;
    }
  }

  function knownErrors(errors: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
    const inputs = top().blocks.flatMap((block) => (block.type === 'input' ? [block.block_id] : []));
    const strange = Object.keys(errors).filter((id) => !inputs.includes(id));
    if (strange.length > 0 || Object.keys(errors).length === 0) {
      throw new Error(`Slack refuses errors for what is no input of the view: ${JSON.stringify(errors)}`);
    }
    return errors;
  }

  return {
    form,
    session: () => session,
    page: () => once(pages, () => currentPage(form, session)),
    blocks: () => once(blocks, () => formView(form, session).blocks),
    elementType: (blockId) => {
      const block = top().blocks.find((one) => one.block_id === blockId);
      return objectsOf([block?.element])[0]?.type?.toString();
    },
    enter(blockId, entry) {
      const view = top();
      const block = view.blocks.find((one) => one.block_id === blockId);
      const [element] = objectsOf([block?.element]);
      if (element === undefined) throw new Error(`The view has no input ${blockId}.`);
      const leaf = { type: String(element.type), ...entry };
      const actionId = String(element.action_id);
      // The options of a searchable select are not in the view.
      view.values = enteredState(view.blocks, view.values, { [blockId]: { [actionId]: leaf } });
      if (block?.dispatch_action === true) {
        carryOut(actInForm(form, session, { actionId }, stateOf(view), context));
      }
    },
    press(actionId, option) {
      const view = top();
      if (findElement(view.blocks, actionId) === undefined) throw new Error(`Nothing to press: ${actionId}`);
      carryOut(actInForm(form, session, { actionId, option }, stateOf(view), context));
    },
    upload(file) {
      const id = `F${files.size + 1}`;
      files.set(id, file);
      return id;
    },
    submit() {
      const view = top();
      const problems = submissionProblems(view.blocks, view.values);
      if (Object.keys(problems).length > 0) return problems;
      return carryOut(submitForm(form, session, stateOf(view), context));
    },
    close() {
      const { serial } = topPlace(session);
      stacks.close(top());
      session = closePlace(session, serial);
      stacks.update(top(), content());
    },
    done: () => finished,
  };
}

/** As it comes over the wire. */
function stateOf(view: OpenView): FormState {
  return JSON.parse(JSON.stringify(view.values));
}

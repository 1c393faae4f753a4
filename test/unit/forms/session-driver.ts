import type { KnownBlock } from '@slack/types';
import { expect } from 'vitest';
import { checkSlackView } from '../../../src/block-kit/check-view.ts';
import { actInForm, type FormAction } from '../../../src/forms/act-in-form.ts';
import { compileForm } from '../../../src/forms/compile-form.ts';
import type { Form } from '../../../src/forms/form.ts';
import {
  atPlace,
  closePlace,
  type FormSession,
  type FormStep,
  topPlace,
} from '../../../src/forms/form-session.ts';
import { type FormView, formView } from '../../../src/forms/form-view.ts';
import { openSession, type SessionStart } from '../../../src/forms/open-session.ts';
import type { ReadingContext } from '../../../src/forms/read-field.ts';
import { submitForm } from '../../../src/forms/submit-form.ts';
import type { UiStateValues } from '../../../src/playground/slack/ui-protocol.ts';
import { carriedState, initialState } from '../../../src/playground/slack/view-state.ts';

type Json = Readonly<Record<string, unknown>>;

/** One input as a person sees it. */
interface SeenInput {
  readonly label: string;
  readonly blockId: string;
  readonly element: Json;
  readonly isLive: boolean;
}

/** A form on a person's screen; every view is held against Slack's rules, and the session goes through JSON. */
export function startForm(form: Form, start: SessionStart = {}, context: ReadingContext = {}) {
  let session = stored(openSession(form, start));
  let view = checkedView(form, session);
  let state = initialState(blocksOf(view));
  let errors: Record<string, string> = {};

  function take(step: FormStep): FormStep['to'] {
    session = stored(step.session);
    errors = step.to === 'errors' ? step.errors : {};
    if (step.to === 'errors' || step.to === 'stay' || step.to === 'done') return step.to;
    view = checkedView(form, session);
    state = step.to === 'same' ? carriedState(blocksOf(view), state) : initialState(blocksOf(view));
    return step.to;
  }

  function inputs(): SeenInput[] {
    return blocksOf(view).flatMap((block) =>
      block['type'] === 'input'
        ? [
            {
              label: textOf(block['label']),
              blockId: String(block['block_id']),
              element: jsonOf(block['element']),
              isLive: block['dispatch_action'] === true,
            },
          ]
        : [],
    );
  }

  function input(label: string): SeenInput {
    const found = inputs().find((one) => one.label === label);
    if (found === undefined)
      throw new Error(
        `No “${label}” among ${inputs()
          .map((one) => one.label)
          .join(', ')}.`,
      );
    return found;
  }

  /** Enters a text, or the option of that text; a live input is reported. */
  function enter(label: string, text: string | null): FormStep['to'] | undefined {
    const { blockId, element, isLive } = input(label);
    const actionId = String(element['action_id']);
    const options = Array.isArray(element['options']) ? element['options'].map(jsonOf) : undefined;
    const option = options?.find((one) => textOf(one['text']) === text);
    if (options !== undefined && option === undefined)
      throw new Error(`“${label}” does not offer “${text}”.`);
    const entered = options === undefined ? { value: text } : { selected_option: option };
    state = {
      ...state,
      [blockId]: { [actionId]: { type: String(element['type']), ...entered } },
    } satisfies UiStateValues;
    return isLive ? act({ actionId }) : undefined;
  }

  function act(action: FormAction): FormStep['to'] {
    const { serial } = topPlace(session);
    return take(actInForm(form, atPlace(session, serial) ?? session, action, formState(state), context));
  }

  /** Presses a button, or chooses in the menu beside a text. */
  function press(beside: string, choice?: string): FormStep['to'] {
    for (const block of blocksOf(view)) {
      const elements = Array.isArray(block['elements']) ? block['elements'].map(jsonOf) : [];
      const own = textOf(block['text']).includes(beside) ? [jsonOf(block['accessory'])] : [];
      const named = elements.filter((one) =>
        `${textOf(one['text'])}${textOf(one['placeholder'])}`.startsWith(beside),
      );
      const [found] = [...own, ...named].filter((one) => one['action_id'] !== undefined);
      if (found === undefined) continue;
      const options = Array.isArray(found['options']) ? found['options'].map(jsonOf) : [];
      const option = options.find((one) => textOf(one['text']) === choice);
      if (options.length > 0 && option === undefined) throw new Error(`No “${choice}” beside “${beside}”.`);
      return act({
        actionId: String(found['action_id']),
        option: option === undefined ? undefined : String(option['value']),
      });
    }
    throw new Error(`Nothing to press at “${beside}”.`);
  }

  return {
    enter,
    press,
    input,
    session: () => session,
    view: () => view,
    labels: () => inputs().map((one) => one.label),
    texts: () =>
      blocksOf(view)
        .flatMap((block) => [textOf(block['text']), ...contextTexts(block)])
        .filter((text) => text !== ''),
    /** By label. */
    errors: () =>
      Object.fromEntries(
        inputs().flatMap((one) => (one.blockId in errors ? [[one.label, errors[one.blockId]]] : [])),
      ),
    submit: (): FormStep['to'] => take(submitForm(form, session, formState(state), context)),
    close: () => {
      session = stored(closePlace(session, topPlace(session).serial));
      view = checkedView(form, session);
      state = initialState(blocksOf(view));
    },
  };
}

function formState(state: UiStateValues) {
  return JSON.parse(JSON.stringify(state)) as Parameters<typeof submitForm>[2];
}

function stored(session: FormSession): FormSession {
  return JSON.parse(JSON.stringify(session)) as FormSession;
}

function checkedView(form: Form, session: FormSession): FormView {
  const view = formView(form, session);
  const { title, submit, close } = view;
  const modal = {
    type: 'modal',
    title: { type: 'plain_text', text: title },
    submit: { type: 'plain_text', text: submit },
    close: { type: 'plain_text', text: close },
    blocks: view.blocks.length === 0 ? [{ type: 'divider' }] : view.blocks,
  };
  expect(checkSlackView(modal)).toEqual([]);
  expect(view.blocks.length).toBeLessThanOrEqual(94);
  return view;
}

function blocksOf(view: FormView): Record<string, unknown>[] {
  return view.blocks.map((block: KnownBlock) => ({ ...block }));
}

function contextTexts(block: Json): string[] {
  return block['type'] === 'context' && Array.isArray(block['elements'])
    ? block['elements'].map((one) => textOf(one))
    : [];
}

function jsonOf(value: unknown): Json {
  return typeof value === 'object' && value !== null ? (value as Json) : {};
}

function textOf(value: unknown): string {
  const { text } = jsonOf(value);
  return typeof text === 'string' ? text : '';
}

/** A form with a union of objects, told apart by a constant. */
export const schedule = compileForm({
  type: 'object',
  required: ['when'],
  properties: {
    when: {
      oneOf: [
        {
          title: 'Once',
          type: 'object',
          required: ['kind', 'day'],
          properties: { kind: { const: 'once' }, day: { type: 'string' }, note: { type: 'string' } },
        },
        {
          title: 'Repeated',
          type: 'object',
          required: ['kind', 'every'],
          properties: { kind: { const: 'repeated' }, every: { type: 'integer' }, note: { type: 'string' } },
        },
        { title: 'In words', type: 'string' },
      ],
    },
  },
});

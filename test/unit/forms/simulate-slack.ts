import type { InputBlock, KnownBlock } from '@slack/types';
import { expect } from 'vitest';
import { checkSlackView } from '../../../src/block-kit/check-view.ts';
import type { Form } from '../../../src/forms/form.ts';
import { inputActionId, inputBlockId } from '../../../src/forms/form-ids.ts';
import { currentPage } from '../../../src/forms/form-pages.ts';
import { pointerOfPart } from '../../../src/forms/form-parts.ts';
import { type FormSession, topPlace, withTopPlace } from '../../../src/forms/form-session.ts';
import { formView } from '../../../src/forms/form-view.ts';
import { isJsonObject, type JsonObject, pointerKeys, pointerStep } from '../../../src/forms/json-value.ts';
import type { Leaf } from '../../../src/forms/leaf.ts';
import { openSession } from '../../../src/forms/open-session.ts';
import { hashOf } from '../../../src/forms/part-blocks.ts';
import type { FormStateValue } from '../../../src/forms/read-field.ts';
import { submitForm } from '../../../src/forms/submit-form.ts';
import { topFields } from '../../../src/forms/top-fields.ts';
import { initialState } from '../../../src/playground/slack/view-state.ts';

type State = Parameters<typeof submitForm>[2];

/** What came of submitting: errors by the property that they stand at, empty for the input as a whole. */
export type Submitted =
  | { readonly ok: true; readonly input: unknown }
  | { readonly ok: false; readonly errors: Record<string, string> };

/** The first view's session, with every field shown. */
export function openAll(form: Form, values: JsonObject): FormSession {
  const value = Object.keys(values).length === 0 ? undefined : values;
  return withTopPlace(openSession(form, { value }), { showsMore: true });
}

/** Blocks of the shown page that Slack would take in a modal. */
export function checkedBlocks(form: Form, session: FormSession): readonly KnownBlock[] {
  const { blocks } = formView(form, session);
  const view = {
    type: 'modal',
    title: { type: 'plain_text', text: 'Form' },
    submit: { type: 'plain_text', text: 'Run' },
    blocks: [...blocks, { type: 'divider' }],
  };
  expect(checkSlackView(view)).toEqual([]);
  expect(blocks.length).toBeLessThanOrEqual(94);
  return blocks;
}

/** What Slack reports of inputs that nobody touched: their initial values, or nothing. */
export function untouchedState(
  blocks: readonly KnownBlock[],
): Record<string, Record<string, FormStateValue>> {
  return JSON.parse(JSON.stringify(initialState(blocks.map((block) => ({ ...block })))));
}

/** Opens the form with values and submits it as it is, through all its pages. */
export function submitUntouched(form: Form, values: JsonObject): Submitted {
  return submitTouched(form, values, {});
}

/** Opens the form with values, changes the named inputs, submits. */
export function submitTouched(
  form: Form,
  values: JsonObject,
  touched: Readonly<Record<string, FormStateValue>>,
  timeZone?: string,
): Submitted {
  let session = openAll(form, values);
  for (;;) {
    const state = untouchedState(checkedBlocks(form, session));
    for (const [name, value] of Object.entries(touched)) {
      const ids = idsOf(form, session, name);
      if (ids !== undefined) state[ids.blockId] = { [ids.actionId]: value };
    }
    const { page } = topPlace(session);
    const step = submitForm(form, session, state satisfies State, timeZone === undefined ? {} : { timeZone });
    if (step.to === 'done') return { ok: true, input: step.input ?? {} };
    if (step.to === 'errors') return { ok: false, errors: namedErrors(form, session, step.errors) };
    if (step.to !== 'same' || topPlace(step.session).page === page) {
      return { ok: false, errors: namedNotes(step.session) };
    }
    session = step.session;
  }
}

function idsOf(form: Form, session: FormSession, name: string) {
  const pointer = name === '' && form.problem !== undefined ? '' : pointerStep(name);
  const part = currentPage(form, session).parts.find(
    (one) => pointerOfPart(one) === pointer && (one.type === 'input' || one.type === 'json'),
  );
  if (part === undefined) return undefined;
  const hash = hashOf(part, topPlace(session));
  return { blockId: inputBlockId(hash, session.revision), actionId: inputActionId(hash, session.revision) };
}

function namedErrors(
  form: Form,
  session: FormSession,
  errors: Record<string, string>,
): Record<string, string> {
  const named: Record<string, string> = {};
  for (const part of currentPage(form, session).parts) {
    const message = errors[inputBlockId(hashOf(part, topPlace(session)), session.revision)];
    if (message !== undefined) named[nameOf(pointerOfPart(part))] = message;
  }
  return named;
}

function namedNotes({ notes }: FormSession): Record<string, string> {
  return Object.fromEntries(Object.entries(notes).map(([pointer, message]) => [nameOf(pointer), message]));
}

function nameOf(pointer: string): string {
  return pointerKeys(pointer).join('.');
}

/** How a property is asked for. */
export function fieldOf(form: Form, name: string): Leaf {
  const field = topFields(form).find((entry) => entry.path[0] === name);
  if (field?.type !== 'leaf') throw new Error(`The form has no single input for ${name}.`);
  return field.leaf;
}

/** The input block of a property, and the id under which it asks for options. */
export function inputOf(form: Form, name: string, values: JsonObject = {}): InputBlock {
  const session = openAll(form, values);
  const ids = idsOf(form, session, name);
  const block = checkedBlocks(form, session).find((entry) => entry.block_id === ids?.blockId);
  if (block?.type !== 'input') throw new Error(`The form shows no input for ${name}.`);
  return block;
}

/** The property names of an input that was taken. */
export function keysOf(submitted: Submitted): string[] {
  return submitted.ok && isJsonObject(submitted.input) ? Object.keys(submitted.input) : [];
}

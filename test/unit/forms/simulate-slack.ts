import type { InputBlock, KnownBlock } from '@slack/types';
import { expect } from 'vitest';
import { checkSlackView } from '../../../src/block-kit/check-view.ts';
import { formBlocks } from '../../../src/forms/form-blocks.ts';
import type { Form, FormField } from '../../../src/forms/form-field.ts';
import type { JsonObject } from '../../../src/forms/json-value.ts';
import type { FormStateValue } from '../../../src/forms/read-field.ts';
import { type FormReading, type FormState, readForm } from '../../../src/forms/read-form.ts';

/** What Slack reports of an input that nobody touched: its initial value, or nothing. */
export function untouchedState(
  blocks: readonly KnownBlock[],
): Record<string, Record<string, FormStateValue>> {
  const state: Record<string, Record<string, FormStateValue>> = {};
  for (const block of blocks) {
    if (block.type !== 'input' || block.block_id === undefined) continue;
    const { action_id: actionId = '' } = block.element;
    state[block.block_id] = { [actionId]: initialOf(block.element) };
  }
  return state;
}

function initialOf(element: InputBlock['element']): FormStateValue {
  switch (element.type) {
    case 'plain_text_input':
    case 'number_input':
    case 'email_text_input':
    case 'url_text_input':
      return { value: element.initial_value ?? null };
    case 'datepicker':
      return { selected_date: element.initial_date ?? null };
    case 'datetimepicker':
      return { selected_date_time: element.initial_date_time ?? null };
    case 'radio_buttons':
    case 'static_select':
    case 'external_select':
      return { selected_option: optionState(element.initial_option) };
    case 'checkboxes':
    case 'multi_static_select':
    case 'multi_external_select':
      return { selected_options: (element.initial_options ?? []).map((option) => optionState(option) ?? {}) };
    default:
      throw new Error(`The form uses ${element.type}, which these tests do not know.`);
  }
}

function optionState(option: { value?: string } | undefined): { value?: string } | null {
  return option?.value === undefined ? null : { value: option.value };
}

/** Blocks that Slack would take in a modal. */
export function checkedBlocks(form: Form, values: JsonObject): KnownBlock[] {
  const blocks = formBlocks(form, { values, revision: 1 });
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

/** Opens the form with values and submits it as it is. */
export function submitUntouched(form: Form, values: JsonObject): FormReading {
  return readForm(form, untouchedState(checkedBlocks(form, values)), { values });
}

/** Opens the form with values, changes the named inputs, submits. */
export function submitTouched(
  form: Form,
  values: JsonObject,
  touched: Readonly<Record<string, FormStateValue>>,
  timeZone?: string,
): FormReading {
  const blocks = checkedBlocks(form, values);
  const state: Record<string, Record<string, FormStateValue>> = { ...untouchedState(blocks) };
  for (const [name, value] of Object.entries(touched)) {
    const field = fieldOf(form, name);
    state[`form:${field.index}:1`] = { [`form-value:${field.index}:1`]: value };
  }
  return readForm(form, state satisfies FormState, {
    values,
    ...(timeZone === undefined ? {} : { timeZone }),
  });
}

export function fieldOf(form: Form, name: string): FormField {
  const field = form.fields.find((entry) => entry.name === name);
  if (field === undefined) throw new Error(`The form has no field ${name}.`);
  return field;
}

/** The input block of a property. */
export function inputOf(form: Form, name: string, values: JsonObject = {}): InputBlock {
  const wanted = `form:${fieldOf(form, name).index}:1`;
  const block = checkedBlocks(form, values).find((entry) => entry.block_id === wanted);
  if (block?.type !== 'input') throw new Error(`The form shows no input for ${name}.`);
  return block;
}

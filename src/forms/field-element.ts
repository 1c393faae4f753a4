import type { InputBlock, PlainTextOption } from '@slack/types';
import { SLACK_LIMITS } from '../block-kit/limits.ts';
import { allOptions, choiceOption, optionOf, plainText, unsetOption } from './choice-options.ts';
import { decimalText } from './decimal-text.ts';
import { placeholderText } from './field-facts.ts';
import type { FieldKind, Leaf } from './leaf.ts';
import type { Prefill } from './prefill-field.ts';
import { fitText } from './text-fit.ts';

type Element = InputBlock['element'];
type Of<K extends FieldKind['type']> = FieldKind & { readonly type: K };

const maxChars = SLACK_LIMITS.plainTextInput.maxLength;

/** The input element of a leaf, showing its prefill. A picker gives way to a text input where it cannot show it. */
export function fieldElement(leaf: Leaf, prefill: Prefill, actionId: string): Element {
  const { kind } = leaf;
  const { shown } = prefill;
  const text = shown.as === 'text' ? shown.text : '';
  const common = { action_id: actionId, ...placeholderOf(leaf) };
  if (isPicker(kind) && shown.as === 'text') {
    return { type: 'plain_text_input', ...common, ...initialValue(text) };
  }
  switch (kind.type) {
    case 'text':
      return textElement(leaf, kind, text, common);
    case 'number':
      return { type: 'number_input', ...common, ...numberBounds(kind, text), ...initialValue(text) };
    case 'mixed':
    case 'date-text':
    case 'constant':
      return { type: 'plain_text_input', ...common, multiline: /[\r\n]/.test(text), ...initialValue(text) };
    case 'lines':
    case 'json':
      return { type: 'plain_text_input', ...common, multiline: true, ...initialValue(text) };
    case 'date':
      return {
        type: 'datepicker',
        ...common,
        ...(shown.as === 'date' && shown.date !== null ? { initial_date: shown.date } : {}),
      };
    case 'date-time':
      return {
        type: 'datetimepicker',
        action_id: actionId,
        ...(shown.as === 'instant' && shown.seconds !== null ? { initial_date_time: shown.seconds } : {}),
      };
    case 'time':
      return {
        type: 'timepicker',
        ...common,
        ...(shown.as === 'time' && shown.time !== null ? { initial_time: shown.time } : {}),
      };
    case 'file':
      return { type: 'file_input', action_id: actionId, max_files: 1 };
    case 'boolean':
    case 'choice':
      return choiceElement(leaf, shown.as === 'option' ? shown.id : null, common);
    case 'choices':
      return choicesElement(leaf, kind, shown.as === 'options' ? shown.ids : [], common);
  }
}

function isPicker(kind: FieldKind): boolean {
  return kind.type === 'date' || kind.type === 'time' || kind.type === 'date-time';
}

interface Common {
  readonly action_id: string;
  readonly placeholder?: ReturnType<typeof plainText>;
}

function placeholderOf(leaf: Leaf): Pick<Common, 'placeholder'> {
  const menu = leaf.kind.type === 'boolean' || leaf.kind.type === 'choice';
  const text = menu ? unsetOption(leaf)?.text.text : placeholderText(leaf);
  if (text === undefined || text.trim() === '') return {};
  return {
    placeholder: plainText(fitText(text.replaceAll(/\s+/g, ' '), SLACK_LIMITS.select.placeholderChars)),
  };
}

function initialValue(text: string): { initial_value?: string } {
  return text === '' ? {} : { initial_value: text };
}

function textElement(leaf: Leaf, kind: Of<'text'>, text: string, common: Common): Element {
  if (kind.format === 'email' && (text === '' || /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text))) {
    return { type: 'email_text_input', ...common, ...initialValue(text) };
  }
  if (kind.format === 'uri' && !namesOtherScheme(leaf) && (text === '' || /^https?:\/\/\S+$/.test(text))) {
    return { type: 'url_text_input', ...common, ...initialValue(text) };
  }
  // Slack counts UTF-16 units, JSON Schema characters: a prefilled value must pass either way.
  const most = kind.maxLength === undefined ? maxChars : Math.max(kind.maxLength, text.length, 1);
  const least = kind.minLength ?? 0;
  const demanding = leaf.required && !leaf.nullable && least > 1 && least <= Math.min(most, maxChars);
  return {
    type: 'plain_text_input',
    ...common,
    multiline: kind.multiline || /[\r\n]/.test(text),
    ...(most < maxChars ? { max_length: most } : {}),
    ...(demanding && (text === '' || text.length >= least) ? { min_length: least } : {}),
    ...initialValue(text),
  };
}

/** Slack's input for addresses takes those of the web only. */
function namesOtherScheme({ description, examples }: Leaf): boolean {
  return [description, ...examples].some(
    (text) => typeof text === 'string' && /\b(?!https?:)(?:[a-z][a-z0-9+.-]*:\/\/|urn:|mailto:)/i.test(text),
  );
}

/** Slack's own bounds, left out where a prefilled value breaks them: its error is told after submission. */
function numberBounds(
  kind: Of<'number'>,
  text: string,
): { is_decimal_allowed: boolean; min_value?: string; max_value?: string } {
  const decimals = { is_decimal_allowed: !kind.integer };
  const { minimum, maximum } = kind;
  if (minimum !== undefined && maximum !== undefined && minimum > maximum) return decimals;
  const least = boundText(minimum);
  const most = boundText(maximum);
  const value = text === '' ? undefined : Number(text);
  const above = least === undefined || value === undefined || value >= Number(least);
  const below = most === undefined || value === undefined || value <= Number(most);
  return {
    ...decimals,
    ...(least !== undefined && above ? { min_value: least } : {}),
    ...(most !== undefined && below ? { max_value: most } : {}),
  };
}

/** Generated schemas bound every integer by what a double can hold, which tells people nothing. */
function boundText(bound: number | undefined): string | undefined {
  return bound === undefined || Math.abs(bound) >= Number.MAX_SAFE_INTEGER ? undefined : decimalText(bound);
}

function choiceElement(leaf: Leaf, id: string | null, common: Common): Element {
  const initial = id === null ? undefined : optionOf(leaf, id);
  const as = leaf.kind.type === 'choice' ? leaf.kind.as : 'radio';
  if (as === 'radio') {
    const chosen = initial ?? unsetOption(leaf);
    return {
      type: 'radio_buttons',
      action_id: common.action_id,
      options: allOptions(leaf),
      ...(chosen === undefined ? {} : { initial_option: chosen }),
    };
  }
  const chosen = initial === undefined ? {} : { initial_option: initial };
  if (as === 'search') return { type: 'external_select', ...common, min_query_length: 0, ...chosen };
  return { type: 'static_select', ...common, options: allOptions(leaf), ...chosen };
}

function choicesElement(leaf: Leaf, kind: Of<'choices'>, ids: readonly string[], common: Common): Element {
  const chosen: PlainTextOption[] = ids.map((id) => choiceOption(leaf, Number(id)));
  const initial = chosen.length === 0 ? {} : { initial_options: chosen };
  if (kind.as === 'checkboxes') {
    return { type: 'checkboxes', action_id: common.action_id, options: allOptions(leaf), ...initial };
  }
  const limited = kind.maxItems !== undefined && kind.maxItems > 0 && kind.maxItems >= chosen.length;
  const most = limited ? { max_selected_items: kind.maxItems } : {};
  if (kind.as === 'search') {
    return { type: 'multi_external_select', ...common, min_query_length: 0, ...most, ...initial };
  }
  return { type: 'multi_static_select', ...common, options: allOptions(leaf), ...most, ...initial };
}

import type { PlainTextElement, PlainTextOption } from '@slack/types';
import { SLACK_LIMITS } from '../block-kit/limits.ts';
import { type Choice, YES_NO } from './choices.ts';
import type { FormField } from './form-field.ts';
import { valueText } from './labels.ts';
import { fitText } from './text-fit.ts';

/** The option that takes a choice back; Slack's single menus and radio buttons cannot be emptied. */
export const UNSET_ID = 'unset';

const { textChars } = SLACK_LIMITS.option;

/** Slack's plain text, in which `:smile:` stays as it is. */
export function plainText(text: string): PlainTextElement {
  return { type: 'plain_text', text, emoji: false };
}

/** The choices of a field, by whose position its options are known. */
export function choicesOfField(field: FormField): readonly Choice[] {
  if (field.kind.type === 'boolean') return YES_NO;
  return field.kind.type === 'choice' || field.kind.type === 'choices' ? field.kind.choices : [];
}

/** The option of one choice, the same at every call: Slack compares options as a whole. */
export function choiceOption(field: FormField, index: number): PlainTextOption {
  const label = choicesOfField(field)[index]?.label ?? '';
  if (label.length <= textChars) return { text: plainText(label), value: String(index) };
  // The number leads to the whole label in the field's text.
  return { text: plainText(`#${index + 1} ${fitText(label, textChars - 8)}`), value: String(index) };
}

/** "Not set", with what then holds; only for fields that may be empty. */
export function unsetOption(field: FormField): PlainTextOption | undefined {
  if (field.kind.type === 'choices' || (field.required && !field.nullable)) return undefined;
  const byDefault = field.defaultValue === undefined ? '' : ` (${valueText(field.defaultValue)} by default)`;
  return { text: plainText(fitText(`Not set${byDefault}`, textChars)), value: UNSET_ID };
}

/** Every option of a field, "Not set" last. */
export function allOptions(field: FormField): PlainTextOption[] {
  const options = choicesOfField(field).map((_choice, index) => choiceOption(field, index));
  const unset = unsetOption(field);
  return unset === undefined ? options : [...options, unset];
}

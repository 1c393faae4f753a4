import type { PlainTextElement, PlainTextOption } from '@slack/types';
import { SLACK_LIMITS } from '../block-kit/limits.ts';
import { type Choice, YES_NO } from './choices.ts';
import { defaultPlace } from './field-facts.ts';
import { valueText } from './labels.ts';
import type { Leaf } from './leaf.ts';
import { NULL_ID } from './prefill-field.ts';
import { fitText } from './text-fit.ts';

/** The option that takes a choice back; Slack's single menus and radio buttons cannot be emptied. */
export const UNSET_ID = 'unset';

const { textChars, descriptionChars } = SLACK_LIMITS.option;

/** Slack's plain text, in which `:smile:` stays as it is. */
export function plainText(text: string): PlainTextElement {
  return { type: 'plain_text', text, emoji: false };
}

/** The choices of a leaf, by whose position its options are known. */
export function choicesOfField({ kind }: Pick<Leaf, 'kind'>): readonly Choice[] {
  if (kind.type === 'boolean') return YES_NO;
  return kind.type === 'choice' || kind.type === 'choices' ? kind.choices : [];
}

/** The option of one choice, the same at every call: Slack compares options as a whole. */
export function choiceOption(leaf: Leaf, index: number): PlainTextOption {
  const { label = '', description } = choicesOfField(leaf)[index] ?? {};
  // The number leads to the whole label in the leaf's text.
  const text = label.length <= textChars ? label : `#${index + 1} ${fitText(label, textChars - 8)}`;
  const about = description === undefined || description.length > descriptionChars ? undefined : description;
  return {
    text: plainText(text),
    value: String(index),
    ...(about === undefined ? {} : { description: plainText(about) }),
  };
}

/** What has no room in the options: whole labels and longer descriptions. */
export function choiceTexts(leaf: Leaf): string[] {
  return choicesOfField(leaf).flatMap(({ label, description = '' }, index) => {
    const isLong = label.length > textChars;
    const about = description.length > descriptionChars ? description : '';
    if (!isLong && about === '') return [];
    return [`${isLong ? `#${index + 1}: ` : ''}${label}${about === '' ? '' : `: ${about}`}`];
  });
}

/** The option by its id: a choice's position, or null's. */
export function optionOf(leaf: Leaf, id: string): PlainTextOption {
  return id === NULL_ID ? nullOption : choiceOption(leaf, Number(id));
}

const nullOption: PlainTextOption = { text: plainText('Empty (null)'), value: NULL_ID };

/** "Not set", with what then holds; only for leaves that may be empty. For a demanded one that is null. */
export function unsetOption(leaf: Leaf): PlainTextOption | undefined {
  if (leaf.kind.type === 'choices' || (leaf.required && !leaf.nullable)) return undefined;
  if (leaf.required) return { ...nullOption, value: UNSET_ID };
  const byDefault = defaultPlace(leaf) === 'input' ? ` (${valueText(leaf.defaultValue)} by default)` : '';
  return { text: plainText(fitText(`Not set${byDefault}`, textChars)), value: UNSET_ID };
}

/** The options beside the choices: null, then "Not set". */
export function extraOptions(leaf: Leaf): PlainTextOption[] {
  const unset = unsetOption(leaf);
  return [...(leaf.offersNull ? [nullOption] : []), ...(unset === undefined ? [] : [unset])];
}

/** Every option of a leaf, "Not set" last. */
export function allOptions(leaf: Leaf): PlainTextOption[] {
  const options = choicesOfField(leaf).map((_choice, index) => choiceOption(leaf, index));
  return [...options, ...extraOptions(leaf)];
}

import { createHash } from 'node:crypto';
import type { PlainTextOption } from '@slack/types';
import { plainText } from '../../block-kit/build.ts';
import { SLACK_LIMITS } from '../../block-kit/limits.ts';

/** An option's value for an id of any length: the id itself, or its digest where Slack's limit is smaller. */
export function optionValue(id: string): string {
  if (id.length <= SLACK_LIMITS.option.valueChars) return id;
  return `sha256:${createHash('sha256').update(id).digest('hex')}`;
}

/** The item that an option stood for. */
export function itemOfOption<T>(
  items: readonly T[],
  idOf: (item: T) => string,
  value: string | undefined,
): T | undefined {
  return value === undefined ? undefined : items.find((item) => optionValue(idOf(item)) === value);
}

/** The option for something that was chosen before, whether or not the lists still hold it. */
export function chosenOption(id: string, name: string): PlainTextOption {
  return { text: plainText(name, SLACK_LIMITS.option.textChars), value: optionValue(id) };
}

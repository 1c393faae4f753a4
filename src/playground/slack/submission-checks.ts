import { isObject, type JsonObject, stringOf } from './json-value.ts';
import type { UiStateValues } from './ui-protocol.ts';
import { isFilled, leafText } from './view-state.ts';

/** What Slack's own client refuses before a submission reaches the app: sentences by block id. */
export function submissionProblems(
  blocks: readonly JsonObject[],
  state: UiStateValues,
): Record<string, string> {
  const problems: Record<string, string> = {};
  for (const block of blocks) {
    const element = block.element;
    if (block.type !== 'input' || !isObject(element)) continue;
    const blockId = stringOf(block.block_id) ?? '';
    const leaf = state[blockId]?.[stringOf(element.action_id) ?? ''];
    if (!isFilled(leaf)) {
      if (block.optional !== true) problems[blockId] = 'Please complete this required field.';
      continue;
    }
    const problem = textProblem(element, leafText(leaf) ?? '');
    if (problem !== undefined) problems[blockId] = problem;
  }
  return problems;
}

function textProblem(element: JsonObject, text: string): string | undefined {
  switch (element.type) {
    case 'number_input':
      return numberProblem(element, text.trim());
    case 'email_text_input':
      return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text) ? undefined : 'Enter a valid email address.';
    case 'url_text_input':
      return isWebUrl(text) ? undefined : 'Enter a valid URL.';
    case 'plain_text_input':
      return lengthProblem(element, text);
    default:
      return undefined;
  }
}

function numberProblem(element: JsonObject, text: string): string | undefined {
  const isDecimalAllowed = element.is_decimal_allowed === true;
  if (!/^-?(\d+|\d*\.\d+)$/.test(text)) return 'Enter a valid number.';
  if (!isDecimalAllowed && text.includes('.')) return 'Enter a whole number.';
  const number = Number(text);
  const min = numberLimit(element.min_value);
  const max = numberLimit(element.max_value);
  if (min !== undefined && number < min) return `Enter a number that is at least ${min}.`;
  if (max !== undefined && number > max) return `Enter a number that is at most ${max}.`;
  return undefined;
}

function numberLimit(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && value !== '' ? Number(value) : undefined;
}

function lengthProblem(element: JsonObject, text: string): string | undefined {
  const minLength = typeof element.min_length === 'number' ? element.min_length : 0;
  const maxLength = typeof element.max_length === 'number' ? element.max_length : 3000;
  if (text.length < minLength) return `Enter at least ${minLength} characters.`;
  if (text.length > maxLength) return `Enter at most ${maxLength} characters.`;
  return undefined;
}

function isWebUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

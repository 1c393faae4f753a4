import { type JsonObject, objectOf, objectsOf, stringOf } from './json-value.ts';
import type { UiOptions } from './ui-protocol.ts';
import { UserVisibleError } from './user-visible-error.ts';

const maxItems = 100;
const maxTextChars = 75;
const maxValueChars = 150;

/** The app's answer to a query for options; what Slack could not show it refuses as a whole. */
export function suggestions(answer: JsonObject): UiOptions {
  if (Array.isArray(answer.option_groups)) {
    const optionGroups = objectsOf(answer.option_groups);
    const areValid = optionGroups.every(
      (group) => isText(group.label) && areOptions(objectsOf(group.options)),
    );
    if (areValid && optionGroups.length <= maxItems) return { optionGroups };
  } else if (Array.isArray(answer.options)) {
    const options = objectsOf(answer.options);
    if (areOptions(options)) return { options };
  }
  throw new UserVisibleError('The options could not be loaded: Errand sent some that Slack cannot show.');
}

function areOptions(options: readonly JsonObject[]): boolean {
  if (options.length > maxItems) return false;
  return options.every((option) => {
    const value = stringOf(option.value) ?? '';
    return isText(option.text) && value !== '' && value.length <= maxValueChars;
  });
}

function isText(value: unknown): boolean {
  const text = stringOf(objectOf(value).text) ?? '';
  return objectOf(value).type === 'plain_text' && text !== '' && text.length <= maxTextChars;
}

import { createPass, type Surface } from '../../block-kit/problem.ts';
import { optionGroupsRule, optionsRule } from '../../block-kit/rule-options.ts';
import { type JsonObject, objectsOf } from './json-value.ts';
import type { UiOptions } from './ui-protocol.ts';
import { UserVisibleError } from './user-visible-error.ts';

/**
 * The app's answer to a query for options. What Slack could not show it refuses as a whole: the person sees an error
 * and no options. No options at all are shown as "no results".
 */
export function suggestions(answer: JsonObject, surface: Surface): UiOptions {
  const { options, option_groups: groups } = answer;
  const pass = createPass(surface);
  if (groups !== undefined && options === undefined) {
    if (!isEmpty(groups)) optionGroupsRule(groups, '/option_groups', pass);
    if (pass.problems.length === 0) return { optionGroups: objectsOf(groups) };
  } else if (options !== undefined && groups === undefined) {
    if (!isEmpty(options)) optionsRule(options, '/options', pass);
    if (pass.problems.length === 0) return { options: objectsOf(options) };
  }
  throw new UserVisibleError('The options could not be loaded: Errand sent some that Slack cannot show.');
}

function isEmpty(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

import { checkSlackMessage } from '../../block-kit/check-message.ts';
import { checkSlackView } from '../../block-kit/check-view.ts';
import type { Problem } from '../../block-kit/problem.ts';
import type { JsonObject } from './json-value.ts';

/** What this Slack refuses in views and messages; empty when it takes them. */
export const checkBlocks = {
  view: (view: JsonObject): Problem[] => checkSlackView(view),
  message: (message: { readonly text: string; readonly blocks?: unknown }): Problem[] =>
    checkSlackMessage(message),
};

/** Slack's line in `response_metadata.messages`. */
export function problemLine(problem: Problem, root: '' | '/view'): string {
  return `[ERROR] ${problem.message} [json-pointer:${root}${problem.pointer}]`;
}

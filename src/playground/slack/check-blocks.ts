import { checkSlackMessage } from '../../block-kit/check-message.ts';
import { checkSlackMetadata } from '../../block-kit/check-metadata.ts';
import { checkSlackView } from '../../block-kit/check-view.ts';
import type { Problem } from '../../block-kit/problem.ts';
import type { JsonObject } from './json-value.ts';

/** What this Slack refuses in views (modals and Home), messages and their metadata; empty when it takes them. */
export const checkBlocks = {
  view: (view: JsonObject): Problem[] => checkSlackView(view),
  message: (message: { readonly text: string; readonly blocks?: unknown }): Problem[] =>
    checkSlackMessage(message),
  metadata: (metadata: unknown): Problem[] => checkSlackMetadata(metadata),
};

/** Slack's line in `response_metadata.messages`. */
export function problemLine(problem: Problem, root: '' | '/view'): string {
  return `[ERROR] ${problem.message} [json-pointer:${root}${problem.pointer}]`;
}

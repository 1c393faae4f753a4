import { checkBlocks } from './check-blocks.ts';
import { asksForUnreadableFiles } from './file-inputs.ts';
import { isObject, type JsonObject, stringOf } from './json-value.ts';
import type { OpenView } from './modal-stacks.ts';
import type { SlackCore } from './slack-core.ts';
import type { UiSubmitOutcome } from './ui-protocol.ts';
import { UserVisibleError } from './user-visible-error.ts';

/** Does what the app answered to a submission. Throws the sentence that the person sees where Slack cannot. */
export function carryOut(core: SlackCore, view: OpenView, answer: JsonObject): UiSubmitOutcome {
  const { views } = core;
  switch (answer.response_action) {
    case undefined:
      views.close(view);
      return {};
    case 'clear':
      views.clear(view.userId);
      return {};
    case 'errors':
      return { errors: knownErrors(view, answer.errors) };
    case 'update':
    case 'push': {
      const replaced = answer.response_action === 'update' ? view : undefined;
      const content = answeredView(core, answer.view, replaced);
      if (answer.response_action === 'update') views.update(view, content);
      else if (views.push(view.userId, content) === undefined) {
        throw new UserVisibleError('Errand answered with one modal too many.');
      }
      return {};
    }
    default:
      throw new UserVisibleError('Errand answered the submission with something that Slack does not know.');
  }
}

/** The modal of a submission's answer. Throws for what Slack would not show. */
function answeredView(core: SlackCore, given: unknown, replaced: OpenView | undefined): JsonObject {
  const content = isObject(given) ? given : {};
  const problems = checkBlocks.view(content).map((one) => one.message);
  if (content.type !== 'modal') problems.push('it is not a modal');
  if (asksForUnreadableFiles(core, content)) problems.push('a file input needs the scope files:read');
  const holder = core.views.findByExternalId(stringOf(content.external_id) ?? '');
  if (holder !== undefined && holder !== replaced) problems.push('its external_id is in use');
  if (problems.length === 0) return content;
  throw new UserVisibleError(`Errand answered with a view that Slack refuses: ${problems.join('; ')}`);
}

/** Slack refuses errors for blocks that are not inputs of the view. */
function knownErrors(view: OpenView, errors: unknown): Record<string, string> {
  const inputs = view.blocks.filter((block) => block.type === 'input').map((block) => block.block_id);
  const entries = Object.entries(isObject(errors) ? errors : {});
  if (
    entries.length === 0 ||
    entries.some(([id, text]) => !inputs.includes(id) || stringOf(text) === undefined)
  ) {
    throw new UserVisibleError('Errand answered with errors for fields that this form does not have.');
  }
  return Object.fromEntries(entries.map(([id, text]) => [id, String(text)]));
}

import type { JsonObject } from './json-value.ts';
import type { SlackCore } from './slack-core.ts';
import { UserVisibleError } from './user-visible-error.ts';

/** Hands the app an interaction and waits for its answer. Throws the sentence that the person sees without one. */
export async function askInteractive(core: SlackCore, payload: JsonObject): Promise<JsonObject> {
  if (!core.manifest.isInteractive) {
    throw new UserVisibleError('This app is not set up to handle interactive responses.');
  }
  const answer = await core.link.ask('interactive', payload);
  if (answer.kind !== 'answered') {
    throw new UserVisibleError('We had some trouble connecting: Errand did not respond. Try again?');
  }
  return answer.payload;
}

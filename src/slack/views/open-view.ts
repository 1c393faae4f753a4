import type { ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { assertSlackView } from '../../block-kit/check-view.ts';
import { ErrandError } from '../../errors.ts';
import { toSlackError } from '../slack-error.ts';

const TRIGGER_GONE = new Set([
  'expired_trigger_id',
  'trigger_expired',
  'trigger_exchanged',
  'invalid_trigger_id',
]);

/** Opens a modal; returns its id. Throws `slack.trigger_gone` when the person waited too long or Errand restarted. */
export async function openView(client: WebClient, triggerId: string, view: ModalView): Promise<string> {
  return await withTrigger('views.open', view, () => client.views.open({ trigger_id: triggerId, view }));
}

/** Opens a modal above the one that the trigger comes from; otherwise the same. */
export async function pushView(client: WebClient, triggerId: string, view: ModalView): Promise<string> {
  return await withTrigger('views.push', view, () => client.views.push({ trigger_id: triggerId, view }));
}

async function withTrigger(
  method: string,
  view: ModalView,
  call: () => Promise<{ readonly view?: { readonly id?: string } }>,
): Promise<string> {
  assertSlackView(view);
  try {
    const opened = await call();
    return opened.view?.id ?? '';
  } catch (error) {
    const cause = toSlackError(error, method);
    if (!TRIGGER_GONE.has(String(cause.fields['slackCode']))) throw cause;
    throw new ErrandError('slack.trigger_gone', 'The form could not be opened in time.', {
      cause,
      userMessage: 'That took too long for Slack to open the form. Nothing was started: try again.',
    });
  }
}

/** Changes an open modal; one that was closed meanwhile is left alone. */
export async function updateView(client: WebClient, viewId: string, view: ModalView): Promise<void> {
  assertSlackView(view);
  try {
    await client.views.update({ view_id: viewId, view });
  } catch (error) {
    const cause = toSlackError(error, 'views.update');
    if (cause.fields['slackCode'] !== 'not_found') throw cause;
  }
}

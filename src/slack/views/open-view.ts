import type { ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { assertSlackView } from '../../block-kit/check-view.ts';
import { type Clock, within } from '../../clock.ts';
import { ErrandError } from '../../errors.ts';
import { toSlackError } from '../slack-error.ts';

const SOON_MS = 1_200;
const TRIGGER_GONE = new Set([
  'expired_trigger_id',
  'trigger_expired',
  'trigger_exchanged',
  'invalid_trigger_id',
]);

/**
 * Shows a modal that takes a while to make: at once where it is there soon, else as something to wait with, which becomes
 * the modal. A trigger lives for three seconds only. What fails is shown in the modal by `problem`.
 */
export async function showWhenReady(
  show: (view: ModalView) => Promise<string>,
  client: WebClient,
  views: {
    readonly ready: Promise<ModalView>;
    readonly waiting: ModalView;
    readonly problem: (error: unknown) => ModalView;
  },
  clock: Clock,
): Promise<void> {
  const ready = views.ready.catch(views.problem);
  const soon = await within(clock, SOON_MS, ready, undefined);
  if (soon !== undefined) {
    await show(soon);
    return;
  }
  const viewId = await show(views.waiting);
  await updateView(client, viewId, await ready);
}

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
  const refusal = await updateRefusal(client, { view_id: viewId, view });
  if (refusal !== undefined) throw refusal;
}

/** Changes an open modal unless it has changed since Slack gave it this hash: false then. */
export async function updateSameView(
  client: WebClient,
  viewId: string,
  view: ModalView,
  hash: string,
): Promise<boolean> {
  const refusal = await updateRefusal(client, { view_id: viewId, view, hash });
  if (refusal !== undefined && refusal.fields['slackCode'] !== 'hash_conflict') throw refusal;
  return refusal === undefined;
}

async function updateRefusal(
  client: WebClient,
  update: { readonly view_id: string; readonly view: ModalView; readonly hash?: string },
): Promise<ErrandError | undefined> {
  assertSlackView(update.view);
  try {
    await client.views.update(update);
    return undefined;
  } catch (error) {
    const cause = toSlackError(error, 'views.update');
    return cause.fields['slackCode'] === 'not_found' ? undefined : cause;
  }
}

import type { Surface } from '../../block-kit/problem.ts';
import { askInteractive } from './ask-interactive.ts';
import { findElement } from './block-elements.ts';
import { withWholeFiles } from './file-inputs.ts';
import { interactionBase, messageParts } from './interaction-payloads.ts';
import { isObject, type JsonObject, stringOf } from './json-value.ts';
import type { OpenView } from './modal-stacks.ts';
import type { SlackCore } from './slack-core.ts';
import { carryOut } from './submission-answer.ts';
import { submissionProblems } from './submission-checks.ts';
import { suggestions } from './suggestions.ts';
import type {
  UiBlockAction,
  UiOptions,
  UiOptionsQuery,
  UiStateValues,
  UiSubmitOutcome,
} from './ui-protocol.ts';
import { UserVisibleError } from './user-visible-error.ts';
import { viewJson } from './view-json.ts';
import { enteredState } from './view-state.ts';

/** A person used an interactive element. Resolves when the app acknowledged; throws when it did not. */
export async function runBlockAction(core: SlackCore, action: UiBlockAction): Promise<void> {
  const { container, user } = action;
  if (container.type === 'view') {
    const view = visibleView(core, user, container.viewId);
    const element = elementIn(view.blocks, action);
    enterState(core, view, withActed(action));
    // An input tells the app of changes only where it asks for them.
    if (element.block.type === 'input' && element.block.dispatch_action !== true) return;
    await askInteractive(core, {
      type: 'block_actions',
      ...interactionBase(core, user),
      container: { type: 'view', view_id: view.id },
      // Only a modal can be pushed upon.
      trigger_id: core.triggers.issue(isHome(view) ? { userId: user } : { userId: user, viewId: view.id }),
      view: viewJson(core.workspace, view),
      actions: [actionJson(core, element.element, action)],
    });
    return;
  }
  const { message, ephemeral } = visibleMessage(core, user, container);
  const element = elementIn(message.blocks ?? [], action);
  const threadTs = message.threadTs;
  await askInteractive(core, {
    type: 'block_actions',
    ...interactionBase(core, user),
    ...messageParts(core, message, ephemeral),
    trigger_id: core.triggers.issue({ userId: user }),
    response_url: core.responseUrls.issue('actions', {
      userId: user,
      channelId: message.channel,
      messageTs: message.ts,
      ...(threadTs === undefined ? {} : { threadTs }),
    }),
    state: { values: action.stateValues },
    actions: [actionJson(core, element.element, action)],
  });
}

/** A person asks an external select for its options. */
export async function queryOptions(core: SlackCore, query: UiOptionsQuery): Promise<UiOptions> {
  const { container, user } = query;
  const { isSocketMode, hasOptionsUrl } = core.manifest;
  if (!isSocketMode && !hasOptionsUrl) {
    throw new UserVisibleError('The options could not be loaded: the app has no URL for them.');
  }
  const base = { type: 'block_suggestion', ...interactionBase(core, user) };
  const asked = { action_id: query.actionId, block_id: query.blockId, value: query.query };
  let payload: JsonObject;
  let surface: Surface = 'message';
  if (container.type === 'view') {
    const view = visibleView(core, user, container.viewId);
    elementIn(view.blocks, query);
    surface = isHome(view) ? 'home' : 'modal';
    const viewPart = { type: 'view', view_id: view.id };
    payload = { ...base, ...asked, container: viewPart, view: viewJson(core.workspace, view) };
  } else {
    const { message, ephemeral } = visibleMessage(core, user, container);
    payload = { ...base, ...asked, ...messageParts(core, message, ephemeral) };
  }
  const answer = await askInteractive(core, payload);
  return suggestions(answer, surface);
}

/** A person submits a modal: Slack's own checks first, then the app's answer is carried out. */
export async function submitView(
  core: SlackCore,
  user: string,
  viewId: string,
  stateValues: UiStateValues,
): Promise<UiSubmitOutcome> {
  const view = visibleView(core, user, viewId);
  if (core.views.stack(user).at(-1) !== view)
    throw new UserVisibleError('Only the top modal can be submitted.');
  enterState(core, view, stateValues);
  const errors = submissionProblems(view.blocks, view.values);
  if (Object.keys(errors).length > 0) return { errors };
  const answer = await askInteractive(core, {
    type: 'view_submission',
    ...interactionBase(core, user),
    trigger_id: core.triggers.issue({ userId: user, viewId: view.id }),
    view: viewJson(core.workspace, view),
    response_urls: responseUrlsOf(core, view, user),
  });
  return carryOut(core, view, answer);
}

/** A person closes a modal; the app is told where it asked to be. */
export async function closeView(core: SlackCore, user: string, viewId: string): Promise<void> {
  const view = visibleView(core, user, viewId);
  if (isHome(view)) throw new UserVisibleError('A Home tab cannot be closed.');
  if (core.views.stack(user).at(-1) !== view) throw new UserVisibleError('Only the top modal can be closed.');
  const isCleared = view.content.clear_on_close === true;
  const closed = isCleared ? [...core.views.stack(user)] : [view];
  if (isCleared) core.views.clear(user);
  else core.views.close(view);
  for (const one of closed.filter((open) => open.content.notify_on_close === true)) {
    await core.link.ask('interactive', {
      type: 'view_closed',
      ...interactionBase(core, user),
      view: viewJson(core.workspace, one),
      is_cleared: isCleared,
    });
  }
}

function visibleView(core: SlackCore, userId: string, viewId: string): OpenView {
  const view = core.views.find(viewId);
  if (view === undefined || view.userId !== userId)
    throw new UserVisibleError('This modal is no longer open.');
  return view;
}

function isHome(view: OpenView): boolean {
  return view.content.type === 'home';
}

function visibleMessage(core: SlackCore, userId: string, container: { channel: string; ts: string }) {
  const ephemeral = core.ephemerals.find(userId, container.channel, container.ts);
  const message = ephemeral ?? core.workspace.message(container.channel, container.ts);
  if (message === undefined) throw new UserVisibleError('This message is no longer there.');
  return { message, ephemeral };
}

function elementIn(blocks: readonly JsonObject[], at: { actionId: string; blockId: string }) {
  const placed = findElement(blocks, at.actionId, at.blockId);
  if (placed === undefined) throw new UserVisibleError('This element is no longer there.');
  return placed;
}

function enterState(core: SlackCore, view: OpenView, entered: UiStateValues) {
  try {
    const state = withWholeFiles(core, view.userId, view.blocks, entered);
    core.views.setValues(view, enteredState(view.blocks, view.values, state));
  } catch (error) {
    throw new UserVisibleError(error instanceof Error ? error.message : 'The form holds something odd.');
  }
}

function withActed(action: UiBlockAction): UiStateValues {
  const block = { ...action.stateValues[action.blockId], [action.actionId]: action.value };
  return { ...action.stateValues, [action.blockId]: block };
}

/** An entry of `actions`: what the element is, and what it was set to. */
function actionJson(core: SlackCore, element: JsonObject, action: UiBlockAction): JsonObject {
  const shown: JsonObject = {};
  for (const key of ['text', 'value', 'style', 'placeholder', 'confirm']) {
    if (element[key] !== undefined) shown[key] = element[key];
  }
  if (element.type !== 'button') delete shown.value;
  const isButton = element.type === 'button';
  return {
    ...shown,
    ...(isButton ? {} : action.value),
    type: element.type,
    action_id: action.actionId,
    block_id: action.blockId,
    action_ts: `${(core.clock.nowMs() / 1000).toFixed(6)}`,
  };
}

function responseUrlsOf(core: SlackCore, view: OpenView, userId: string): JsonObject[] {
  return view.blocks.flatMap((block) => {
    const element = block.element;
    if (!isObject(element) || element.response_url_enabled !== true) return [];
    const leaf = view.values[stringOf(block.block_id) ?? '']?.[stringOf(element.action_id) ?? ''];
    const channelId = stringOf(leaf?.selected_conversation) ?? stringOf(leaf?.selected_channel);
    if (channelId === undefined) return [];
    return [
      {
        response_url: core.responseUrls.issue('actions', { userId, channelId }),
        channel_id: channelId,
        block_id: block.block_id,
        action_id: element.action_id,
      },
    ];
  });
}

import { checkBlocks } from '../check-blocks.ts';
import { asksForUnreadableFiles } from '../file-inputs.ts';
import { isObject, type JsonObject, stringOf } from '../json-value.ts';
import type { OpenView } from '../modal-stacks.ts';
import { tierLimits } from '../rate-limiter.ts';
import type { SlackCore } from '../slack-core.ts';
import type { Trigger } from '../trigger-ids.ts';
import { viewJson } from '../view-json.ts';
import { type Methods, refuse, SlackApiError } from './method.ts';
import type { MethodArguments } from './method-arguments.ts';

export function viewMethods(core: SlackCore): Methods {
  const { views, workspace } = core;
  const answer = (view: OpenView) => ({ view: viewJson(workspace, view) });

  function open(args: MethodArguments): JsonObject {
    args.required('trigger_id');
    const content = viewOf(core, args, 'modal', undefined);
    const trigger = exchange(core, args);
    if (trigger.viewId === undefined) return answer(views.open(trigger.userId, content));
    return answer(pushed(views.push(trigger.userId, content)));
  }

  function push(args: MethodArguments): JsonObject {
    args.required('trigger_id');
    const content = viewOf(core, args, 'modal', undefined);
    const trigger = exchange(core, args);
    const below = trigger.viewId === undefined ? undefined : views.find(trigger.viewId);
    if (below === undefined) throw new SlackApiError('invalid_trigger_id');
    return answer(pushed(views.push(trigger.userId, content)));
  }

  function update(args: MethodArguments): JsonObject {
    const viewId = args.string('view_id');
    const externalId = args.string('external_id');
    if (viewId === undefined && externalId === undefined) {
      throw new SlackApiError('invalid_arguments', ['[ERROR] missing required field: view_id']);
    }
    const view = viewId === undefined ? views.findByExternalId(externalId ?? '') : views.find(viewId);
    if (view === undefined) throw new SlackApiError('not_found');
    const content = viewOf(core, args, view.content.type === 'home' ? 'home' : 'modal', view);
    const hash = args.string('hash');
    if (hash !== undefined && hash !== view.hash) throw new SlackApiError('hash_conflict');
    views.update(view, content);
    return answer(view);
  }

  function publish(args: MethodArguments): JsonObject {
    const userId = args.required('user_id');
    if (!core.manifest.homeTabEnabled) throw new SlackApiError('not_enabled');
    if (!workspace.users.has(userId)) throw new SlackApiError('user_not_found');
    const content = viewOf(core, args, 'home', views.home(userId));
    const hash = args.string('hash');
    if (hash !== undefined && hash !== views.home(userId)?.hash) throw new SlackApiError('hash_conflict');
    return answer(views.publish(userId, content));
  }

  const limit = tierLimits.tier4;
  return {
    'views.open': { token: 'bot', limit, run: open },
    'views.push': { token: 'bot', limit, run: push },
    'views.update': { token: 'bot', limit, run: update },
    'views.publish': { token: 'bot', limit, run: publish },
  };
}

function pushed(view: OpenView | undefined): OpenView {
  if (view === undefined) throw new SlackApiError('push_limit_reached');
  return view;
}

/** A trigger is used up only by a call that is otherwise in order. */
function exchange(core: SlackCore, args: MethodArguments): Trigger {
  const trigger = core.triggers.exchange(args.required('trigger_id'));
  if (typeof trigger === 'string') throw new SlackApiError(trigger);
  return trigger;
}

function viewOf(
  core: SlackCore,
  args: MethodArguments,
  type: 'modal' | 'home',
  replaced: OpenView | undefined,
): JsonObject {
  const view = args.json('view');
  if (!isObject(view)) throw new SlackApiError('invalid_arguments', ['[ERROR] missing required field: view']);
  if (view.type !== type) {
    throw new SlackApiError('invalid_arguments', [
      `[ERROR] unsupported type: ${String(view.type)} [json-pointer:/view/type]`,
    ]);
  }
  refuse(checkBlocks.view(view), '/view');
  if (asksForUnreadableFiles(core, view)) {
    const provided = core.manifest.scopes.join(',');
    throw new SlackApiError('missing_scope', [], { needed: 'files:read', provided });
  }
  const holder = core.views.findByExternalId(stringOf(view.external_id) ?? '');
  if (holder !== undefined && holder !== replaced) throw new SlackApiError('duplicate_external_id');
  return view;
}

import type { App, BlockAction } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import { richText, section } from '../../block-kit/build.ts';
import { acceptJob } from '../../jobs/accept-job.ts';
import { followExecution } from '../../jobs/follow-execution.ts';
import { createDraft, type Draft, getDraft } from '../../store/drafts.ts';
import { toolCommand } from '../commands/tool-arguments.ts';
import type { ListenerDeps } from '../listener-deps.ts';
import { updateView } from '../views/open-view.ts';
import {
  plainModal,
  problemModal,
  showModal,
  type WarmlyAsked,
  type WarmlyDeps,
  warmlyDeps,
} from './asked.ts';
import { askBeforeRunning } from './confirm.ts';
import { asksBeforeRunning } from './confirmation.ts';
import {
  EXECUTION_AGAIN_ACTION,
  EXECUTION_BRING_ACTION,
  EXECUTION_COPY_ACTION,
  EXECUTION_EDIT_ACTION,
  EXECUTION_REFRESH_ACTION,
  executionView,
} from './execution-view.ts';
import { outside } from './execution-words.ts';
import { type FoundExecution, findExecution, openInputOf, requestOf } from './find-execution.ts';
import type { PressArgs } from './pressed.ts';
import { openToolForm } from './tool-form.ts';

const TITLE = 'A Warmly run';

/** A run that somebody looks at: kept in a draft, the modal only names it. */
interface ExecutionBrowse {
  readonly browse: 'execution';
  readonly channelId: string;
  readonly teamId: string;
  readonly timeZone: string;
  /** The execution's id or its reference. */
  readonly id: string;
}

/** `/warmly show <id or reference>`, and Open in the history. */
export async function openExecution(asked: WarmlyAsked, id: string): Promise<void> {
  const { deps, userId, channelId, teamId } = asked;
  const { timeZone } = await deps.directory.person(userId);
  const content: ExecutionBrowse = { browse: 'execution', channelId, teamId, timeZone, id };
  const draft = await createDraft(deps.store, { userId, kind: 'warmly', content });
  await showModal(asked, TITLE, load(deps, draft));
}

async function load(deps: WarmlyDeps, { id, content }: Draft<ExecutionBrowse>): Promise<ModalView> {
  const found = await findExecution(deps, content.id);
  return found === undefined ? unknown(content.id) : executionView(id, found, content.timeZone);
}

function unknown(id: string): ModalView {
  return plainModal(
    TITLE,
    `Warmly knows no run with the id or reference “${outside(id, 120)}”. \`/warmly history\` shows those that there are.`,
  );
}

type OnExecution = (
  args: PressArgs & { readonly asked: WarmlyAsked; readonly draft: Draft<ExecutionBrowse> },
  found: FoundExecution,
) => Promise<ModalView | undefined>;

/** Run again, Edit and run again, Copy as command, Refresh, and bringing what was started elsewhere into the channel. */
export function registerExecution(app: App, listenerDeps: ListenerDeps): void {
  const configured = warmlyDeps(listenerDeps);
  if (configured === undefined) return;
  const deps: WarmlyDeps = configured;
  const { store } = deps;

  /** What `act` returns takes the modal's place. */
  function onButton(actionId: string, act: OnExecution): void {
    app.action<BlockAction>({ type: 'block_actions', action_id: actionId }, async (args) => {
      await args.ack();
      const { body, client } = args;
      const draft = await getDraft<ExecutionBrowse>(store, body.view?.private_metadata ?? '');
      if (body.view === undefined || draft === undefined || draft.userId !== body.user.id) return;
      const { channelId, teamId, id } = draft.content;
      const asked = { deps, client, triggerId: body.trigger_id, userId: body.user.id, channelId, teamId };
      const view = await findExecution(deps, id)
        .then((found) =>
          found === undefined
            ? unknown(id)
            : act({ ...args, asked: { ...asked, isPushed: true }, draft }, found),
        )
        .catch((error: unknown) => problemModal(deps, TITLE, error));
      if (view !== undefined) await updateView(client, body.view.id, view);
    });
  }

  onButton(EXECUTION_REFRESH_ACTION, ({ draft }, found) =>
    Promise.resolve(executionView(draft.id, found, draft.content.timeZone)),
  );

  onButton(EXECUTION_EDIT_ACTION, async ({ asked }, found) => {
    if (found.tool === undefined) return gone(found);
    const { reasoning } = requestOf(found);
    await openToolForm(asked, found.tool, { input: openInputOf(found), reason: reasoning });
    return undefined;
  });

  onButton(EXECUTION_AGAIN_ACTION, async ({ asked, draft }, found) => {
    if (found.tool === undefined) return gone(found);
    const { isFollowed: _followed, ...request } = requestOf(found);
    const { channelId, teamId, userId } = asked;
    const dedupeKey = `again:${draft.id}`;
    if (asksBeforeRunning(deps.confirmTools, found.tool)) {
      return await askBeforeRunning(deps, userId, { request, teamId, channelId, rootTs: null, dedupeKey });
    }
    await acceptJob(store, {
      request,
      teamId,
      place: { channelId, rootTs: null, requesterId: userId },
      dedupeKey,
    });
    return plainModal(TITLE, 'It runs again: look at the channel. You can close this.');
  });

  onButton(EXECUTION_BRING_ACTION, async ({ asked }, found) => {
    const { execution } = found;
    if (execution === undefined || execution.id === null) return gone(found);
    const { channelId, teamId, userId } = asked;
    const made = await followExecution(store, {
      execution: { ...execution, id: execution.id },
      request: requestOf(found),
      teamId,
      place: { channelId, rootTs: null, requesterId: userId },
    });
    return plainModal(
      TITLE,
      made === undefined
        ? 'This run has a thread already: it is told of there.'
        : 'It is in the channel now. You can close this.',
    );
  });

  onButton(EXECUTION_COPY_ACTION, async ({ asked }, found) => {
    const form = deps.forms.formOf(found.tool?.inputSchema ?? {});
    const { toolName, reasoning } = requestOf(found);
    const command = toolCommand(toolName, form, openInputOf(found), reasoning);
    const view = plainModal('Copy as command', 'Copy this line and send it where the result is to come.');
    await showModal(
      asked,
      'Copy as command',
      Promise.resolve({ ...view, blocks: [...view.blocks, richText(command)] }),
    );
    return undefined;
  });

  function gone({ execution }: FoundExecution): ModalView {
    const name = outside(execution?.toolName ?? 'This tool', 120);
    return {
      ...plainModal(TITLE, ''),
      blocks: [section(`Your organization no longer has ${name}. \`/warmly tools\` shows what there is.`)],
    };
  }
}

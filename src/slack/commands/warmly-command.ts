import type { AllMiddlewareArgs, App, SlackCommandMiddlewareArgs } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import { escapeMrkdwn, inlineCode } from '../../block-kit/escape.ts';
import { type CachedList, listWithin } from '../../catalogue/cached-list.ts';
import { toErrandError } from '../../errors.ts';
import { nearestNames } from '../../forms/nearest-names.ts';
import type { ParsedArguments } from '../../forms/parse-arguments.ts';
import { acceptJob } from '../../jobs/accept-job.ts';
import { warmlyRequest } from '../../jobs/warmly-request.ts';
import { createDraft } from '../../store/drafts.ts';
import { findCreditsTool } from '../../warmly/credits.ts';
import type { WarmlyTool } from '../../warmly/schema.ts';
import type { ListenerDeps } from '../listener-deps.ts';
import { openView, updateView } from '../views/open-view.ts';
import type { WarmlyDraft } from '../views/warmly-draft.ts';
import { chooseTool, warmlyModal } from '../views/warmly-form.ts';
import { loadingView, problemView } from '../views/warmly-view.ts';
import { warmlyDeps } from '../warmly/asked.ts';
import { browseWarmly, WARMLY_WORDS } from '../warmly/browse-warmly.ts';
import { askBeforeRunning } from '../warmly/confirm.ts';
import { asksBeforeRunning } from '../warmly/confirmation.ts';
import { askToSchedule } from '../warmly/schedule-confirm.ts';
import { NOT_CONFIGURED } from './not-configured.ts';
import { readToolArguments, type ToolArguments } from './tool-arguments.ts';
import { readTyped, type Typed } from './typed-command.ts';
import { warmlyHelp } from './warmly-help.ts';

type CommandArgs = SlackCommandMiddlewareArgs & AllMiddlewareArgs;

/** A trigger lives for three seconds: what takes longer than this opens as "Loading" first. */
const SOON_MS = 1_200;

const NO_TOOL_NAMED =
  'Write the tool’s name before its arguments: `/warmly tool_name key=value`. `/warmly` alone shows all tools.';

/** No tool has such a name. */
const NO_CREDITS_TOOL = ' credits';
const NO_CREDITS =
  'Your organization has no tool that tells of credits. Look them up in Warmly, under billing.';

/** `/warmly`, `/warmly help`, `/warmly tool`, `/warmly tool key=value …`. */
export function registerWarmlyCommand(app: App, deps: ListenerDeps): void {
  app.command('/warmly', async (args) => {
    await args.ack();
    try {
      await onWarmlyCommand(args, deps);
    } catch (error) {
      const { userMessage, code } = toErrandError(error);
      deps.logger.warn({ command: '/warmly', code, err: error }, 'a command failed');
      await tell(args, userMessage);
    }
  });
}

async function onWarmlyCommand(args: CommandArgs, deps: ListenerDeps): Promise<void> {
  const { command } = args;
  const { tools } = deps.catalogue;
  if (tools === undefined) return await tell(args, NOT_CONFIGURED.warmly);
  const refusal = await deps.access.refusal({
    userId: command.user_id,
    channelId: command.channel_id,
    teamId: args.context.teamId ?? command.team_id,
  });
  if (refusal !== undefined) return await tell(args, refusal.mrkdwn ?? refusal.userMessage);
  const parsed = await readTyped(args, deps, tools);
  if (typeof parsed === 'string') return await tell(args, parsed);
  if (parsed.words[0]?.toLowerCase() === 'help' && parsed.words.length === 1) {
    return await tell(args, warmlyHelp(await tools.get(), deps.forms.formOf));
  }
  const problem = parsed.schedule === undefined ? await openBrowsing(args, deps, parsed) : 'tool';
  if (problem !== 'tool') return problem === undefined ? undefined : await tell(args, problem);
  const available = await listWithin(tools, SOON_MS, deps.store.clock);
  if (available === undefined) return await openLoading(args, deps, tools, parsed);
  await withTools(args, deps, available, parsed, (view) => openView(args.client, command.trigger_id, view));
}

/** What is no tool's name: looking things up. Returns a sentence to tell, or "tool" where a tool is meant. */
async function openBrowsing(
  { client, command, context }: CommandArgs,
  deps: ListenerDeps,
  parsed: ParsedArguments,
): Promise<string | undefined> {
  const warmly = warmlyDeps(deps);
  if (warmly === undefined) return 'tool';
  const asked = {
    deps: warmly,
    client,
    triggerId: command.trigger_id,
    userId: command.user_id,
    channelId: command.channel_id,
    teamId: context.teamId ?? command.team_id,
  };
  return await browseWarmly(asked, parsed);
}

type Show = (view: ModalView) => Promise<unknown>;

/** With the tools at hand: runs at once what is complete, shows a form for everything else. */
async function withTools(
  args: CommandArgs,
  deps: ListenerDeps,
  tools: readonly WarmlyTool[],
  parsed: Typed,
  show: Show,
): Promise<void> {
  const name = toolNamed(parsed.words[0], tools);
  if (name === undefined && parsed.pairs.length === 0) {
    await show(warmlyModal(deps, await newDraft(args, deps, parsed)));
    return;
  }
  if (name === undefined) return await tell(args, NO_TOOL_NAMED);
  if (name === NO_CREDITS_TOOL) return await tell(args, NO_CREDITS);
  const tool = await findTool(name, tools, deps);
  if (tool === undefined) return await tell(args, unknownTool(name, tools, parsed));
  const form = deps.forms.formOf(tool.inputSchema);
  const reading = readToolArguments(form, parsed, await clockOf(args, deps));
  const { schedule } = parsed;
  if (reading.isComplete) return await runOrAsk(args, deps, tool, { ...reading, schedule }, show);
  const { input, notes, reason } = reading;
  const chosen = chooseTool(deps, tool, { value: input, notes });
  const draft = await newDraft(args, deps, parsed, { chosen, ...(reason !== undefined && { reason }) });
  await show(warmlyModal(deps, draft));
}

/** `credits` stands for the tool that tells of them, where no tool is called so itself. */
function toolNamed(word: string | undefined, tools: readonly WarmlyTool[]): string | undefined {
  if (word?.toLowerCase() !== 'credits' || tools.some(({ name }) => name === word)) return word;
  return findCreditsTool(tools)?.name ?? NO_CREDITS_TOOL;
}

async function runOrAsk(
  { command, context }: CommandArgs,
  deps: ListenerDeps,
  tool: WarmlyTool,
  { input, reason, schedule }: ToolArguments & { readonly schedule: Typed['schedule'] },
  show: Show,
): Promise<void> {
  const { user_id: requesterId, channel_id: channelId } = command;
  const request = warmlyRequest(deps.store.sealer, tool, input, reason);
  const teamId = context.teamId ?? command.team_id;
  if (schedule !== undefined) {
    await show(await askToSchedule(deps, requesterId, { request, teamId, wish: schedule }));
    return;
  }
  const dedupeKey = `command:${command.trigger_id}`;
  if (asksBeforeRunning(deps.confirmTools, tool)) {
    const waiting = { request, teamId, channelId, rootTs: null, dedupeKey };
    await show(await askBeforeRunning(deps, requesterId, waiting));
    return;
  }
  await acceptJob(deps.store, {
    request,
    teamId,
    place: { channelId, rootTs: null, requesterId },
    dedupeKey,
  });
}

/** The tools are slow to come: something opens now, and becomes the form when they are there. */
async function openLoading(
  args: CommandArgs,
  deps: ListenerDeps,
  tools: CachedList<WarmlyTool>,
  parsed: Typed,
): Promise<void> {
  const { client, command } = args;
  const loadingDraft = await newDraft(args, deps, parsed);
  const viewId = await openView(client, command.trigger_id, loadingView(loadingDraft.id));
  try {
    let isShown = false;
    await withTools(args, deps, await tools.get(), parsed, async (view) => {
      isShown = true;
      await updateView(client, viewId, view);
    });
    if (!isShown) {
      const done = 'Nothing more to fill in: look at the channel. You can close this.';
      await updateView(client, viewId, problemView(loadingDraft.id, done));
    }
  } catch (error) {
    await updateView(client, viewId, problemView(loadingDraft.id, toErrandError(error).userMessage));
    deps.logger.warn({ err: error }, 'the tools could not be loaded');
  }
}

async function newDraft(
  { command, context }: CommandArgs,
  deps: ListenerDeps,
  { schedule }: Pick<Typed, 'schedule'>,
  content: Pick<WarmlyDraft, 'chosen' | 'reason'> = {},
) {
  const { timeZone } = await deps.directory.person(command.user_id);
  return await createDraft<WarmlyDraft>(deps.store, {
    userId: command.user_id,
    kind: 'warmly',
    content: {
      channelId: command.channel_id,
      teamId: context.teamId ?? command.team_id,
      timeZone,
      ...(schedule && { schedule }),
      ...content,
    },
  });
}

async function clockOf({ command }: CommandArgs, deps: ListenerDeps) {
  const { timeZone } = await deps.directory.person(command.user_id);
  return { nowMs: deps.store.clock.nowMs(), timeZone };
}

/** What is not in the list may have been added since it was read. */
async function findTool(
  name: string,
  tools: readonly WarmlyTool[],
  { catalogue, logger }: ListenerDeps,
): Promise<WarmlyTool | undefined> {
  const isNamedSo = (tool: WarmlyTool) => tool.name === name;
  const known = tools.find(isNamedSo);
  if (known !== undefined) return known;
  try {
    return (await catalogue.tools?.refresh())?.find(isNamedSo);
  } catch (error) {
    logger.warn({ err: error }, 'the tools could not be read anew');
    return undefined;
  }
}

function unknownTool(name: string, tools: readonly WarmlyTool[], { schedule }: Typed): string {
  const toolNames = tools.map((tool) => tool.name);
  // Only a tool can run on a rhythm.
  const nearest = nearestNames(name, [...toolNames, ...(schedule === undefined ? WARMLY_WORDS : [])]);
  const guesses = nearest.map((near) => inlineCode(toolNames.includes(near) ? near : `/warmly ${near}`));
  const guess = guesses.length > 0 ? ` Did you mean ${guesses.join(' or ')}?` : '';
  return `There is no Warmly tool called “${escapeMrkdwn(name)}”.${guess} \`/warmly\` shows all of them.`;
}

async function tell({ respond }: CommandArgs, text: string): Promise<void> {
  await respond({ response_type: 'ephemeral', text });
}

import type { AllMiddlewareArgs, App, SlackCommandMiddlewareArgs } from '@slack/bolt';
import { escapeMrkdwn, inlineCode } from '../../block-kit/escape.ts';
import { type CachedList, listWithin } from '../../catalogue/cached-list.ts';
import { toErrandError } from '../../errors.ts';
import { nearestNames } from '../../forms/nearest-names.ts';
import { type ParsedArguments, parseArguments } from '../../forms/parse-arguments.ts';
import { acceptJob } from '../../jobs/accept-job.ts';
import { warmlyRequest } from '../../jobs/warmly-request.ts';
import { createDraft, type Draft } from '../../store/drafts.ts';
import type { WarmlyTool } from '../../warmly/schema.ts';
import type { ListenerDeps } from '../listener-deps.ts';
import { openView, updateView } from '../views/open-view.ts';
import type { ChosenTool, WarmlyDraft } from '../views/warmly-draft.ts';
import { chooseTool, warmlyModal } from '../views/warmly-form.ts';
import { loadingView, problemView } from '../views/warmly-view.ts';
import { warmlyDeps } from '../warmly/asked.ts';
import { browseWarmly } from '../warmly/browse-warmly.ts';
import { NOT_CONFIGURED } from './not-configured.ts';
import { readToolArguments } from './tool-arguments.ts';
import { warmlyHelp } from './warmly-help.ts';

type CommandArgs = SlackCommandMiddlewareArgs & AllMiddlewareArgs;

/** A trigger lives for three seconds: what takes longer than this opens as "Loading" first. */
const SOON_MS = 1_200;

const NO_TOOL_NAMED =
  'Write the tool’s name before its arguments: `/warmly tool_name key=value`. `/warmly` alone shows all tools.';

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
  const parsed = parseArguments(command.text);
  if (parsed.words[0]?.toLowerCase() === 'help' && parsed.words.length === 1) {
    return await tell(args, warmlyHelp(await tools.get(), deps.forms.formOf));
  }
  const problem = await openBrowsing(args, deps, parsed);
  if (problem !== 'tool') return problem === undefined ? undefined : await tell(args, problem);
  const available = await listWithin(tools, SOON_MS, deps.store.clock);
  if (available === undefined) return await openLoading(args, deps, tools, parsed);
  await withTools(args, deps, available, parsed, (draft) =>
    openView(args.client, command.trigger_id, warmlyModal(deps, draft)),
  );
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

type Show = (draft: Draft<WarmlyDraft>) => Promise<unknown>;

/** With the tools at hand: runs at once what is complete, shows a form for everything else. */
async function withTools(
  args: CommandArgs,
  deps: ListenerDeps,
  tools: readonly WarmlyTool[],
  parsed: ParsedArguments,
  show: Show,
): Promise<void> {
  const [name] = parsed.words;
  if (name === undefined && parsed.pairs.length === 0) {
    await show(await newDraft(args, deps, {}));
    return;
  }
  if (name === undefined) return await tell(args, NO_TOOL_NAMED);
  const tool = await findTool(name, tools, deps);
  if (tool === undefined) return await tell(args, unknownTool(name, tools));
  const form = deps.forms.formOf(tool.inputSchema);
  const reading = readToolArguments(form, parsed, await clockOf(args, deps));
  if (reading.isComplete) return await runAtOnce(args, deps, tool, reading.input);
  const start = { value: reading.input, notes: reading.notes };
  await show(await newDraft(args, deps, { chosen: chooseTool(deps, tool, start) }));
}

async function runAtOnce(
  { command, context }: CommandArgs,
  deps: ListenerDeps,
  tool: WarmlyTool,
  typed: Record<string, unknown>,
): Promise<void> {
  await acceptJob(deps.store, {
    request: warmlyRequest(deps.store.sealer, tool, typed),
    teamId: context.teamId ?? command.team_id,
    place: { channelId: command.channel_id, rootTs: null, requesterId: command.user_id },
    dedupeKey: `command:${command.trigger_id}`,
  });
}

/** The tools are slow to come: something opens now, and becomes the form when they are there. */
async function openLoading(
  args: CommandArgs,
  deps: ListenerDeps,
  tools: CachedList<WarmlyTool>,
  parsed: ParsedArguments,
): Promise<void> {
  const { client, command } = args;
  const loadingDraft = await newDraft(args, deps, {});
  const viewId = await openView(client, command.trigger_id, loadingView(loadingDraft.id));
  try {
    let isShown = false;
    await withTools(args, deps, await tools.get(), parsed, async (draft) => {
      isShown = true;
      await updateView(client, viewId, warmlyModal(deps, draft));
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

async function newDraft(args: CommandArgs, deps: ListenerDeps, content: { chosen?: ChosenTool }) {
  const { command, context } = args;
  const { timeZone } = await deps.directory.person(command.user_id);
  return await createDraft<WarmlyDraft>(deps.store, {
    userId: command.user_id,
    kind: 'warmly',
    content: {
      channelId: command.channel_id,
      teamId: context.teamId ?? command.team_id,
      timeZone,
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

function unknownTool(name: string, tools: readonly WarmlyTool[]): string {
  const nearest = nearestNames(
    name,
    tools.map((tool) => tool.name),
  );
  const guess = nearest.length > 0 ? ` Did you mean ${nearest.map(inlineCode).join(' or ')}?` : '';
  return `There is no Warmly tool called “${escapeMrkdwn(name)}”.${guess} \`/warmly\` shows all of them.`;
}

async function tell({ respond }: CommandArgs, text: string): Promise<void> {
  await respond({ response_type: 'ephemeral', text });
}

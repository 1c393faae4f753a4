import type { AppAnswer } from './app-link.ts';
import { commandPayload } from './interaction-payloads.ts';
import { isObject } from './json-value.ts';
import type { SlackCore } from './slack-core.ts';
import { commandMarkup } from './typed-text.ts';

interface TypedCommand {
  readonly userId: string;
  readonly channelId: string;
  /** With its slash. */
  readonly command: string;
  readonly text: string;
}

/** Runs what a person typed after a slash. Resolves when the app answered or could not. */
export async function runSlashCommand(core: SlackCore, typed: TypedCommand): Promise<void> {
  if (typed.command === '/invite' || typed.command === '/remove') {
    changeMembers(core, typed);
    return;
  }
  const declared = core.manifest.commands.find((one) => one.command === typed.command);
  if (declared === undefined) {
    slackbotSays(core, typed, `${typed.command} is not a valid command.`);
    return;
  }
  const text = commandMarkup(core.workspace, typed.text.trim(), declared.shouldEscape);
  const payload = commandPayload(core, { ...typed, text });
  const answer = await core.link.ask('slash_commands', payload);
  if (answer.kind !== 'answered') {
    slackbotSays(core, typed, failureText(typed.command, answer));
    return;
  }
  const body = isObject(answer.payload) ? answer.payload : {};
  if (body.text === undefined && body.blocks === undefined) return;
  const problem = core.responseUrls.respond(typed, body);
  if (problem !== undefined) {
    slackbotSays(core, typed, `${typed.command} failed with the error "${problem}"`);
  }
}

function failureText(command: string, answer: AppAnswer): string {
  if (answer.kind === 'refused') return `${command} failed with the error "${answer.error}"`;
  const reason = answer.kind === 'timed_out' ? ' (operation_timeout)' : '';
  return `${command} failed because the app did not respond${reason}.`;
}

function changeMembers(core: SlackCore, { userId, channelId, command, text }: TypedCommand) {
  const marked = commandMarkup(core.workspace, text.trim(), true);
  const invited = [...marked.matchAll(/<@(\w+)>/g)].map((match) => match[1] ?? '');
  const conversation = core.workspace.conversations.get(channelId);
  if (invited.length === 0 || conversation === undefined || conversation.kind === 'im') {
    slackbotSays(
      core,
      { userId, channelId },
      `${command} needs the name of a person or an app, in a channel.`,
    );
    return;
  }
  for (const id of invited) {
    if (command === '/invite') core.workspace.addMember(channelId, id, userId);
    else core.workspace.removeMember(channelId, id);
  }
}

function slackbotSays(core: SlackCore, to: { userId: string; channelId: string }, text: string) {
  core.ephemerals.show({
    channel: to.channelId,
    ts: core.workspace.nextTs(),
    user: 'USLACKBOT',
    text,
    reactions: [],
    to: to.userId,
  });
}

import type { UiCommandInfo, UiUser } from '../../slack/ui-protocol.ts';

/** One line of the list over the composer. */
export interface Suggestion {
  readonly key: string;
  readonly title: string;
  readonly hint: string;
  readonly description: string;
  /** What replaces the text from `from` to the cursor. */
  readonly insert: string;
}

export interface Completion {
  readonly kind: 'command' | 'mention';
  readonly from: number;
  readonly suggestions: readonly Suggestion[];
}

interface Known {
  readonly commands: readonly UiCommandInfo[];
  readonly users: readonly UiUser[];
}

/** What could complete the text before the cursor; nothing when there is nothing to offer. */
export function completionAt(draft: string, cursor: number, known: Known): Completion | undefined {
  const before = draft.slice(0, cursor);
  const suggested = completeCommand(before, known.commands) ?? completeMention(before, known.users);
  return suggested && suggested.suggestions.length > 0 ? suggested : undefined;
}

function completeCommand(before: string, commands: readonly UiCommandInfo[]): Completion | undefined {
  if (!/^\/\S*$/.test(before)) return undefined;
  const suggestions = commands
    .filter(({ command }) => command.startsWith(before.toLowerCase()))
    .map(({ command, usageHint, description }) => ({
      key: command,
      title: command,
      hint: usageHint,
      description,
      insert: `${command} `,
    }));
  return { kind: 'command', from: 0, suggestions };
}

function completeMention(before: string, users: readonly UiUser[]): Completion | undefined {
  const match = /(?:^|[\s(])@([\p{L}\p{N}._-]*)$/u.exec(before);
  if (!match) return undefined;
  const typed = (match[1] ?? '').toLowerCase();
  const suggestions = users
    .filter(({ name, realName }) =>
      [name, ...realName.split(/\s+/)].some((word) => word.toLowerCase().startsWith(typed)),
    )
    .slice(0, 8)
    .map(({ id, name, realName, kind }) => ({
      key: id,
      title: realName || name,
      hint: `@${name}`,
      description: kind === 'bot' ? 'App' : '',
      insert: `@${name} `,
    }));
  return { kind: 'mention', from: before.length - (match[1] ?? '').length - 1, suggestions };
}

/** Whether the draft ends in just what the suggestion would put there. */
export function isTyped(draft: string, { from }: Completion, { title, insert }: Suggestion): boolean {
  const typed = draft.slice(from).trimEnd().toLowerCase();
  return [insert.trimEnd(), `@${title}`].some((whole) => whole.toLowerCase() === typed);
}

/** The draft with a suggestion in place, and where the cursor then stands. */
export function applySuggestion(
  draft: string,
  cursor: number,
  completion: Completion,
  suggestion: Suggestion,
): { draft: string; cursor: number } {
  const head = draft.slice(0, completion.from) + suggestion.insert;
  return { draft: head + draft.slice(cursor).replace(/^ /, ''), cursor: head.length };
}

/** What a slash command's line says; nothing for an ordinary message. */
export function parseCommand(draft: string): { command: string; text: string } | undefined {
  const match = /^(\/\S+)(?:\s+([\s\S]*))?$/.exec(draft.trim());
  return match?.[1] === undefined ? undefined : { command: match[1], text: (match[2] ?? '').trim() };
}

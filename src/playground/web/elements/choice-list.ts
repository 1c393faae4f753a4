import { type Json, object, objects, strings, text, textOf } from '../json.ts';
import { withEmoji } from '../mrkdwn/emoji.ts';
import { conversationTitle, realUsers } from '../state/messages.ts';
import type { Directory } from '../state/page-context.ts';

/** One line of a select's list. */
export interface Choice {
  /** Identifies it: an option's value, a user's or conversation's id. */
  readonly key: string;
  readonly label: string;
  readonly description: string;
  /** The option object as Slack sends it back; absent for users and conversations. */
  readonly option?: Json;
}

export interface ChoiceSection {
  readonly label: string;
  readonly choices: readonly Choice[];
}

export function choiceOfOption(option: Json): Choice {
  return {
    key: text(option.value),
    label: withEmoji(textOf(option.text)),
    description: withEmoji(textOf(option.description)),
    option,
  };
}

/** The sections of an element's (or an answer's) `options` and `option_groups`. */
export function sectionsOf(options: unknown, groups: unknown): readonly ChoiceSection[] {
  const ungrouped = objects(options);
  const sections = objects(groups).map((group) => ({
    label: withEmoji(textOf(group.label)),
    choices: objects(group.options).map(choiceOfOption),
  }));
  return ungrouped.length > 0
    ? [{ label: '', choices: ungrouped.map(choiceOfOption) }, ...sections]
    : sections;
}

/** What of a list matches the typed words; every word must occur in the label or description. */
export function filterSections(sections: readonly ChoiceSection[], query: string): readonly ChoiceSection[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return sections;
  return sections
    .map(({ label, choices }) => ({
      label,
      choices: choices.filter((choice) => {
        const haystack = `${choice.label} ${choice.description} ${label}`.toLowerCase();
        return words.every((word) => haystack.includes(word));
      }),
    }))
    .filter(({ choices }) => choices.length > 0);
}

/** People, public channels or conversations, by the type of the select. */
export function workspaceChoices(workspace: Directory, element: Json): readonly Choice[] {
  const type = text(element.type);
  if (type.endsWith('users_select')) {
    return realUsers(workspace).map(({ id, realName, name }) => ({
      key: id,
      label: realName || name,
      description: `@${name}`,
    }));
  }
  const filter = object(element.filter);
  const include = strings(filter?.include);
  return workspace.conversations
    .filter(({ kind, with: other }) => {
      if (type.endsWith('channels_select')) return kind === 'public';
      if (filter?.exclude_bot_users === true && other === workspace.botUserId) return false;
      return include.length === 0 || include.includes(kind);
    })
    .map((conversation) => ({
      key: conversation.id,
      label: conversationTitle(workspace, conversation),
      description: '',
    }));
}

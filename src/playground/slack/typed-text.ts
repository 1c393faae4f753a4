import type { JsonObject } from './json-value.ts';
import { randomElementId } from './random-id.ts';
import type { Workspace } from './workspace.ts';

const urlPattern = /\bhttps?:\/\/[^\s<>|]+[^\s<>|.,;:!?'")\]]/gi;
const broadcasts: Readonly<Record<string, string>> = {
  here: '<!here>',
  channel: '<!channel>',
  everyone: '<!everyone>',
};

/** Turns what a person types into a message into Slack's markup, as its composer does. */
export function messageMarkup(workspace: Workspace, typed: string): string {
  return markup(workspace, typed, (id) => `<#${id}|>`);
}

/** A slash command's text under `should_escape`: names become ids. Without it the text goes as typed. */
export function commandMarkup(workspace: Workspace, typed: string, shouldEscape: boolean): string {
  return shouldEscape ? markup(workspace, typed, (id, name) => `<#${id}|${name}>`) : typed;
}

/** What Slack makes of the text that an app posts: lone ampersands are escaped and links marked up. */
export function postedMarkup(text: string): string {
  const escaped = text.replace(/&(?!(?:amp|lt|gt);)/g, '&amp;');
  return escaped
    .split(/(<[^<>]*>)/)
    .map((part) => (part.startsWith('<') && part.endsWith('>') ? part : part.replace(urlPattern, '<$&>')))
    .join('');
}

/** The rich text block that Slack's composer sends along with a person's text. */
export function richTextBlock(marked: string): JsonObject {
  const elements = marked
    .split(/(<[^<>]+>)/)
    .filter((part) => part !== '')
    .map(richTextElement);
  return {
    type: 'rich_text',
    block_id: randomElementId(),
    elements: [{ type: 'rich_text_section', elements }],
  };
}

function richTextElement(part: string): JsonObject {
  const [, mark = '', rest = ''] = /^<(@|#|!|)([^|>]*)(?:\|[^>]*)?>$/.exec(part) ?? [];
  if (rest === '') return { type: 'text', text: unescaped(part) };
  if (mark === '@') return { type: 'user', user_id: rest };
  if (mark === '#') return { type: 'channel', channel_id: rest };
  if (mark === '!' && rest.startsWith('subteam^')) {
    return { type: 'usergroup', usergroup_id: rest.slice('subteam^'.length) };
  }
  if (mark === '!') return { type: 'broadcast', range: rest };
  return { type: 'link', url: unescaped(rest) };
}

function markup(
  workspace: Workspace,
  typed: string,
  channelMarkup: (id: string, name: string) => string,
): string {
  const names = mentionNames(workspace);
  const escaped = typed.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return escaped
    .split(/(\bhttps?:\/\/[^\s<>|]+[^\s<>|.,;:!?'")\]])/i)
    .map((part, index) => (index % 2 === 1 ? `<${part}>` : withMentions(part)))
    .join('');

  function withMentions(text: string): string {
    const withUsers = text.replace(
      /(^|[^\w@])@([^\s@].*?)(?=$|[^\w@]@)/gs,
      (whole, before: string, rest: string) => {
        const lower = rest.toLowerCase();
        const found = names.find(
          ([name]) => lower.startsWith(name) && !/^[\w]/.test(rest.slice(name.length)),
        );
        return found === undefined ? whole : `${before}${found[1]}${rest.slice(found[0].length)}`;
      },
    );
    return withUsers.replace(/(^|[^\w&#])#([\w-]+)/g, (whole, before: string, name: string) => {
      const channel = [...workspace.conversations.values()].find((one) => one.name === name.toLowerCase());
      return channel === undefined ? whole : `${before}${channelMarkup(channel.id, channel.name)}`;
    });
  }
}

/** Everything that may follow an `@`, in lower case, the longest first. */
function mentionNames(workspace: Workspace): [string, string][] {
  const names = [...workspace.users.values()].flatMap((user): [string, string][] => [
    [user.name.toLowerCase(), `<@${user.id}>`],
    [user.realName.toLowerCase(), `<@${user.id}>`],
  ]);
  const groups = workspace.userGroups.map((group): [string, string] => [
    group.handle.toLowerCase(),
    `<!subteam^${group.id}|@${group.handle}>`,
  ]);
  return [...names, ...groups, ...Object.entries(broadcasts)].sort(([a], [b]) => b.length - a.length);
}

function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

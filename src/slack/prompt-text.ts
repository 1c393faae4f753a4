import type { PeopleDirectory } from '../access/access.ts';
import { decodeSlackText } from '../block-kit/decode.ts';

const MENTION = /<@([UW][A-Z0-9]+)>/g;
/** A prompt that names more people than this keeps the ids of the rest. */
const MAX_NAMES = 10;

/** Slack's text as it was typed, people by their names: an agent can make nothing of a user id. */
export async function promptText(slackText: string, directory: PeopleDirectory): Promise<string> {
  const ids = [...new Set([...slackText.matchAll(MENTION)].map(([, id = '']) => id))].slice(0, MAX_NAMES);
  const names = new Map(await Promise.all(ids.map(async (id) => [id, await nameOf(id, directory)] as const)));
  const named = slackText.replace(MENTION, (mention, id: string) => {
    const name = names.get(id);
    return name === undefined ? mention : `<@${id}|${name}>`;
  });
  return decodeSlackText(named).trim();
}

async function nameOf(userId: string, directory: PeopleDirectory): Promise<string | undefined> {
  try {
    const { displayName } = await directory.person(userId);
    return displayName.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  } catch {
    return undefined;
  }
}

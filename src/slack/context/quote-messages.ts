import type { PeopleDirectory } from '../../access/access.ts';
import { truncate } from '../../block-kit/truncate.ts';
import type { SlackContext } from '../../store/job.ts';
import { promptText } from '../prompt-text.ts';
import type { SlackMessage } from './slack-message.ts';

const MAX_MESSAGES = 50;
const MAX_MESSAGE_CHARS = 3_000;
const MAX_CHARS = 16_000;

/**
 * Messages as an agent reads them, each led by who said it ("Ada: …"). Where there are too many the first one, which
 * says what a thread is about, and the newest stay. Undefined where nothing was said.
 */
export async function quoteMessages(
  messages: readonly SlackMessage[],
  directory: PeopleDirectory,
): Promise<SlackContext | undefined> {
  const quotes = (await Promise.all(messages.map((message) => quote(message, directory)))).filter(
    (line) => line !== '',
  );
  const [first, ...others] = quotes;
  if (first === undefined) return undefined;
  const kept: string[] = [];
  let chars = first.length;
  for (const line of others.toReversed()) {
    chars += line.length;
    if (kept.length === MAX_MESSAGES - 1 || chars > MAX_CHARS) break;
    kept.unshift(line);
  }
  const leftOut = others.length - kept.length;
  const gap = leftOut === 0 ? [] : [`(${leftOut} messages left out)`];
  return { text: [first, ...gap, ...kept].join('\n'), messages: kept.length + 1, leftOut };
}

async function quote(message: SlackMessage, directory: PeopleDirectory): Promise<string> {
  const said = await promptText(message.text, directory);
  const attached = await Promise.all(
    message.attachments.map(async ({ text, isForwarded, authorName = 'somebody' }) => {
      const words = await promptText(text, directory);
      return words !== '' && isForwarded ? `[forwarded from ${authorName}] ${words}` : words;
    }),
  );
  const names = [...message.files, ...message.attachments.flatMap(({ files }) => files)].map(
    ({ name }) => `[file ${name}]`,
  );
  const words = [said, ...attached, ...names].filter((part) => part !== '').join('\n');
  return words === '' ? '' : `${await authorOf(message, directory)}: ${truncate(words, MAX_MESSAGE_CHARS)}`;
}

async function authorOf({ userId, botName }: SlackMessage, directory: PeopleDirectory): Promise<string> {
  if (botName !== undefined) return botName;
  if (userId === undefined) return 'somebody';
  return await directory.person(userId).then(
    ({ displayName }) => displayName,
    () => userId,
  );
}

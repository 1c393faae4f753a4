import type { ParsedArguments } from '../../forms/parse-arguments.ts';
import type { WarmlyAsked } from './asked.ts';
import { openExecution } from './execution.ts';
import { openHistory } from './history.ts';
import { openSchedules } from './schedules.ts';
import { openTools } from './tools.ts';

/** What `/warmly` takes besides the names of tools. */
export const WARMLY_WORDS = ['help', 'tools', 'history', 'show', 'schedules', 'every', 'credits'];

/**
 * What `/warmly` shows besides running tools, by its first word. Returns a sentence to tell, undefined where something
 * was opened, and "tool" where the word means none of these: a tool that is called so wins.
 */
export async function browseWarmly(asked: WarmlyAsked, parsed: ParsedArguments): Promise<string | undefined> {
  const [word, second] = parsed.words;
  if (word === undefined || asked.deps.tools.peek()?.some(({ name }) => name === word)) return 'tool';
  switch (word.toLowerCase()) {
    case 'history':
      return await openHistory(asked, parsed);
    case 'tools':
      await openTools(asked, parsed.words.slice(1).join(' '));
      return undefined;
    case 'schedules':
      await openSchedules(asked);
      return undefined;
    case 'show':
      // Where the id is missing, the run is chosen from the list.
      if (second === undefined) return await openHistory(asked, parsed);
      await openExecution(asked, second);
      return undefined;
    default:
      return 'tool';
  }
}

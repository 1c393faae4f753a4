import { escapeMrkdwn, escapeWithin } from '../../block-kit/escape.ts';
import { truncate } from '../../block-kit/truncate.ts';
import { humanizeName } from '../../forms/labels.ts';
import type { Job } from '../../store/job.ts';

const MAX_NAME_CHARS = 80;

/** "12 s", "4 min 5 s", "1 h 2 min". */
export function durationWords(durationMs: number): string {
  const seconds = Math.max(0, Math.round(durationMs / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return seconds % 60 === 0 ? `${minutes} min` : `${minutes} min ${seconds % 60} s`;
  const hours = Math.floor(minutes / 60);
  return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
}

/** How long a finished job took, or undefined where that is not known or too short to speak of. */
export function tookWords(job: Job): string | undefined {
  const startedAtMs = job.progress.startedAtMs ?? job.startedAtMs;
  if (job.finishedAtMs === null || startedAtMs === null) return undefined;
  const durationMs = job.finishedAtMs - startedAtMs;
  return durationMs < 1_000 ? undefined : durationWords(durationMs);
}

/** What the job is called in a sentence, as text to be escaped: the tool's name or the run's title. */
export function jobName(job: Job): string {
  if (job.request.kind === 'warmly') return job.request.toolName;
  const [firstLine = ''] = job.request.prompt.trim().split('\n');
  return job.request.title ?? job.progress.title ?? (truncate(firstLine, MAX_NAME_CHARS) || 'Warp agent');
}

export function upstreamName(job: Job): 'Warmly' | 'Warp' {
  return job.kind === 'warmly' ? 'Warmly' : 'Warp';
}

/** A mention of a person whom the product knows; an id of another form is shown as text. */
export function mentionUser(userId: string): string {
  return /^[UW][A-Z0-9]+$/.test(userId) ? `<@${userId}>` : escapeMrkdwn(userId);
}

/** The job's name in bold, escaped and cut. */
export function boldName(job: Job): string {
  const name = escapeWithin(jobName(job).replace(/\s+/g, ' ').trim(), 200, escapeMrkdwn);
  return name === '' ? '*Untitled*' : `*${name}*`;
}

/** "1 result", "25 visitors", "1,204 results". */
export function countWords(count: number, pluralNoun: string): string {
  const noun = count === 1 ? singular(pluralNoun) : pluralNoun;
  return `${count.toLocaleString('en-US')} ${noun}`;
}

function singular(plural: string): string {
  if (/people$/i.test(plural)) return plural.replace(/people$/i, 'person');
  if (plural.endsWith('ies')) return `${plural.slice(0, -3)}y`;
  return plural.endsWith('s') && !plural.endsWith('ss') ? plural.slice(0, -1) : plural;
}

/** What a list's entries are called: by its property's name, else by the tool's, else "results". */
export function nounFor(listKey: string | undefined, toolName: string): string {
  const byKey = listKey === undefined || GENERIC_LISTS.test(listKey) ? '' : humanizeName(listKey);
  const byTool = humanizeName(toolName.replace(/^(list|get|search|find|fetch|query)[_-]?/i, ''));
  const noun =
    [byKey, byTool].find((candidate) => /^(\p{L}[\p{L} ]{1,40}s|[\p{L} ]{0,40}people)$/iu.test(candidate)) ??
    'results';
  return noun.charAt(0).toLowerCase() + noun.slice(1);
}

const GENERIC_LISTS = /^(items|rows|results?|data|records|list|entries|values|objects|output|content)$/i;

/** "0.5 credits", "12 credits". */
export function creditWords(credits: number): string {
  const amount = credits.toLocaleString('en-US', { maximumFractionDigits: 2 });
  return `${amount} ${amount === '1' ? 'credit' : 'credits'}`;
}

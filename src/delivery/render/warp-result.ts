import type { KnownBlock, MarkdownBlock } from '@slack/types';
import { actions, context } from '../../block-kit/build.ts';
import { escapeMarkdown, escapeMrkdwn, escapeWithin } from '../../block-kit/escape.ts';
import { truncate } from '../../block-kit/truncate.ts';
import type { Job } from '../../store/job.ts';
import { artifactButtons, artifactWords, sessionButtons } from './job-buttons.ts';
import { creditWords } from './job-words.ts';
import type { RenderedFile } from './rendered.ts';
import { textFile } from './result-file.ts';
import { connectButtons } from './run-buttons.ts';

const MAX_MESSAGE_CHARS = 2_800;
/** The same with its escapes; a message full of marks is folded earlier. */
const MAX_MARKDOWN_CHARS = 4_500;
const MAX_NAMED_ARTIFACTS = 5;

/** What a run left behind: its last words, links to session and artifacts, and what it cost. */
export function warpResult(job: Job): { blocks: KnownBlock[]; files: RenderedFile[] } {
  const said = job.progress.statusMessage?.trim() ?? '';
  // A failure's reason, and that it was stopped, stand in the message's first line.
  const isSaid = job.outcome === 'cancelled' || said === job.problem?.userMessage.trim();
  const words = isSaid ? '' : said;
  const artifacts = job.progress.artifacts ?? [];
  const buttons = [...connectButtons(job.problem), ...artifactButtons(artifacts), ...sessionButtons(job)];
  const isFolded = words.length > MAX_MESSAGE_CHARS || escapeMarkdown(words).length > MAX_MARKDOWN_CHARS;
  const facts = [
    isFolded ? 'Shortened: the whole message is in the file' : undefined,
    artifactNames(job),
    job.progress.costCredits === undefined ? undefined : `Cost: ${creditWords(job.progress.costCredits)}`,
  ];
  return {
    blocks: [
      ...(words === '' ? [] : [lastWords(words)]),
      ...(facts.some((fact) => fact !== undefined) ? [context(facts)] : []),
      ...(buttons.length === 0 ? [] : [actions(buttons)]),
    ],
    files: isFolded ? [textFile(job, words)] : [],
  };
}

function lastWords(words: string): MarkdownBlock {
  const text = escapeWithin(truncate(words, MAX_MESSAGE_CHARS), MAX_MARKDOWN_CHARS, escapeMarkdown);
  return { type: 'markdown', text: text.trim() === '' ? '–' : text };
}

/** The artifacts that no button leads to, by name. */
function artifactNames(job: Job): string | undefined {
  const artifacts = job.progress.artifacts ?? [];
  const linked = new Set(artifactButtons(artifacts).map((link) => link.url));
  const unlinked = artifacts.filter((artifact) => artifact.url === undefined || !linked.has(artifact.url));
  if (unlinked.length === 0) return undefined;
  const names = unlinked
    .slice(0, MAX_NAMED_ARTIFACTS)
    .map((artifact) => escapeWithin(artifactWords(artifact).replace(/\s+/g, ' '), 100, escapeMrkdwn));
  const more = unlinked.length - names.length;
  return more > 0 ? `${names.join(', ')} and ${more} more` : names.join(', ');
}

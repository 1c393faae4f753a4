import { dateToken } from '../../block-kit/build.ts';
import { escapeMrkdwn, escapeWithin } from '../../block-kit/escape.ts';
import type { WarpRun } from '../../warp/run.ts';
import { runStateKind } from '../../warp/run-state.ts';

const SIGNS = { active: '⏳', waiting: '✋', succeeded: '✅', failed: '❌', cancelled: '🚫' } as const;
const STATE_WORDS: Readonly<Record<string, string>> = {
  QUEUED: 'Queued',
  PENDING: 'Being prepared',
  CLAIMED: 'About to run',
  INPROGRESS: 'Running',
  SUCCEEDED: 'Succeeded',
  FAILED: 'Failed',
  BLOCKED: 'Blocked: it waits for an answer',
  ERROR: 'Failed by an error of Warp',
  CANCELLED: 'Stopped',
};

/** A state as a sign and words; one that nobody knows today by its own name. */
export function runStateWords(state: string): string {
  const sign = state === 'QUEUED' || state === 'PENDING' ? '🕓' : SIGNS[runStateKind(state)];
  return `${sign} ${STATE_WORDS[state] ?? escapeWithin(state, 60, escapeMrkdwn)}`;
}

/** `SCHEDULED_AGENT` as "scheduled agent"; shorter names of products as they are written. */
export function wireWords(word: string): string {
  const known: Readonly<Record<string, string>> = {
    API: 'API',
    CLI: 'CLI',
    SLACK: 'Slack',
    LINEAR: 'Linear',
    GITHUB_ACTION: 'GitHub action',
    PULL_REQUEST: 'pull request',
    WEB_APP: 'web app',
  };
  return known[word] ?? word.toLowerCase().replaceAll('_', ' ');
}

/** A run's title in bold, escaped and cut. */
export function runTitle({ title, prompt, runId }: WarpRun): string {
  const line = (title || prompt || runId).replace(/\s+/g, ' ').trim();
  return `*${escapeWithin(line, 150, escapeMrkdwn)}*`;
}

export function ago(instantMs: number): string {
  return dateToken(instantMs, '{ago}');
}

/** With a capital at its beginning, where that is a letter. */
export function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Text from outside in one line of mrkdwn. */
export function outside(text: string, maxChars = 200): string {
  return escapeWithin(text.replace(/\s+/g, ' ').trim(), maxChars, escapeMrkdwn);
}

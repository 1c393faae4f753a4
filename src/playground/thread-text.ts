import type { LocalSlack } from './slack/local-slack.ts';

const MAX_ROWS = 4;
const MAX_CELLS = 5;

/** A thread as lines of text: who says what, with the words of its blocks. */
export function threadText(slack: LocalSlack, channelId: string, rootTs: string): string[] {
  return slack.thread(channelId, rootTs).flatMap((message, index) => {
    const name = message['user'] === slack.botUserId ? 'Errand' : String(message['user']);
    const indent = index === 0 ? '' : '    ';
    const lines = [...blockLines(message['blocks']), ...fileLines(message['files'])];
    const body = lines.length > 0 ? lines : String(message['text']).split('\n');
    return body.map((line, row) => (row === 0 ? `${indent}${name}: ${line}` : `${indent}        ${line}`));
  });
}

function blockLines(blocks: unknown): string[] {
  return listOf(blocks).flatMap((block) => {
    if (Array.isArray(block['rows'])) return rowLines(block['rows']);
    if (block['type'] === 'actions')
      return [
        listOf(block['elements'])
          .map((item) => `[${words(item) || '⋯'}]`)
          .join(' '),
      ];
    if (block['type'] === 'plan') return planLines(block);
    return [words(block), ...listOf(block['fields']).map(fieldLine)]
      .flatMap((text) => text.split('\n'))
      .filter((line) => line !== '');
  });
}

function planLines(plan: Record<string, unknown>): string[] {
  return [words(plan['title']), ...listOf(plan['tasks']).map((task) => `  – ${words(task['title'])}`)];
}

/** A field is its name and, in the next line, its value. */
function fieldLine(field: Record<string, unknown>): string {
  return words(field).replace('\n', ': ');
}

function rowLines(rows: readonly unknown[]): string[] {
  const shown = rows.slice(0, MAX_ROWS).map((row) => listOf(row).slice(0, MAX_CELLS).map(words).join(' | '));
  return rows.length > MAX_ROWS ? [...shown, `… ${rows.length - MAX_ROWS} more rows`] : shown;
}

function fileLines(files: unknown): string[] {
  return listOf(files).map((file) => `📎 ${String(file['name'])} (${String(file['size'])} bytes)`);
}

/** Every text in a block but its fields, Slack's markup made readable. */
function words(value: unknown): string {
  if (typeof value === 'string') return readable(value);
  if (Array.isArray(value))
    return value
      .map(words)
      .filter((part) => part !== '')
      .join(' ');
  if (typeof value !== 'object' || value === null) return '';
  const { text, elements } = value as Record<string, unknown>;
  return [text, elements]
    .map(words)
    .filter((part) => part !== '')
    .join(' ');
}

function readable(text: string): string {
  return text
    .replaceAll(/<!date\^\d+\^[^|>]*\|([^>]*)>/g, '$1')
    .replaceAll(/<https?:[^|>]*\|([^>]*)>/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

function listOf(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value)
    ? value.filter((item): item is Record<string, unknown> => typeof item === 'object' && item !== null)
    : [];
}

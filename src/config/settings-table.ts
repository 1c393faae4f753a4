import { SETTINGS } from './settings.ts';

const HEAD = ['variable', 'what it is', 'where it comes from', 'when it is not set'];

/** Every setting as a Markdown table, for the README; its columns are aligned as the formatter wants them. */
export function settingsTable(): string {
  const rows: string[][] = SETTINGS.map(({ name, purpose, source, fallback }) => [
    `\`${name}\``,
    purpose,
    source,
    fallback,
  ]);
  const widths = HEAD.map((head, column) =>
    Math.max(head.length, ...rows.map((row) => (row[column] ?? '').length)),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(HEAD), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

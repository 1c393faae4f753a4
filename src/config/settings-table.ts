import { SETTINGS } from './settings.ts';

/** Every setting as a Markdown table, for the README. */
export function settingsTable(): string {
  const rows = SETTINGS.map(
    ({ name, purpose, source, fallback }) => `| \`${name}\` | ${purpose} | ${source} | ${fallback} |`,
  );
  return [
    '| variable | what it is | where it comes from | when it is not set |',
    '|---|---|---|---|',
    ...rows,
  ].join('\n');
}

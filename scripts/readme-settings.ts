/** Writes the README's table of settings from the one list of them: `node scripts/readme-settings.ts`. */
import { readFile, writeFile } from 'node:fs/promises';
import { settingsTable } from '../src/config/settings-table.ts';

const README = new URL('../README.md', import.meta.url);

const text = await readFile(README, 'utf8');
const table = `<!-- settings -->\n${settingsTable()}\n<!-- /settings -->`;
await writeFile(README, text.replace(/<!-- settings -->[\s\S]*<!-- \/settings -->/, table));

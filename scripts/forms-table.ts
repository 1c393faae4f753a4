/** Writes docs/forms.md from the forms themselves: `node scripts/forms-table.ts`. */
import { writeFile } from 'node:fs/promises';
import { formsTable } from '../test/support/forms/forms-table.ts';

await writeFile(new URL('../docs/forms.md', import.meta.url), formsTable());

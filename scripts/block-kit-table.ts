/** Writes docs/block-kit.md from the rules: `node scripts/block-kit-table.ts`. */
import { writeFile } from 'node:fs/promises';
import { blockKitTable } from '../src/block-kit/rule-table.ts';

await writeFile(new URL('../docs/block-kit.md', import.meta.url), blockKitTable());

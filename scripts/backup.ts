/**
 * Copies the embedded database while Errand runs: `npm run backup -- FILE`. `DATA_DIR` says where it is, as for the
 * bot. The copy is whole: one moment of it.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';

const [target] = process.argv.slice(2);
const source = join(process.env['DATA_DIR'] ?? './data', 'errand.db');
if (target === undefined || existsSync(target)) {
  console.error('Name a file that does not exist yet: npm run backup -- backup.db');
  process.exit(1);
}
if (!existsSync(source)) {
  console.error(`There is no database at ${source}. Set DATA_DIR as the bot has it.`);
  process.exit(1);
}
const database = new Database(source, { readonly: true });
await database.backup(target);
database.close();
console.log(`${source} is copied to ${target}.`);

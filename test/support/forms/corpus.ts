import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A tool of a public server, as it describes itself. */
export interface CorpusTool {
  readonly source: string;
  readonly name: string;
  readonly inputSchema: unknown;
}

const FILE = fileURLToPath(new URL('../../../../shared/corpus/tool-schemas.jsonl', import.meta.url));

/** Real tool schemas, which are kept beside the repository; undefined, and said loudly, where they are not there. */
export function readCorpus(): readonly CorpusTool[] | undefined {
  if (!existsSync(FILE)) {
    console.warn('\n*** SKIPPED: the corpus of real tool schemas is not there. ***\n');
    return undefined;
  }
  return readFileSync(FILE, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line): CorpusTool => JSON.parse(line));
}

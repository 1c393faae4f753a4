import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

function placesOf(pattern: RegExp, files: readonly string[]): string[] {
  return files.flatMap((file) =>
    readFileSync(`${ROOT}${file}`, 'utf8')
      .split('\n')
      .flatMap((line, index) => (pattern.test(line) ? [`${file}:${index + 1}`] : [])),
  );
}

const sources = globSync('{src,scripts}/**/*.{ts,tsx}', { cwd: ROOT });
const tests = globSync('test/**/*.ts', { cwd: ROOT }).filter((file) => !file.endsWith('sources.test.ts'));

it('runs on the Node that the project brings, not on the system’s', () => {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  expect(major * 100 + minor).toBeGreaterThanOrEqual(2412);
});

it('writes queries in the store only', () => {
  const elsewhere = sources.filter((file) => !file.startsWith('src/store/'));
  expect(placesOf(/\b(selectFrom|insertInto|updateTable|deleteFrom)\(/, elsewhere)).toEqual([]);
});

it('casts through nothing and leaves nothing to do', () => {
  expect(
    placesOf(/\bas (unknown|any|never) as\b|\bTODO\b|\bFIXME\b|\bXXX\b/, [...sources, ...tests]),
  ).toEqual([]);
});

it('skips and singles out no test by accident', () => {
  expect(placesOf(/\b(it|test|describe)\.(only|todo|skip)\b/, tests)).toEqual([]);
});

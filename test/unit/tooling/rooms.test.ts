import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** As in docs/architecture.md; those of one row do not import each other. */
const ROWS = [
  ['errors.ts'],
  ['clock.ts'],
  ['ids.ts'],
  ['fault-point.ts'],
  ['config', 'observability'],
  ['block-kit'],
  ['http'],
  ['warmly', 'warp'],
  ['forms'],
  ['store'],
  ['catalogue'],
  ['jobs'],
  ['schedules'],
  ['watch'],
  ['delivery'],
  ['access'],
  ['slack'],
  ['health-pages.ts'],
  ['errand.ts'],
  ['main.ts'],
  ['playground'],
];
const ROOMS = ROWS.flat();
const rowOf = (room: string) => ROWS.findIndex((row) => row.includes(room));
const isFile = (room: string) => room.endsWith('.ts');

/** Where a violation is tried: a room's own file, or files at two depths of its folder. */
function placesIn(room: string): string[] {
  return isFile(room) ? [`src/${room}`] : [`src/${room}/tried.ts`, `src/${room}/part/tried.ts`];
}

const Report = z.object({
  diagnostics: z.array(
    z.object({
      code: z.string(),
      filename: z.string(),
      labels: z.array(z.object({ span: z.object({ line: z.number() }) })),
    }),
  ),
});

const directory = mkdtempSync(join(tmpdir(), 'errand-rooms-'));
afterAll(() => rmSync(directory, { recursive: true }));

/** What was tried: an import per line. */
const tried = new Map<string, string[]>();
/** `path: import` for each line that the linter refused. */
let refused: ReadonlySet<string> = new Set();

function importsFrom(path: string): string[] {
  const up = '../'.repeat(path.split('/').length - 2) || './';
  const rooms = ROOMS.filter((room) => path.split('/')[1] !== room);
  const packages = [
    'kysely',
    'pg',
    'better-sqlite3',
    '@slack/bolt',
    '@slack/web-api',
    'undici',
    'pino',
    'ajv/dist/2020.js',
  ];
  return [...rooms.map((room) => `${up}${isFile(room) ? room : `${room}/any.ts`}`), ...packages];
}

beforeAll(() => {
  copyFileSync(`${ROOT}oxlint.config.ts`, join(directory, 'oxlint.config.ts'));
  writeFileSync(join(directory, 'package.json'), '{ "type": "module" }');
  for (const path of ROOMS.flatMap(placesIn)) {
    const imports = importsFrom(path);
    tried.set(path, imports);
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    // Types count too, and what is passed on.
    const lines = imports.map((from, index) =>
      index % 2 === 0 ? `import type { T${index} } from '${from}';` : `export { t${index} } from '${from}';`,
    );
    writeFileSync(join(directory, path), lines.join('\n'));
  }
  const linter = fileURLToPath(new URL('../bin/oxlint', import.meta.resolve('oxlint')));
  const only = ['-A', 'all', '--format=json', '--disable-nested-config'];
  const { stdout } = spawnSync(process.execPath, [linter, ...only], { cwd: directory, encoding: 'utf8' });
  const { diagnostics } = Report.parse(JSON.parse(stdout));
  refused = new Set(
    diagnostics
      .filter(({ code }) => code.includes('no-restricted-imports'))
      .map(({ filename, labels }) => {
        const line = labels[0]?.span.line ?? 0;
        return `${filename}: ${tried.get(filename)?.[line - 1]}`;
      }),
  );
});

const refusedIn = (path: string) => (tried.get(path) ?? []).filter((from) => refused.has(`${path}: ${from}`));

describe('the linter', () => {
  it('has a row for everything in src', () => {
    expect(readdirSync(`${ROOT}src`).sort()).toEqual([...ROOMS].sort());
  });

  it.each(ROOMS.flatMap(placesIn))('refuses in %s what does not stand above it', (path) => {
    const room = path.split('/')[1] ?? '';
    const below = ROOMS.filter((other) => other !== room && rowOf(other) >= rowOf(room));
    const roomsRefused = refusedIn(path).filter((from) => from.startsWith('.'));
    expect(roomsRefused.map((from) => from.replace(/^[./]+/, '').replace('/any.ts', ''))).toEqual(below);
  });

  it.each([
    ['src/store/tried.ts', ['kysely', 'pg', 'better-sqlite3']],
    ['src/jobs/tried.ts', []],
    ['src/slack/part/tried.ts', ['@slack/bolt', '@slack/web-api']],
    ['src/delivery/tried.ts', []],
    ['src/http/tried.ts', ['undici']],
    ['src/observability/tried.ts', ['pino']],
    ['src/forms/tried.ts', ['ajv/dist/2020.js']],
    ['src/playground/tried.ts', ['ajv/dist/2020.js']],
  ])('leaves %s only its own packages', (path, own) => {
    const packages = (tried.get(path) ?? []).filter((from) => !from.startsWith('.'));
    const free = packages.filter((name) => !refused.has(`${path}: ${name}`));
    expect(free).toEqual(own);
  });
});

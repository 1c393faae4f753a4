import type { OxlintConfig, OxlintOverride } from 'oxlint';

/** The rooms of `src/` as in docs/architecture.md: each imports only what stands in a row above its own. */
const ROOMS = [
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
] as const;

type Room = (typeof ROOMS)[number][number];

/** Packages that are used in one place, so that what they do has one owner. SQL is only in the store. */
const OWNERS: Readonly<Record<string, readonly Room[]>> = {
  '@slack/bolt': ['slack', 'errand.ts'],
  '@slack/socket-mode': [],
  '@slack/web-api': ['slack', 'errand.ts'],
  ajv: ['forms', 'playground'],
  'ajv-formats': ['forms', 'playground'],
  'better-sqlite3': ['store'],
  croner: ['schedules', 'playground'],
  kysely: ['store'],
  pg: ['store'],
  pino: ['observability'],
  'prom-client': ['observability'],
  react: ['playground'],
  'react-dom': ['playground'],
  undici: ['http'],
  vite: ['playground'],
  ws: ['playground'],
  yaml: ['playground'],
};

function importRules(room: Room, row: number) {
  const closedRooms = ROOMS.slice(row)
    .flat()
    .filter((other) => other !== room)
    .map((other) => (other.endsWith('.ts') ? `${other.replace('.', '\\.')}$` : `${other}/`));
  const closedPackages = Object.keys(OWNERS).filter((name) => !OWNERS[name]?.includes(room));
  const rooms = {
    regex: `^\\.\\.?/(\\.\\./)*(${closedRooms.join('|')})`,
    message: 'A room imports only what stands above it in the table of rooms.',
  };
  const packages = {
    regex: `^(${closedPackages.join('|')})(/|$)`,
    message: 'This package belongs to another room.',
  };
  // The rooms' last row closes nothing, and an empty alternative would match everything.
  return closedRooms.length === 0 ? [packages] : [rooms, packages];
}

const config: OxlintConfig = {
  plugins: ['typescript', 'unicorn', 'oxc', 'import'],
  categories: { correctness: 'error' },
  options: { typeAware: true, denyWarnings: true, reportUnusedDisableDirectives: 'error' },
  rules: {
    eqeqeq: ['error', 'always', { null: 'ignore' }],
    'max-lines': ['error', { max: 300 }],
    'no-console': 'error',
    'prefer-const': 'error',
    'import/no-cycle': 'error',
    'import/no-default-export': 'error',
    'typescript/ban-ts-comment': 'error',
    'typescript/consistent-type-imports': 'error',
    'typescript/no-explicit-any': 'error',
    'typescript/no-misused-promises': 'error',
    'typescript/no-namespace': 'error',
    'typescript/no-non-null-assertion': 'error',
    'typescript/no-unnecessary-type-assertion': 'error',
    'typescript/only-throw-error': 'error',
    'typescript/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    // Factories return closures: no method here depends on `this`.
    'typescript/unbound-method': 'off',
    'unicorn/filename-case': ['error', { case: 'kebabCase' }],
  },
  overrides: [
    { files: ['*.config.ts'], rules: { 'import/no-default-export': 'off' } },
    {
      files: ['src/main.ts', 'src/playground/**', 'scripts/**', 'bench/**', 'test/**'],
      rules: { 'no-console': 'off' },
    },
    {
      files: ['test/**'],
      rules: {
        'typescript/no-base-to-string': 'off',
        'typescript/no-misused-promises': 'off',
        'typescript/require-array-sort-compare': 'off',
        // A keyword of JSON Schema.
        'unicorn/no-thenable': 'off',
      },
    },
    ...ROOMS.flatMap((rooms, row) =>
      rooms.map(
        (room): OxlintOverride => ({
          files: [room.endsWith('.ts') ? `src/${room}` : `src/${room}/**`],
          rules: { 'no-restricted-imports': ['error', { patterns: importRules(room, row) }] },
        }),
      ),
    ),
  ],
};

export default config;

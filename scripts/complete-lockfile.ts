/**
 * Adds to package-lock.json the optional packages of other platforms that the registry in use does not serve:
 * `node scripts/complete-lockfile.ts`, after every `npm install`. Without them `npm ci` refuses the lockfile.
 * Versions are the exact ones that their parents ask for; platforms are read from the packages' names.
 */
import { readFileSync, writeFileSync } from 'node:fs';

const LOCKFILE = new URL('../package-lock.json', import.meta.url);
const SYSTEMS = [
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'aix',
  'win32',
];
const PROCESSORS = [
  'arm64',
  'arm',
  'ia32',
  'x64',
  'ppc64',
  'riscv64',
  's390x',
  'loong64',
  'mips64el',
  'wasm32',
];
/** Spellings in names that npm writes otherwise. */
const ALIASES: Readonly<Record<string, string>> = {
  win: 'win32',
  armv7: 'arm',
  armhf: 'arm',
  ppc64le: 'ppc64',
  riscv64gc: 'riscv64',
};

interface LockedPackage {
  readonly version?: string;
  readonly dev?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const lock = JSON.parse(readFileSync(LOCKFILE, 'utf8')) as { packages: Record<string, object> };
let added = 0;
for (const [place, locked] of Object.entries<LockedPackage>({ ...lock.packages })) {
  for (const [name, version] of Object.entries(locked.optionalDependencies ?? {})) {
    const isThere = [`${place}/node_modules/${name}`, `node_modules/${name}`].some(
      (key) => key in lock.packages,
    );
    if (isThere) continue;
    if (!/^\d+\.\d+\.\d+/.test(version)) throw new Error(`${name} is asked for as ${version}, not exactly.`);
    lock.packages[`node_modules/${name}`] = {
      version,
      ...(locked.dev && { dev: true }),
      optional: true,
      ...platformOf(name),
    };
    added += 1;
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).toSorted(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(LOCKFILE, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added} packages of other platforms added.`);

function platformOf(name: string): { cpu?: string[]; os?: string[]; libc?: string[] } {
  const words = (name.split('/').at(-1) ?? '').split(/[-_]/).map((word) => ALIASES[word] ?? word);
  const cpu = PROCESSORS.find((processor) => words.includes(processor));
  const os = SYSTEMS.find((system) => words.includes(system));
  const libc = words.some((word) => word.startsWith('musl'))
    ? 'musl'
    : words.some((word) => word.startsWith('gnu'))
      ? 'glibc'
      : undefined;
  return {
    ...(cpu !== undefined && { cpu: [cpu] }),
    ...(os !== undefined && { os: [os] }),
    ...(libc !== undefined && os === 'linux' && { libc: [libc] }),
  };
}

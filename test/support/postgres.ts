import { execFileSync, spawn } from 'node:child_process';
import { accessSync, chmodSync, chownSync, constants, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import pg from 'pg';
import { claimPort } from '../../src/playground/claim-port.ts';

export interface PostgresForTests {
  /** Of a database from which others may be created. */
  readonly adminUrl: string;
  stop(): Promise<void>;
}

export type PostgresSearch =
  | { readonly found: true; readonly postgres: PostgresForTests }
  | { readonly found: false; readonly reason: string };

const USER = 'errand_tests';
const START_WITHIN_MS = 30_000;
const TRY_EVERY_MS = 50;

/** The server named by `TEST_DATABASE_URL`, else the machine's own binaries started on a free port. */
export async function findPostgres(): Promise<PostgresSearch> {
  const given = process.env['TEST_DATABASE_URL'];
  if (given !== undefined && given !== '') {
    await answers(given, 0);
    return { found: true, postgres: { adminUrl: given, stop: () => Promise.resolve() } };
  }
  const binaries = findBinaries();
  if (binaries === undefined) return { found: false, reason: 'no initdb and postgres on this machine' };
  const owner = unprivilegedOwner();
  if (owner === 'none') return { found: false, reason: 'PostgreSQL does not run as root' };
  return { found: true, postgres: await startServer(binaries, owner) };
}

interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/** PostgreSQL refuses to run as root: then another user of this machine owns the server. */
function unprivilegedOwner(): Owner | 'none' | undefined {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ['postgres', 'nobody']) {
    try {
      const id = (flag: string) => Number(execFileSync('id', [flag, name], { stdio: 'pipe' }).toString());
      return { uid: id('-u'), gid: id('-g') };
    } catch {
      // No such user: the next one.
    }
  }
  return 'none';
}

function findBinaries(): string | undefined {
  const onPath = (process.env['PATH'] ?? '').split(delimiter).filter((directory) => directory !== '');
  return [...packagedDirectories(), ...onPath].find(
    (directory) => isExecutable(join(directory, 'initdb')) && isExecutable(join(directory, 'postgres')),
  );
}

/** Debian keeps the servers off the PATH; the newest version first. */
function packagedDirectories(): string[] {
  const root = '/usr/lib/postgresql';
  try {
    const versions = readdirSync(root).toSorted((a, b) => Number(b) - Number(a));
    return versions.map((version) => join(root, version, 'bin'));
  } catch {
    return [];
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

async function startServer(binaries: string, owner: Owner | undefined): Promise<PostgresForTests> {
  const directory = mkdtempSync(join(tmpdir(), 'errand-pg-'));
  chmodSync(directory, 0o700);
  if (owner !== undefined) chownSync(directory, owner.uid, owner.gid);
  try {
    const data = join(directory, 'data');
    execFileSync(
      join(binaries, 'initdb'),
      ['-D', data, '-U', USER, '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync'],
      { stdio: 'pipe', cwd: directory, ...owner },
    );
    const port = await claimPort();
    const settings = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=300'];
    const place = ['-D', data, '-h', '127.0.0.1', '-p', String(port), '-k', directory];
    const postgres = [
      join(binaries, 'postgres'),
      ...place,
      ...settings.flatMap((setting) => ['-c', setting]),
    ];
    const keeper = spawn('sh', ['-c', KEEP_WHILE_WE_LIVE, directory, ...postgres], {
      stdio: ['pipe', 'ignore', 'ignore'],
      cwd: tmpdir(),
      ...owner,
    });
    const stop = async () => {
      const exit = new Promise<void>((resolve) => keeper.once('exit', () => resolve()));
      keeper.stdin.end();
      await exit;
    };
    const adminUrl = `postgres://${USER}@127.0.0.1:${port}/postgres`;
    try {
      await answers(adminUrl, Date.now() + START_WITHIN_MS);
    } catch (error) {
      await stop();
      throw error;
    }
    return { adminUrl, stop };
  } catch (error) {
    rmSync(directory, { recursive: true, force: true });
    throw error;
  }
}

/** Keeps the server until its input closes: that happens however the process of the tests ends. */
const KEEP_WHILE_WE_LIVE = `trap '' INT
"$@" &
cat > /dev/null
kill -INT $!
wait
rm -rf "$0"`;

async function answers(url: string, untilMs: number): Promise<void> {
  for (;;) {
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      await client.query('SELECT 1');
      return;
    } catch (error) {
      if (Date.now() > untilMs) throw error;
      await new Promise((resolve) => setTimeout(resolve, TRY_EVERY_MS));
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}

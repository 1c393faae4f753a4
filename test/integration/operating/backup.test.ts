import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { expect, it, onTestFinished } from 'vitest';
import { createSystemClock } from '../../../src/clock.ts';
import { createNewId } from '../../../src/ids.ts';
import { getJob } from '../../../src/store/jobs.ts';
import { openStore } from '../../../src/store/store.ts';
import { describePostgres, describeSqlite } from '../../support/each-engine.ts';
import { accept, startedAs } from '../../support/stored-jobs.ts';

const BACKUP = fileURLToPath(new URL('../../../scripts/backup.ts', import.meta.url));

function scratch(): string {
  const directory = mkdtempSync(join(tmpdir(), 'errand-backup-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  return directory;
}

async function restored(location: { databaseUrl: string | undefined; dataDir: string }) {
  const clock = createSystemClock();
  const options = { clock, newId: createNewId(clock), onConnectionError: () => undefined };
  const store = await openStore({ ...location, ...options });
  onTestFinished(() => store.close());
  return store;
}

describeSqlite('a backup', (openTestStore, database) => {
  it('is taken while Errand runs, and goes on where it was taken', async () => {
    const store = await openTestStore();
    const job = await accept(store);
    await startedAs(store, job.id, 'run-1');
    const file = join(scratch(), 'errand-backup.db');
    const { dataDir } = database.location();
    execFileSync(process.execPath, [BACKUP, file], { env: { DATA_DIR: dataDir } });
    const later = await accept(store);

    const directory = scratch();
    copyFileSync(file, join(directory, 'errand.db'));
    const copy = await restored({ databaseUrl: undefined, dataDir: directory });
    expect(await getJob(copy, job.id)).toMatchObject({ state: 'watching', upstreamId: 'run-1' });
    expect(await getJob(copy, later.id)).toBeUndefined();
    expect(await copy.db.selectFrom('watches').selectAll().execute()).toHaveLength(1);
  });

  it('overwrites nothing', () => {
    const { dataDir } = database.location();
    const file = join(dataDir, 'there.db');
    execFileSync('touch', [file]);
    expect(() =>
      execFileSync(process.execPath, [BACKUP, file], { env: { DATA_DIR: dataDir }, stdio: 'pipe' }),
    ).toThrow(/does not exist yet/);
  });
});

describePostgres('a backup', (openTestStore, database) => {
  it('is a dump, and goes on where it was taken', async () => {
    const store = await openTestStore();
    const job = await accept(store);
    await startedAs(store, job.id, 'run-1');
    const file = join(scratch(), 'errand.dump');
    const databaseUrl = database.location().databaseUrl ?? '';
    execFileSync('pg_dump', ['--format=custom', `--file=${file}`, databaseUrl]);

    const url = new URL(databaseUrl);
    const name = `${url.pathname.slice(1)}_restored`;
    const admin = new pg.Client({ connectionString: databaseUrl });
    await admin.connect();
    await admin.query(`CREATE DATABASE ${name}`);
    onTestFinished(async () => {
      await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
      await admin.end();
    });
    url.pathname = `/${name}`;
    execFileSync('pg_restore', ['--no-owner', `--dbname=${url.href}`, file]);
    const copy = await restored({ databaseUrl: url.href, dataDir: '' });
    expect(await getJob(copy, job.id)).toMatchObject({ state: 'watching', upstreamId: 'run-1' });
  });
});

import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { claimPort } from '../../src/playground/claim-port.ts';
import { CONNECTION } from '../support/connection.ts';
import { type DatabaseWay, wayTo } from '../support/database-way.ts';
import type {} from '../support/provide-postgres.ts';
import { startWorld, type World } from '../support/world.ts';

const adminUrl = inject('postgresAdminUrl');
/** Of its own for each connection: both may be under test on one server. */
const DATABASE = `errand_away_${CONNECTION}`;
const BACK_WITHIN_MS = 90_000;

let world: World;
let way: DatabaseWay;
let health: string;
let revenue: string;
let engineering: string;

async function asAdmin(...statements: readonly string[]): Promise<number> {
  const client = new pg.Client({ connectionString: adminUrl ?? '' });
  await client.connect();
  let rows = 0;
  for (const statement of statements) rows = (await client.query(statement)).rowCount ?? 0;
  await client.end();
  return rows;
}

/** Sessions that hear of other processes' work. */
const listeners = () =>
  asAdmin(`SELECT 1 FROM pg_stat_activity WHERE datname = '${DATABASE}' AND query LIKE 'LISTEN %'`);

async function get(path: string) {
  const answer = await fetch(`${health}${path}`);
  return { status: answer.status, text: await answer.text() };
}

const isBack = () =>
  expect.poll(() => get('/healthz'), { timeout: BACK_WITHIN_MS }).toMatchObject({ status: 200 });

describe.skipIf(adminUrl === null)('a PostgreSQL that goes away', () => {
  beforeAll(async () => {
    await asAdmin(`DROP DATABASE IF EXISTS ${DATABASE} WITH (FORCE)`, `CREATE DATABASE ${DATABASE}`);
    const url = new URL(adminUrl ?? '');
    url.pathname = `/${DATABASE}`;
    way = await wayTo(url.href);
    const port = await claimPort();
    health = `http://127.0.0.1:${port}`;
    world = await startWorld({
      speed: 5,
      environment: { DATABASE_URL: way.url, HEALTH_PORT: String(port) },
    });
    revenue = world.slack.channel('revenue');
    engineering = world.slack.channel('engineering');
  });
  afterEach(() => way.mend());
  afterAll(async () => {
    await world.stop();
    await way.stop();
    await asAdmin(`DROP DATABASE ${DATABASE} WITH (FORCE)`);
  });

  it('lets no request be lost in silence, and everything goes on when it is back', async () => {
    const ada = world.person('ada');
    await isBack();
    const ts = await world.newThread(engineering, () =>
      ada.command(engineering, '/warp', 'outlive the outage'),
    );
    way.cut();

    await expect
      .poll(() => get('/healthz'))
      .toMatchObject({
        status: 503,
        text: expect.stringContaining('The database does not answer.'),
      });
    expect((await get('/readyz')).status).toBe(503);
    expect((await get('/metrics')).text).toContain('errand_database_up 0\n');
    // Somebody who tries again: where the machine stalls, Slack itself may tell first that nobody answered.
    const told = () =>
      world.toldPrivately(ada, revenue, () => ada.command(revenue, '/warmly', 'get_credits_remaining'));
    await expect.poll(told).toMatch(/could not store your request|did not answer in time/);

    way.mend();
    await isBack();
    await expect.poll(listeners, { timeout: BACK_WITHIN_MS }).toBe(1);
    await world.card(engineering, ts, /done/i, BACK_WITHIN_MS);
    const next = await world.newThread(revenue, () =>
      ada.command(revenue, '/warmly', 'get_credits_remaining'),
    );
    expect((await world.thread(revenue, next))[1]).toMatch(/^✅/);
    expect(world.warmly.executions).toHaveLength(1);
    expect(world.bot.process.exitCode).toBeNull();
  });

  it('that ends every session under work in hand only costs time', async () => {
    const ada = world.person('ada');
    const threads = [];
    for (let round = 0; round < 6; round += 1) {
      threads.push(
        await world.newThread(engineering, () => ada.command(engineering, '/warp', `round ${round}`)),
      );
      await asAdmin(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${DATABASE}'`);
    }
    for (const ts of threads) await world.card(engineering, ts, /done/i, BACK_WITHIN_MS);
    expect(world.warp.runs).toHaveLength(7);
    expect(world.bot.process.exitCode).toBeNull();
    await isBack();
  });
});

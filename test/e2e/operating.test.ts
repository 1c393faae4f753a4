import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { claimPort } from '../../src/playground/claim-port.ts';
import { startWorld, type World } from '../support/world.ts';

let world: World;
let url: string;

beforeAll(async () => {
  const port = await claimPort();
  url = `http://127.0.0.1:${port}`;
  world = await startWorld({ speed: 20, environment: { HEALTH_PORT: String(port) } });
});
afterAll(() => world?.stop());

async function get(path: string) {
  const answer = await fetch(`${url}${path}`);
  return { status: answer.status, text: await answer.text() };
}

it('is healthy and ready once it is connected', async () => {
  // The connection is there a moment before everything behind it has been told so.
  await expect.poll(() => get('/readyz')).toMatchObject({ status: 200 });
  expect(await get('/healthz')).toEqual({ status: 200, text: '{"status":"ok"}' });
});

it('shows in its metrics what was asked for, and names nobody', async () => {
  const revenue = world.slack.channel('revenue');
  const ada = world.person('ada');
  const ts = await world.newThread(revenue, () => ada.command(revenue, '/warmly', 'get_credits_remaining'));
  await world.thread(revenue, ts);
  await expect
    .poll(() => get('/metrics').then(({ text }) => text))
    .toMatch(/^errand_jobs\{kind="warmly",state="finished"\} 1$/m);
  const { text } = await get('/metrics');
  expect(text).toMatch(/^errand_ack_seconds_count\{kind="command"\} 1$/m);
  expect(text).toMatch(/^errand_call_seconds_count\{service="warmly",status="200"\} [1-9]/m);
  expect(text).toMatch(/^errand_call_seconds_count\{service="slack",status="200"\} [1-9]/m);
  expect(text).toMatch(/^errand_slack_connections [12]$/m);
  expect(text).toMatch(/^errand_poller\{upstream="warp"\} 1$/m);
  expect(text).not.toMatch(/U0ADA|C0[A-Z]|[0-9a-f]{8}-[0-9a-f]{4}/);
});

it('tells whoever presses a button on the card of a request that was removed', async () => {
  const engineering = world.slack.channel('engineering');
  const ada = world.person('ada');
  world.warp.script('hold on', { holdIn: 'INPROGRESS' });
  const ts = await world.newThread(engineering, () => ada.command(engineering, '/warp', 'hold on'));
  await world.card(engineering, ts, /Stop$/m);
  const database = new Sqlite(join(world.environment['DATA_DIR'] ?? '', 'errand.db'));
  database.exec("delete from watches; delete from outbox; delete from jobs where kind = 'warp'");
  database.close();
  const told = await world.toldPrivately(ada, engineering, () =>
    ada.clickButton({ channel: engineering, ts, actionId: 'job_stop' }),
  );
  expect(told).toMatch(/no longer knows this request.*Start a new one/);
});

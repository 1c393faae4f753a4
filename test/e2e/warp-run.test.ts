import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorld, type World } from '../support/world.ts';

/** Below a second a result says nothing of how long it took. */
const LONG_ENOUGH_TO_TELL_MS = 1_100;

let world: World;
let engineering: string;
let random: string;

beforeAll(async () => {
  world = await startWorld({ speed: 10 });
  engineering = world.slack.channel('engineering');
  random = world.slack.channel('random');
});
afterAll(() => world.stop());

const ada = () => world.person('ada');
const start = (prompt: string, channelId = engineering) =>
  world.newThread(channelId, () => ada().command(channelId, '/warp', prompt));
const runOf = (prompt: string) => world.warp.runs.find((run) => run['prompt'] === prompt);
const control = (prompt: string) => world.warp.control(String(runOf(prompt)?.['run_id']));

describe('/warp with a prompt', () => {
  it('follows the run on one card: queued, running with its session, done; then its result', async () => {
    world.warp.script('fix the flaky login test', { holdIn: 'QUEUED' });
    const ts = await start('fix the flaky login test');
    const queued = await world.card(engineering, ts, /🕓 Queued/);
    expect(queued).toContain('fix the flaky login test');
    expect(queued).not.toContain('Open session');
    control('fix the flaky login test').moveOn('INPROGRESS');
    const running = await world.card(engineering, ts, /⏳ Running[^]*Open session in Warp/);
    expect(running).toContain('Stop');
    await sleep(LONG_ENOUGH_TO_TELL_MS);
    control('fix the flaky login test').finish('Merged the fix.');
    const [card, result] = await world.thread(engineering, ts);
    expect(card).toMatch(/✅ Done in/);
    expect(card).not.toContain('Stop');
    expect(result).toMatch(/^✅ \*fix the flaky login test\* finished in \d+ (s|min).* for <@U0ADA>/);
    expect(result).toContain('Merged the fix.');
    expect(result).toMatch(/Cost: [\d.]+ credits/);
    expect(result).toContain('Pull request');
    const session = String(runOf('fix the flaky login test')?.['session_link']);
    const [root, second] = world.slack.thread(engineering, ts);
    expect(JSON.stringify(root)).toContain(session);
    expect(JSON.stringify(second)).toContain(session);
    const [, , plan, file] = await world.thread(engineering, ts, 4);
    expect(plan).toContain('🗺️ *Plan: fix the flaky login test*');
    expect(file).toContain('summary.md');
    expect(world.slack.thread(engineering, ts)).toHaveLength(4);
  });

  it('reads curly quotes, links, names and entities as they were typed', async () => {
    const ts = await start('say “hi” to @ben & read https://example.com/a?b=1&c=2 in #random <now>', random);
    await world.thread(random, ts);
    expect(world.warp.runs.at(-1)?.['prompt']).toBe(
      'say “hi” to @ben & read https://example.com/a?b=1&c=2 in #random <now>',
    );
  });

  it('tells of a run that failed in its own words', async () => {
    const ts = await start('please fail at this');
    const [card, result] = await world.thread(engineering, ts);
    expect(card).toContain('❌ Failed');
    expect(result).toMatch(/failed: Could not finish .* the tests are still red after three attempts/);
  });

  it('tells of a run whose environment could not be set up', async () => {
    const ts = await start('environment setup fails here', random);
    const [card, result] = await world.thread(random, ts);
    expect(card).toContain('❌ Failed');
    expect(result).toContain('npm ci');
  });

  it('tells once that a run is blocked, and goes on when it was answered', async () => {
    const prompt = 'block on a question';
    const ts = await start(prompt);
    const [card, notice] = await world.thread(engineering, ts);
    expect(card).toContain('✋ Blocked');
    expect(notice).toContain('<@U0ADA> *block on a question* waits for an answer.');
    expect(notice?.replaceAll('\u200b', '')).toContain('>May I run `git push --force` on the branch?');
    control(prompt).unblock();
    const [done, , result] = await world.thread(engineering, ts, 3);
    expect(done).toContain('✅ Done');
    expect(result).toContain('Finished after the answer.');
    await world.thread(engineering, ts, 4);
    expect(world.slack.thread(engineering, ts)).toHaveLength(4);
  });

  it.each([
    ['out of credits', /no credits left.*Ask an admin of the team to add some/],
    ['over budget', /spending limit is reached/],
    ['an unlinked repository', /no access to example-org\/web-app\. Connect it in Warp/],
  ])('says why Warp starts nothing: %s', async (prompt, says) => {
    const before = world.warp.runs.length;
    const ts = await start(prompt, random);
    const [card, result] = await world.thread(random, ts);
    expect(card).toContain('❌ Failed');
    expect(result).toMatch(says);
    expect(world.warp.runs).toHaveLength(before);
  });

  it('says that Warp is at capacity, and goes on', async () => {
    const prompt = 'wait at capacity';
    world.warp.script(prompt, { atCapacity: true, holdIn: 'QUEUED' });
    const ts = await start(prompt);
    await world.card(engineering, ts, /Warp is at capacity/);
    control(prompt).moveOn();
    const [card, result] = await world.thread(engineering, ts);
    expect(card).not.toContain('at capacity:');
    expect(result).toMatch(/^✅/);
  });

  it('starts one run of a command that is delivered twice', async () => {
    const ts = await world.newThread(random, async () => {
      await ada().command(random, '/warp', 'exactly one');
      world.slack.repeatLastDelivery();
    });
    await world.thread(random, ts);
    expect(world.warp.runs.filter((run) => run['prompt'] === 'exactly one')).toHaveLength(1);
  });
});

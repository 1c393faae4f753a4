import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLocalWarmly, type LocalWarmly } from '../../src/playground/warmly/local-warmly.ts';
import { createLocalWarp, type LocalWarp } from '../../src/playground/warp/local-warp.ts';
import { messageText } from '../support/message-text.ts';
import { startWorld, type World } from '../support/world.ts';

let world: World;
let revenue: string;
let engineering: string;
let random: string;

beforeAll(async () => {
  world = await startWorld({ speed: 20 });
  revenue = world.slack.channel('revenue');
  engineering = world.slack.channel('engineering');
  random = world.slack.channel('random');
});
afterAll(() => world.stop());

const ada = () => world.person('ada');
const warmly = (text: string, channelId: string) =>
  world.newThread(channelId, () => ada().command(channelId, '/warmly', text));
const warp = (text: string, channelId: string) =>
  world.newThread(channelId, () => ada().command(channelId, '/warp', text));
const EXECUTE = { method: 'POST', match: '/agent-tools/execute' };
const CREATE = { method: 'POST', match: '/agent/runs' };

describe('an answer that is lost', () => {
  it('after the effect: execution and run are found and adopted, never made twice', async () => {
    world.warmly.faults.add({ ...EXECUTE, fault: { type: 'cut', when: 'after' } });
    world.warp.faults.add({ ...CREATE, fault: { type: 'status', status: 503, effect: true } });
    const tool = await warmly('list_warm_accounts take=3', random);
    const run = await warp('survive the lost answer', engineering);
    const [card, result] = await world.thread(random, tool);
    expect(card).toContain('✅ Done');
    expect(result).toContain('3 accounts');
    expect((await world.thread(engineering, run))[1]).toMatch(/^✅/);
    expect(world.warmly.executions.filter(({ toolName }) => toolName === 'list_warm_accounts')).toHaveLength(
      1,
    );
    expect(world.warp.runs.filter((one) => one['prompt'] === 'survive the lost answer')).toHaveLength(1);
    expect(world.slack.thread(random, tool)).toHaveLength(2);
  });
});

describe('a key that is not accepted', () => {
  it('names the setting, for Warmly and for Warp', async () => {
    world.warmly.faults.add({ ...EXECUTE, fault: { type: 'status', status: 401 } });
    world.warp.faults.add({ ...CREATE, fault: { type: 'status', status: 401 } });
    const tool = await warmly('get_credits_remaining', revenue);
    const run = await warp('open the door', engineering);
    expect((await world.thread(revenue, tool))[1]).toMatch(
      /failed: Warmly does not accept .* WARMLY_API_KEY/,
    );
    expect((await world.thread(engineering, run))[1]).toMatch(/failed: Warp does not accept .* WARP_API_KEY/);
    expect(world.warmly.executions.filter(({ toolName }) => toolName === 'get_credits_remaining')).toEqual(
      [],
    );
  });
});

describe('a private channel that the bot is not in', () => {
  it('sends the requester the /invite line and the result, directly', async () => {
    const deals = world.slack.channel('deals');
    const dm = ada().openDm();
    const first = await world.newDirectMessage(ada(), () =>
      ada().command(deals, '/warmly', 'get_credits_remaining'),
    );
    expect(messageText(first)).toContain('I may not post in <#C0DEALS>');
    expect(messageText(first)).toContain('`/invite @Errand`');
    await world.slack.until(() =>
      [
        ...world.slack.history(dm),
        ...world.slack.history(dm).flatMap(({ ts }) => world.slack.thread(dm, String(ts))),
      ]
        .map(messageText)
        .some((text) => text.includes('*Credits remaining*')),
    );
    expect(world.slack.history(deals)).toEqual([]);
  });

  it('posts there once it was invited', async () => {
    const deals = world.slack.channel('deals');
    await ada().command(deals, '/invite', '@Errand');
    const ts = await warmly('get_credits_remaining', deals);
    expect((await world.thread(deals, ts))[1]).toContain('*Credits remaining*');
  });
});

describe('answers that make no sense', () => {
  it('to a start are looked behind: what was made is found', async () => {
    world.warmly.faults.add({ ...EXECUTE, fault: { type: 'malformed', text: '<html>oops</html>' } });
    const ts = await warmly('list_warm_accounts take=4', revenue);
    expect(await world.card(revenue, ts, /⚠️/)).toMatch(/⚠️ .* Errand looks there whether it has started\./);
    const [card, result] = await world.thread(revenue, ts);
    expect(card).not.toContain('⚠️');
    expect(result).toContain('4 accounts');
  });

  it('for good end the job as failed, with what was odd in the log, and the process goes on', async () => {
    const removeFault = world.warp.faults.add({
      method: 'GET',
      match: '/agent/runs*',
      times: null,
      fault: { type: 'malformed', text: '{"unexpected": [1, 2' },
    });
    const ts = await warp('answer nonsense', random);
    const [card, result] = await world.thread(random, ts);
    removeFault();
    expect(card).toContain('❌ Failed');
    expect(result).toMatch(/failed: Warp .*\. .*\./);
    expect(result).not.toContain('unexpected');
    expect(world.bot.output()).toContain('warp.malformed_answer');
    const next = await warp('answer sense', engineering);
    expect((await world.thread(engineering, next))[1]).toMatch(/^✅/);
  });

  it('in between are waited out', async () => {
    world.warp.script('odd answers', { holdIn: 'INPROGRESS' });
    const ts = await warp('odd answers', engineering);
    await world.card(engineering, ts, /⏳ Running/);
    world.warp.faults.add({ method: 'GET', match: '/agent/runs', fault: { type: 'cut', when: 'during' } });
    world.warp.faults.add({ method: 'GET', match: '/agent/runs', fault: { type: 'status', status: 502 } });
    const id = String(world.warp.runs.find((run) => run['prompt'] === 'odd answers')?.['run_id']);
    world.warp.control(id).finish('Awake again.');
    expect((await world.thread(engineering, ts))[1]).toContain('Awake again.');
  });
});

describe('an upstream that is down', () => {
  it('Warmly: the card says so and keeps trying, and the tool runs once when it is back', async () => {
    const port = Number(new URL(world.warmly.url).port);
    await world.warmly.stop();
    const ts = await warmly('list_warm_visitors take=2', random);
    const card = await world.card(random, ts, /⚠️/);
    expect(card).toMatch(/🕓 Waiting to start/);
    expect(card).toMatch(/⚠️ .*Warmly.* Errand tries again by itself\./);
    const back: LocalWarmly = await createLocalWarmly({ port, speed: 20 });
    try {
      const [done, result] = await world.thread(random, ts);
      expect(done).toContain('✅ Done');
      expect(done).not.toContain('⚠️');
      expect(result).toContain('2 visitors');
      expect(back.executions).toHaveLength(1);
    } finally {
      await back.stop();
    }
  });

  it('Warp: likewise, and its Stop takes the request back', async () => {
    const port = Number(new URL(world.warp.url).port);
    await world.warp.stop();
    const ts = await warp('come back soon', engineering);
    const taken = await warp('never mind', engineering);
    expect(await world.card(engineering, ts, /⚠️/)).toMatch(/⚠️ .*Warp/);
    await world.card(engineering, taken, /⚠️/);
    await ada().clickButton({ channel: engineering, ts: taken, actionId: 'job_stop' });
    await world.card(engineering, taken, /🚫 Stopped/);
    const back: LocalWarp = await createLocalWarp({ port, speed: 20 });
    try {
      const [, result] = await world.thread(engineering, ts);
      expect(result).toMatch(/^✅/);
      expect(back.runs.map((run) => run['prompt'])).toEqual(['come back soon']);
    } finally {
      await back.stop();
    }
  });
});

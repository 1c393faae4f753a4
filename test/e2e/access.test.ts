import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorld, type World } from '../support/world.ts';

let world: World;

function inWorld(environment: Readonly<Record<string, string>>): void {
  beforeAll(async () => {
    world = await startWorld({ speed: 20, environment });
  });
  afterAll(() => world.stop());
}

const told = (name: string, channel: string, command: string, text: string) => {
  const channelId = world.slack.channel(channel);
  return world.toldPrivately(world.person(name), channelId, () =>
    world.person(name).command(channelId, command, text),
  );
};

async function runs(name: string, channel: string, text = 'get_credits_remaining'): Promise<void> {
  const channelId = world.slack.channel(channel);
  const ts = await world.newThread(channelId, () => world.person(name).command(channelId, '/warmly', text));
  const [, result] = await world.thread(channelId, ts);
  expect(result).toMatch(/^✅/);
}

describe('by default', () => {
  inWorld({});

  it.each([
    ['gus', 'Guests can’t use Errand. Ask a full member of this workspace to run it for you.'],
    ['eve', 'Errand works only for people of this workspace. Ask a colleague here to run it.'],
  ])('refuses %s, whatever they try', async (name, sentence) => {
    expect(await told(name, 'revenue', '/warmly', '')).toBe(sentence);
    expect(await told(name, 'revenue', '/warmly', 'get_credits_remaining')).toBe(sentence);
    expect(await told(name, 'revenue', '/warp', 'do something')).toBe(sentence);
    const revenue = world.slack.channel('revenue');
    const person = world.person(name);
    expect(
      await world.toldPrivately(person, revenue, () => person.say(revenue, '@Errand do something')),
    ).toBe(sentence);
    expect(person.views()).toEqual([]);
    expect(world.warmly.executions).toEqual([]);
    expect(world.warp.runs).toEqual([]);
  });

  it('serves every full member', async () => {
    await runs('carla', 'engineering');
  });

  it('lets colleagues look closer at a result, and nobody else', async () => {
    const revenue = world.slack.channel('revenue');
    const ts = await world.newThread(revenue, () =>
      world.person('ada').command(revenue, '/warmly', 'list_warm_visitors take=60 timeWindow=past_week'),
    );
    await world.thread(revenue, ts, 3);
    const resultTs = String(world.slack.thread(revenue, ts)[1]?.['ts']);
    const press = (name: string, actionId: string) =>
      world.person(name).clickButton({ channel: revenue, ts: resultTs, actionId });
    const before = world.warmly.executions.length;
    const buttons = ['page_next', 'chart', 'columns', 'row', 'more', 'export_csv', 'export_json'];
    for (const actionId of buttons.map((name) => `result_${name}`)) {
      const refused = await world.toldPrivately(world.person('gus'), revenue, () => press('gus', actionId));
      expect(refused, actionId).toMatch(/^Guests can’t use Errand/);
    }
    const card = { channel: revenue, ts, actionId: 'job_edit' };
    expect(
      await world.toldPrivately(world.person('eve'), revenue, () => world.person('eve').clickButton(card)),
    ).toMatch(/^Errand works only for people of this workspace/);
    expect(world.person('gus').views()).toEqual([]);
    expect(world.slack.thread(revenue, ts)).toHaveLength(3);
    await press('ben', 'result_page_next');
    await world.card(revenue, ts, /Rows 21–40 of 60/);
    await world.person('ben').clickButton(card);
    const form = await world.slack.until(() => world.person('ben').views()[0]);
    expect(JSON.stringify(form)).toContain('list_warm_visitors');
    expect(world.warmly.executions).toHaveLength(before);
  });
});

describe('with ALLOWED_CHANNELS and a user group in ALLOWED_USERS', () => {
  inWorld({ ALLOWED_CHANNELS: 'C0REVENUE', ALLOWED_USERS: 'S0REVOPS' });

  it('serves the group’s members in that channel and in direct messages', async () => {
    await runs('ben', 'revenue');
    const dm = world.person('ben').openDm();
    const ts = world.person('ben').say(dm, 'say hello');
    const [, , result] = await world.thread(dm, ts, 3);
    expect(result).toMatch(/^✅/);
  });

  it('says where it may be used', async () => {
    expect(await told('ben', 'engineering', '/warmly', 'get_credits_remaining')).toBe(
      'Errand may not be used in this channel. Use it in <#C0REVENUE>, or write to it directly.',
    );
    const engineering = world.slack.channel('engineering');
    const ben = world.person('ben');
    expect(
      await world.toldPrivately(ben, engineering, () => ben.say(engineering, '@Errand hello')),
    ).toContain('Use it in <#C0REVENUE>');
  });

  it('says it after a mention that came before its invitation', async () => {
    const random = world.slack.channel('random');
    const ben = world.person('ben');
    ben.say(random, '@Errand hello');
    const told = await world.toldPrivately(ben, random, () => ben.command(random, '/invite', '@Errand'));
    expect(told).toContain('Use it in <#C0REVENUE>');
  });

  it('refuses who is not in the group', async () => {
    expect(await told('carla', 'revenue', '/warp', 'do something')).toBe(
      'You are not on the list of people who may use Errand. Ask your admin to add you.',
    );
    expect(world.warp.runs.map((run) => run['prompt'])).toEqual(['say hello']);
  });
});

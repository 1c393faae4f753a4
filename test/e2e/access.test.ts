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

import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AppManifest, readAppManifest } from '../../src/playground/slack/app-manifest.ts';
import { startWorld, type World } from '../support/world.ts';

/** Long enough for a second run to show itself. */
const QUIET_MS = 1_500;

let world: World;
let engineering: string;
let random: string;

beforeAll(async () => {
  const manifest = readAppManifest(new URL('../../manifest.yml', import.meta.url));
  // Where the app listens to channels too, a mention comes as two events.
  const listening: AppManifest = {
    ...manifest,
    botEvents: [...manifest.botEvents, 'message.channels', 'message.groups'],
  };
  world = await startWorld({ speed: 20, slack: { manifest: listening } });
  engineering = world.slack.channel('engineering');
  random = world.slack.channel('random');
});
afterAll(() => world.stop());

const ada = () => world.person('ada');
const ben = () => world.person('ben');
const promptsOf = (word: string) =>
  world.warp.runs.map((run) => String(run['prompt'])).filter((prompt) => prompt.includes(word));

describe('a mention', () => {
  it('in a channel starts one run and answers in its thread', async () => {
    const ts = ada().say(engineering, '@Errand why does the deploy fail?');
    const [, card, result] = await world.thread(engineering, ts, 3);
    expect(card).toContain('why does the deploy fail?');
    expect(result).toContain('<@U0ADA>');
    // Its plan.
    await world.thread(engineering, ts, 4);
    await sleep(QUIET_MS);
    expect(promptsOf('deploy')).toEqual(['why does the deploy fail?']);
    expect(world.slack.thread(engineering, ts)).toHaveLength(4);
  });

  it('in a thread answers there, for whoever asked', async () => {
    await ada().command(random, '/invite', '@Errand');
    const ts = ada().say(random, 'The build is red again');
    ben().say(random, '@Errand look into this build', { threadTs: ts });
    const words = await world.thread(random, ts, 4);
    expect(words[2]).toContain('Asked by <@U0BEN>');
    expect(words[3]).toContain('<@U0BEN>');
    expect(promptsOf('build')).toEqual([
      expect.stringMatching(
        /^look into this build\n\nEarlier messages [^\n]*:\n\nada: The build is red again$/,
      ),
    ]);
  });

  it('is read as it was typed', async () => {
    const ts = ada().say(
      engineering,
      'Hey @Errand ask @ben about “curly” & <tags> at https://example.com/a?b=1&c=2\n    indented();',
    );
    await world.thread(engineering, ts, 3);
    expect(promptsOf('curly')).toEqual([
      'Hey ask @ben about “curly” & <tags> at https://example.com/a?b=1&c=2\n    indented();',
    ]);
  });

  it('that says nothing, or help, is answered with help for that person only', async () => {
    for (const text of ['@Errand', '@Errand help']) {
      const help = await world.toldPrivately(ada(), engineering, () => ada().say(engineering, text));
      expect(help).toContain('*Warp cloud agents from Slack*');
    }
    expect(promptsOf('help')).toEqual([]);
    expect(ben().ephemerals(engineering)).toEqual([]);
  });
});

describe('a direct message', () => {
  it('is a prompt; its edit, and what the bot says itself, are none', async () => {
    const dm = ada().openDm();
    const before = world.warp.runs.length;
    const ts = ada().say(dm, 'summarize the open incidents');
    ada().edit(dm, ts, 'summarize the closed incidents');
    const [, , result] = await world.thread(dm, ts, 3);
    expect(result).toMatch(/^✅/);
    await world.thread(dm, ts, 5);
    await sleep(QUIET_MS);
    expect(world.warp.runs.slice(before).map((run) => run['prompt'])).toEqual([
      'summarize the open incidents',
    ]);
    expect(world.slack.thread(dm, ts)).toHaveLength(5);
    expect(world.slack.history(dm)).toHaveLength(1);
  });

  it('delivered twice is one run', async () => {
    const dm = ben().openDm();
    const ts = ben().say(dm, 'count to three');
    world.slack.repeatLastDelivery();
    await world.thread(dm, ts, 3);
    expect(promptsOf('count to three')).toHaveLength(1);
  });

  it('answers every command there as well', async () => {
    const dm = world.person('carla').openDm();
    const carla = world.person('carla');
    const ts = await world.newThread(dm, () => carla.command(dm, '/warmly', 'get_credits_remaining'));
    const [, result] = await world.thread(dm, ts);
    expect(result).toContain('*Credits remaining*');
  });
});

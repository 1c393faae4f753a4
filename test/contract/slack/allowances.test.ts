import { expect, it } from 'vitest';
import { type AppManifest, readAppManifest } from '../../../src/playground/slack/app-manifest.ts';
import { createLocalSlack } from '../../../src/playground/slack/local-slack.ts';
import { createManualClock } from './manual-clock.ts';

const base = readAppManifest(new URL('../../../manifest.yml', import.meta.url));
const manifest: AppManifest = {
  ...base,
  scopes: [...new Set([...base.scopes, 'assistant:write', 'reactions:write', 'im:read', 'users:read'])],
  homeTabEnabled: true,
};

it.each<[Partial<Record<'commands' | 'shortcuts' | 'botEvents', number>>, string | undefined]>([
  [{ commands: 50 }, undefined],
  [{ commands: 51 }, 'more than 50 commands'],
  [{ shortcuts: 10 }, undefined],
  [{ shortcuts: 11 }, 'more than 10 shortcuts'],
  [{ botEvents: 100 }, undefined],
  [{ botEvents: 101 }, 'more than 100 botEvents'],
])('takes so much of each in a manifest, and no more: %o', async (counts, says) => {
  const { commands = 0, shortcuts = 0, botEvents = 0 } = counts;
  const [command] = base.commands;
  if (command === undefined) throw new Error('The manifest has no command.');
  const shortcut = { kind: 'global' as const, name: 'S', callbackId: 's', description: '' };
  const starting = createLocalSlack({
    manifest: {
      ...base,
      commands: Array.from({ length: commands }, (_, index) => ({ ...command, command: `/c${index}` })),
      shortcuts: Array.from({ length: shortcuts }, () => shortcut),
      botEvents: Array.from({ length: botEvents }, () => 'app_uninstalled'),
    },
  });
  if (says === undefined) await (await starting).stop();
  else await expect(starting).rejects.toThrow(says);
});

/** Slack's tiers of what a bot uses, in calls a minute. */
const perMinute: Readonly<Record<string, number>> = {
  'assistant.threads.setStatus': 100,
  'chat.appendStream': 100,
  'chat.delete': 50,
  'chat.postEphemeral': 100,
  'chat.startStream': 20,
  'chat.stopStream': 20,
  'chat.update': 50,
  'conversations.history': 50,
  'conversations.info': 50,
  'conversations.join': 50,
  'conversations.list': 20,
  'conversations.open': 50,
  'conversations.replies': 50,
  'files.completeUploadExternal': 100,
  'files.getUploadURLExternal': 100,
  'files.info': 100,
  'reactions.add': 50,
  'users.info': 100,
  'users.list': 20,
  'views.open': 100,
  'views.publish': 100,
  'views.push': 100,
  'views.update': 100,
};

it('every method is called as often in a minute as its tier says, and no more', async () => {
  const clock = createManualClock();
  const limited = await createLocalSlack({ clock, manifest });
  const call = (method: string) =>
    fetch(`${limited.apiUrl}${method}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${limited.botToken}` },
    });
  const allowed: Record<string, number> = {};
  for (const [method, count] of Object.entries(perMinute)) {
    // Calls that are refused for another reason count too.
    const answers = await Promise.all(Array.from({ length: count + 1 }, () => call(method)));
    const refused = answers.filter(({ status }) => status === 429);
    allowed[method] = answers.length - refused.length;
    for (const answer of refused) {
      expect(await answer.json()).toMatchObject({ ok: false, error: 'ratelimited' });
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    }
  }
  expect(allowed).toEqual(perMinute);
  clock.advance(3_000);
  const statuses = [await call('users.list'), await call('users.list')].map(({ status }) => status);
  expect(statuses).toEqual([200, 429]);
  await limited.stop();
});

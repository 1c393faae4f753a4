import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeSchedulesDue } from '../support/due-schedules.ts';
import { messageText } from '../support/message-text.ts';
import { openedModal } from '../support/modal.ts';
import { givingTool } from '../support/tools.ts';
import { type TopModal, topModal } from '../support/top-modal.ts';
import { startWorld, type World } from '../support/world.ts';

const LEADS = ['Ann', 'Bob', 'Cleo', 'Dan'].map((name) => ({
  name,
  email: `${name.toLowerCase()}@example.com`,
  score: name.length,
}));

let world: World;
let revenue: string;
let modal: TopModal;
let shown = 2;

beforeAll(async () => {
  world = await startWorld({
    prepare: ({ warmly }) =>
      warmly.addTool({
        ...givingTool('list_leads', {}),
        run: () => ({ ok: true, output: { leads: LEADS.slice(0, shown) } }),
      }),
  });
  revenue = world.slack.channel('revenue');
});
afterAll(() => world.stop());

const ada = () => world.person('ada');
beforeEach(() => {
  for (const { id } of ada().views().toReversed()) void ada().closeView(id);
  modal = topModal(world.slack, ada());
});

const due = () => makeSchedulesDue(world.environment['DATA_DIR'] ?? '');
/** Waits for the next message at the top of the channel. */
const nextRoot = async (act: () => unknown) => {
  const ts = await world.newThread(revenue, async () => void (await act()));
  return messageText(world.slack.thread(revenue, ts)[0] ?? {});
};

describe('a Warmly schedule', () => {
  it('is made after a look at the next three times, and says so in its channel', async () => {
    await ada().command(revenue, '/warmly', 'every weekday at 9:00 list_leads');
    const words = await modal.says(/Next times/);
    expect(words).toMatch(/\*list_leads\* every weekday at 09:00, with its result in <#C\w+>/);
    expect(words.match(/• <!date/g)).toHaveLength(3);
    const form = await openedModal(world.slack, ada(), ({ title }) => title === 'Schedule this?');
    expect(form.view().submit).toBe('Create');
    const said = await nextRoot(() => form.submit());
    expect(said).toMatch(/<@U0ADA> has scheduled \*list_leads\* here: every weekday at 09:00\. First <!date/);
  });

  it('posts what its tool gives, and the next time marks the rows that are new', async () => {
    const first = await nextRoot(due);
    expect(first).toMatch(/✅ \*list_leads\*: 2 leads · for <@U0ADA>/);
    expect(first).toContain('🗓️ Scheduled every weekday at 09:00');
    expect(first).not.toContain('🆕');
    shown = 3;
    const second = await nextRoot(due);
    expect(second).toMatch(/✅ \*list_leads\*: 3 leads, 1 new/);
    expect(second).toMatch(/New[^]*🆕[^]*Cleo[^]*–[^]*Ann/);
  });
});

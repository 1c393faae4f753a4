import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeSchedulesDue } from '../support/due-schedules.ts';
import { messageText } from '../support/message-text.ts';
import { openedModal } from '../support/modal.ts';
import { givingTool } from '../support/tools.ts';
import { type TopModal, topModal } from '../support/top-modal.ts';
import { startWorld, type World } from '../support/world.ts';

/** So seldom that it is due by itself in hardly any test. */
const RHYTHM = 'month on the 3rd at 4:10';
const LEADS = ['Ann', 'Bob', 'Cleo', 'Dan'].map((name) => ({
  name,
  email: `${name.toLowerCase()}@example.com`,
  score: name.length,
}));

let world: World;
let revenue: string;
let modal: TopModal;
let shown = 2;
let problem: string | undefined;

beforeAll(async () => {
  world = await startWorld({
    environment: { ADMIN_USERS: 'U0CARLA' },
    prepare: ({ warmly }) => {
      warmly.addTool({
        ...givingTool('list_leads', {}),
        run: () =>
          problem === undefined
            ? { ok: true, output: { leads: LEADS.slice(0, shown) } }
            : { ok: false, userFacingError: problem },
      });
      warmly.addTool({
        ...givingTool('list_numbered', {}),
        inputSchema: { type: 'object', required: ['count'], properties: { count: { type: 'integer' } } },
        run: ({ count }) => ({
          ok: true,
          output: { numbers: Array.from({ length: Number(count) }, (_, id) => ({ id, square: id * id })) },
        }),
      });
      warmly.addTool(givingTool('passing_tool', { items: [] }));
    },
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
    await ada().command(revenue, '/warmly', `every ${RHYTHM} list_leads`);
    const words = await modal.says(/Next times/);
    expect(words).toMatch(/\*list_leads\* every month on the 3rd at 04:10, with its result in <#C\w+>/);
    expect(words.match(/• <!date/g)).toHaveLength(3);
    const form = await openedModal(world.slack, ada(), ({ title }) => title === 'Schedule this?');
    expect(form.view().submit).toBe('Create');
    const said = await nextRoot(() => form.submit());
    expect(said).toMatch(
      /<@U0ADA> has scheduled \*list_leads\* here: every month on the 3rd at 04:10\. First <!date/,
    );
    await ada().command(revenue, '/warmly', 'schedules');
    await modal.says(/list_leads/);
    await modal.press('Last run');
    await modal.says(/It has not run yet/);
  });

  it('posts what its tool gives, and the next time marks the rows that are new', async () => {
    const first = await nextRoot(due);
    expect(first).toMatch(/✅ \*list_leads\*: 2 leads · for <@U0ADA>/);
    expect(first).toContain('🗓️ Scheduled every month on the 3rd at 04:10');
    expect(first).not.toContain('🆕');
    expect(world.warmly.executions.at(-1)?.reasoning).toMatch(/by a schedule of ada \(user U0ADA\) of team/);
    shown = 3;
    const second = await nextRoot(due);
    expect(second).toMatch(/✅ \*list_leads\*: 3 leads, 1 new/);
    expect(second).toMatch(/New[^]*🆕[^]*Cleo[^]*–[^]*Ann/);
  });

  it('says in its channel when its tool fails, like any other run', async () => {
    problem = 'The CRM is away';
    const said = await nextRoot(due);
    problem = undefined;
    expect(said).toMatch(/❌ \*list_leads\* failed: The CRM is away/);
    expect(said).toContain('🗓️ Scheduled every month on the 3rd at 04:10');
  });

  it('is shown with what may be done with it; another person may look only', async () => {
    const ben = world.person('ben');
    await ben.command(revenue, '/warmly', 'schedules');
    const words = await topModal(world.slack, ben).says(/list_leads/);
    expect(words).toMatch(
      /every month on the 3rd at 04:10 in <#C\w+>\n▶️ Next <!date.* · last <!date.* · by <@U0ADA>/,
    );
    expect(words).not.toMatch(/Pause|Run now|Delete/);
    await topModal(world.slack, ben).press('Last run');
    const last = await topModal(world.slack, ben).says(/^A Warmly run/);
    expect(last).toMatch(/\*list_leads\*\n❌ Failed[^]*asked by <@U0ADA>[^]*The CRM is away/);
    await ada().command(revenue, '/warmly', 'schedules');
    await modal.says(/Run now/);
    await modal.press('Pause');
    expect(await modal.says(/Paused: it runs no more/)).toContain('⏸️ Paused');
    const said = await nextRoot(() => modal.press('Run now'));
    expect(said).toContain('3 leads, none new');
    await modal.says(/It runs now/);
    await modal.press('Resume');
    await modal.says(/Resumed\.[^]*▶️ Next/);
    await modal.press('Delete');
    await modal.says(/Deleted\.[^]*Nothing is scheduled here yet/);
  });
});

describe('what is asked for after “every”', () => {
  it.each([
    ['every someday list_leads', /I don’t understand when\. For example: every weekday at 9:00/],
    ['every 5 minutes list_leads', /Every 15, 20 or 30 minutes is possible/],
    ['every cron "0 9 31 2 *" list_leads', /never due/],
    ['every day in #nowhere list_leads', /There is no channel #nowhere that I can see/],
    ['every day in #deals list_leads', /I can’t see that channel/],
    ['every day list_lead', /Did you mean `list_leads`/],
  ])('is answered with what to write instead: %s', async (text, answer) => {
    const ben = world.person('ben');
    expect(await world.toldPrivately(ben, revenue, () => ben.command(revenue, '/warmly', text))).toMatch(
      answer,
    );
  });

  it('fills in what is missing in the form, and posts to the channel that was named', async () => {
    const random = world.slack.channel('random');
    await ada().command(revenue, '/warmly', 'every 1st of the month in #random list_numbered');
    const form = await openedModal(world.slack, ada(), ({ title }) => title === 'Run a Warmly tool');
    expect(JSON.stringify(form.view().blocks)).toContain('To run every month on the 1st at 09:00');
    expect(form.view().submit).toBe('Next');
    await form.submit({ Count: '3' });
    expect(await modal.says(/Next times/)).toMatch(/with its result in <#C\w+>[^]*• count: 3/);
    const asked = await openedModal(world.slack, ada(), ({ title }) => title === 'Schedule this?');
    const told = await world.newThread(random, () => asked.submit());
    expect(messageText(world.slack.thread(random, told)[0] ?? {})).toContain('• count: 3');
    const ts = await world.newThread(random, async () => due());
    const [result = {}] = world.slack.thread(random, ts);
    expect(messageText(result)).toMatch(
      /3 numbers[^]*Scheduled every month on the 1st at 09:00 {2}· {2}count: 3/,
    );
    expect(world.warmly.executions.at(-1)?.input).toEqual({ count: 3 });
  });
});

describe('a schedule that cannot run any more', () => {
  it('pauses itself and tells its maker why', async () => {
    await ada().command(revenue, '/warmly', 'every month passing_tool');
    const asked = await openedModal(world.slack, ada(), ({ title }) => title === 'Schedule this?');
    await nextRoot(() => asked.submit());
    world.warmly.removeTool('passing_tool');
    const told = await world.newDirectMessage(ada(), async () => due());
    expect(messageText(told)).toMatch(
      /The schedule of \*passing_tool\* in <#C\w+> \(every month on the 1st at 09:00\) is paused: Warmly has no tool called “passing_tool”/,
    );
    // Admins see all of them, wherever they are, and may do with them what their makers may.
    const carla = world.person('carla');
    await carla.command(world.slack.channel('engineering'), '/warmly', 'schedules');
    const all = topModal(world.slack, carla);
    await all.says(/passing_tool[^]*Resume/);
    await ada().command(revenue, '/warmly', 'schedules');
    expect(await modal.says(/passing_tool/)).toMatch(/⏸️ Paused[^]*Warmly has no tool called “passing_tool”/);
  });

  it('pauses itself at once in a channel that is closed to Errand', async () => {
    const deals = world.slack.channel('deals');
    await ada().command(deals, '/warmly', 'every month list_leads');
    const asked = await openedModal(world.slack, ada(), ({ title }) => title === 'Schedule this?');
    const told = await world.newDirectMessage(ada(), () => asked.submit());
    expect(messageText(told)).toMatch(
      /in <#C0DEALS> .* is paused: I may not post in its channel\. Invite me there/,
    );
    expect(world.slack.history(deals)).toEqual([]);
  });
});

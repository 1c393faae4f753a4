import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { openedModal, sayYes } from '../support/modal.ts';
import { givingTool } from '../support/tools.ts';
import { type TopModal, topModal } from '../support/top-modal.ts';
import { startWorld, type World } from '../support/world.ts';

let world: World;
let revenue: string;
let modal: TopModal;

beforeAll(async () => {
  world = await startWorld({
    environment: { CONFIRM_TOOLS: 'purge_*,!enroll_*' },
    prepare: ({ warmly }) => {
      warmly.addTool({
        ...givingTool('purge_list', { done: true }),
        inputSchema: {
          type: 'object',
          properties: {
            list: { type: 'string' },
            note: { type: 'string' },
            token: { type: 'string', writeOnly: true },
          },
        },
      });
    },
  });
  revenue = world.slack.channel('revenue');
});
afterAll(() => world.stop());

const ada = () => world.person('ada');
const warmly = (text: string) => ada().command(revenue, '/warmly', text);
const executions = (name: string) => world.warmly.executions.filter(({ toolName }) => toolName === name);
beforeEach(() => {
  for (const { id } of ada().views().toReversed()) void ada().closeView(id);
  modal = topModal(world.slack, ada());
});

it('lists tools with what they take, and finds them by words', async () => {
  await warmly('tools warm visitors');
  const found = await modal.says(/1 tool for/);
  expect(found).toContain('*list_warm_visitors*');
  expect(found).toContain('Answers at once');
  expect(found).toMatch(/• take: .*number.*/);
  await ada().closeView(ada().views()[0]?.id ?? '');
  await warmly('tools purge');
  expect(await modal.says(/1 tool for/)).toContain('asks you to confirm first');
  await ada().closeView(ada().views()[0]?.id ?? '');
  await warmly('tools nothing like it');
  await modal.says(/There is no tool for/);
});

it('puts favourites first, there and in the form', async () => {
  await warmly('tools signals');
  await modal.says(/☆ Favourite/);
  await modal.press('☆ Favourite');
  await modal.says(/★ Favourite/);
  await ada().closeView(ada().views()[0]?.id ?? '');
  await warmly('');
  const form = await openedModal(world.slack, ada());
  expect((await form.search('Tool', ''))[0]).toBe('list_third_party_signals');
  await ada().closeView(ada().views()[0]?.id ?? '');
  await warmly('tools');
  const all = await modal.says(/tools\n/);
  expect(all.indexOf('list_third_party_signals')).toBeLessThan(all.indexOf('enroll_in_sequence'));
});

it('opens the form of a tool from the list', async () => {
  await warmly('tools credits');
  await modal.says(/get_credits_remaining/);
  await modal.press('Open form');
  const form = await openedModal(world.slack, ada(), ({ callbackId }) => callbackId === 'warmly_form');
  const ts = await world.newThread(revenue, () => form.submit({ Reason: 'Budget review' }));
  expect((await world.thread(revenue, ts, 2))[1]).toContain('Credits remaining');
  const { reasoning } = executions('get_credits_remaining').at(-1) ?? {};
  expect(reasoning).toMatch(
    /^Budget review\n\nRequested in Slack by .+ \(user U0ADA\) of team .+ in channel C0REVENUE/,
  );
});

it('asks before what the operator named runs, with the exact input, and sends nothing before the yes', async () => {
  const note = `${'All of it, '.repeat(40)}really`;
  await warmly(`purge_list list=Old note="${note}" token=sesame`);
  const question = await modal.says(/Nothing has been sent yet/);
  expect(question).toContain('• list: Old');
  expect(question).toContain(note);
  expect(question).not.toContain('sesame');
  expect(executions('purge_list')).toEqual([]);
  const ts = await world.newThread(revenue, () => sayYes(world.slack, ada()));
  await world.thread(revenue, ts, 2);
  expect(executions('purge_list').map(({ input }) => input)).toEqual([
    { list: 'Old', note, token: 'sesame' },
  ]);
});

it('asks after the form too, and a cancelled question sends nothing', async () => {
  await warmly('purge_list');
  const form = await openedModal(world.slack, ada(), ({ callbackId }) => callbackId === 'warmly_form');
  await form.submit({ List: 'Newer' });
  await modal.says(/• list: Newer/);
  await ada().closeView(ada().views().at(-1)?.id ?? '');
  expect(executions('purge_list')).toHaveLength(1);
});

it('does not ask for what the operator exempted', async () => {
  const ts = await world.newThread(revenue, () =>
    warmly('enroll_in_sequence email=ines@example.com sequence="Inbound follow-up"'),
  );
  await world.card(revenue, ts, /enroll/);
});

it('tells of credits by whatever tool does', async () => {
  const ts = await world.newThread(revenue, () => warmly('credits'));
  expect((await world.thread(revenue, ts, 2))[1]).toContain('Credits remaining');
});

import { afterAll, beforeAll, beforeEach, expect, it, onTestFinished } from 'vitest';
import { openedModal } from '../support/modal.ts';
import { givingTool } from '../support/tools.ts';
import { type TopModal, topModal } from '../support/top-modal.ts';
import { startWorld, type World } from '../support/world.ts';

let world: World;
let revenue: string;
let modal: TopModal;

beforeAll(async () => {
  world = await startWorld({
    prepare: ({ warmly }) => {
      warmly.addTool(givingTool('list_things', { things: [{ name: 'First thing', size: 3 }] }));
      warmly.addTool({
        name: 'find_person',
        description: 'Finds a person.',
        isAsync: false,
        inputSchema: {
          type: 'object',
          properties: { name: { type: 'string' }, password: { type: 'string', writeOnly: true } },
          required: ['name'],
        },
        run: (input) => ({ ok: true, output: { found: `${String(input['name'])} Lovelace` } }),
      });
    },
  });
  revenue = world.slack.channel('revenue');
  for (let index = 1; index <= 25; index += 1) await elsewhere('list_things', {}, `crm-${index}`);
  await elsewhere('find_person', { name: 'Grace', password: 'hunter2' }, 'crm-person');
});
afterAll(() => world.stop());

/** Runs a tool past the bot, as another system does. */
async function elsewhere(toolName: string, input: object, externalRef: string): Promise<void> {
  const { WARMLY_API_URL, WARMLY_API_KEY, WARMLY_ORGANIZATION_ID } = world.environment;
  await fetch(`${WARMLY_API_URL}/agent-tools/execute`, {
    method: 'POST',
    headers: { authorization: `Bearer ${WARMLY_API_KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify({ toolName, organizationId: WARMLY_ORGANIZATION_ID, input, externalRef }),
  });
}

const ada = () => world.person('ada');
const ben = () => world.person('ben');
const warmly = (text: string) => ada().command(revenue, '/warmly', text);
beforeEach(() => {
  for (const { id } of ada().views().toReversed()) void ada().closeView(id);
  modal = topModal(world.slack, ada());
});

it('shows what ran, also elsewhere, and turns the pages', async () => {
  await warmly('history tool=list_things');
  const first = await modal.says(/Page 1\b/);
  expect(first).toContain('*list_things*');
  expect(first).toContain('✅ Succeeded');
  expect(first).toContain('not from Slack');
  expect(first).not.toContain('*find_person*');
  await modal.press('Next →');
  await modal.says(/Page 2\b/);
  await modal.press('Next →');
  expect(await modal.says(/Page 3\b/)).not.toContain('Next →');
  await modal.press('← Previous');
  await modal.says(/Page 2\b/);
});

it('filters by the form, and by mine', async () => {
  await world.newThread(revenue, () => warmly('find_person name=Ada'));
  await world.newThread(revenue, () => ben().command(revenue, '/warmly', 'find_person name=Ben'));
  await warmly('history');
  await modal.says(/Page 1\b/);
  await modal.press('Filter');
  const form = await openedModal(world.slack, ada(), (view) => view.callbackId === 'warmly_history_filter');
  expect(await form.submit({ Tool: 'find_person', Status: '✅ Succeeded' })).toBeUndefined();
  const all = await modal.says(/tool find\\?_person/);
  expect(all).toContain('by <@U0BEN>');
  expect(all).toContain('not from Slack');
  expect(all).not.toContain('*list_things*');
  await ada().closeView(ada().views()[0]?.id ?? '');
  await warmly('history mine');
  const mine = await modal.says(/mine/);
  expect(mine).toContain('by <@U0ADA>');
  expect(mine).not.toContain('U0BEN');
});

it.each([
  ['history status=odd', 'There is no status “odd”'],
  ['history colour=red', 'There is no filter “colour”'],
  ['history from=yesterdayish', 'no time for from'],
])('says what is wrong with /warmly %s', async (text, words) => {
  expect(await world.toldPrivately(ada(), revenue, () => warmly(text))).toContain(words);
});

it('lets a run be chosen where /warmly show names none', async () => {
  await warmly('show');
  expect(await modal.says(/Everything that ran/)).toContain('✅ Succeeded');
});

it('shows a run of elsewhere by its reference, without its password, and brings it into the channel', async () => {
  await warmly('show crm-person');
  const shown = await modal.says(/Grace Lovelace/);
  expect(shown).toContain('name: Grace');
  expect(shown).not.toContain('hunter2');
  const ts = await world.newThread(revenue, () => modal.press('Bring into this channel'));
  const [card = '', result = ''] = await world.thread(revenue, ts, 2);
  expect(card).toContain('Followed by');
  expect(result).toContain('Grace Lovelace');
});

it('runs one again, edits it, and copies it as a command', async () => {
  await warmly('show crm-person');
  await modal.says(/Grace Lovelace/);
  await modal.press('Copy as command');
  expect(await modal.says(/\/warmly find_person/)).toContain('/warmly find_person name=Grace');
  await ada().closeView(ada().views().at(-1)?.id ?? '');
  await modal.press('Edit and run again');
  const form = await openedModal(world.slack, ada(), (view) => view.callbackId === 'warmly_form');
  expect(form.field('Name').element['initial_value']).toBe('Grace');
  const edited = await world.newThread(revenue, () => form.submit({ Name: 'Ada' }));
  expect((await world.thread(revenue, edited, 2))[1]).toContain('Ada Lovelace');
  await warmly('show crm-person');
  await modal.says(/Grace Lovelace/);
  const again = await world.newThread(revenue, () => modal.press('Run again'));
  expect((await world.thread(revenue, again, 2))[1]).toContain('Grace Lovelace');
  await modal.says(/It runs again/);
});

it('shows of one’s own who asked, where and why', async () => {
  const ts = await world.newThread(revenue, () => warmly('find_person name=Ida reason="Before the call"'));
  await world.thread(revenue, ts, 2);
  await warmly(`show ${world.warmly.executions.at(-1)?.id}`);
  const shown = await modal.says(/Ida Lovelace/);
  expect(shown).toContain('*Reason*\nBefore the call');
  expect(shown).toContain('asked by <@U0ADA> in <#C0REVENUE>');
  expect(shown).not.toContain('Requested in Slack');
  await modal.press('Copy as command');
  expect(await modal.says(/\/warmly find_person/)).toContain('name=Ida reason="Before the call"');
});

it('leads on where Warmly does not know a filter and a page holds nothing that fits', async () => {
  world.warmly.setShape({ dateRange: ['startDate', 'endDate'] });
  onTestFinished(() => world.warmly.setShape({}));
  await warmly('history until=2020-01-01');
  expect(await modal.says(/Nothing here fits/)).toContain('Next →');
  await modal.press('Next →');
  await modal.says(/Page 2\b/);
});

it('says that it knows no such run', async () => {
  await warmly('show no-such-run');
  expect(await modal.says(/knows no run/)).toContain('no-such-run');
});

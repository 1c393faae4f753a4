import { afterAll, beforeAll, expect, it } from 'vitest';
import { type JsonObject, objectsOf } from '../../src/playground/slack/json-value.ts';
import { givingTool } from '../support/tools.ts';
import { startWorld, type World } from '../support/world.ts';
import { tokensOf } from '../unit/delivery/block-text.ts';

const HOSTILE = '<!channel> <@U0BEN> <https://evil.example|click> @here *bold* & `code`';
const people = Array.from({ length: 150 }, (_, index) => ({
  name: `Person ${index + 1}`,
  company: { name: `Company ${index % 7}`, size: index * 10 },
  notes: `${index} ${'x'.repeat(80)}`,
}));

let world: World;
let revenue: string;
let random: string;

beforeAll(async () => {
  world = await startWorld({
    prepare: ({ warmly }) => {
      warmly.addTool(givingTool('long_list', { contacts: people }));
      warmly.addTool(givingTool('short_list', { items: people.slice(0, 2).map(({ name }) => ({ name })) }));
      warmly.addTool(givingTool('one_object', { plan: 'growth', seats: 12, renewsAt: '2027-01-31' }));
      warmly.addTool(givingTool('some_text', { text: 'All is well.\nNothing to do.' }));
      warmly.addTool(givingTool('empty_list', { visitors: [] }));
      warmly.addTool(givingTool('nothing', {}));
      warmly.addTool(givingTool('hostile_list', { items: [{ note: HOSTILE }, { note: HOSTILE }] }));
      warmly.addTool(givingTool('hostile_object', { note: HOSTILE, [HOSTILE]: 1 }));
      warmly.addTool(givingTool('hostile_text', { text: HOSTILE }));
      warmly.addTool({
        ...givingTool('hostile_failure', {}),
        run: () => ({ ok: false, userFacingError: `No: ${HOSTILE}` }),
      });
    },
  });
  revenue = world.slack.channel('revenue');
  random = world.slack.channel('random');
});
afterAll(() => world.stop());

let turn = 0;
/** Runs a tool and returns its thread: texts, and the messages as they stand in Slack. */
async function resultOf(tool: string, messages = 2): Promise<{ result: string; raw: readonly JsonObject[] }> {
  turn += 1;
  const channelId = turn % 2 === 0 ? revenue : random;
  const ts = await world.newThread(channelId, () => world.person('ada').command(channelId, '/warmly', tool));
  const [, result = ''] = await world.thread(channelId, ts, messages);
  return { result, raw: world.slack.thread(channelId, ts) };
}

async function contentOf(file: JsonObject | undefined): Promise<string> {
  const headers = { authorization: `Bearer ${world.slack.botToken}` };
  const answer = await fetch(String(file?.['url_private']), { headers });
  // What reads it as text leaves the mark out that spreadsheets want.
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(await answer.arrayBuffer());
}

const blocksOf = (message: JsonObject | undefined) => JSON.stringify(message?.['blocks']);

it('shows a long list as the first page of a table, with the whole as a file for a spreadsheet', async () => {
  const { result, raw } = await resultOf('long_list', 3);
  expect(result).toContain('150 contacts');
  expect(blocksOf(raw[1])).toMatch(/"type":"(data_)?table"/);
  expect(result).toContain('Person 1');
  expect(result).toMatch(/Rows 1–20 of 150.*file/s);
  const [file] = objectsOf(raw[2]?.['files']);
  expect(file?.['name']).toMatch(/^long_list.*\.csv$/);
  const lines = (await contentOf(file)).trimEnd().split('\r\n');
  expect(lines[0]).toBe('\uFEFFname,company.name,company.size,notes');
  expect(lines.slice(1)).toEqual(
    people.map(({ name, company, notes }) => [name, company.name, company.size, notes].join(',')),
  );
});

it('shows a short list whole, without a file', async () => {
  const { result, raw } = await resultOf('short_list');
  expect(result).toContain('Person 1');
  expect(result).toContain('Person 2');
  expect(result).not.toContain('file');
  expect(raw).toHaveLength(2);
});

it('shows an object as fields', async () => {
  const { result, raw } = await resultOf('one_object');
  expect(result).toContain('*Plan*\ngrowth');
  expect(result).toContain('*Seats*\n12');
  expect(raw).toHaveLength(2);
});

it('shows a text as text', async () => {
  const { result } = await resultOf('some_text');
  expect(result).toContain('All is well.\nNothing to do.');
});

it('says that there is nothing where there is nothing', async () => {
  expect((await resultOf('empty_list')).result).toContain('no visitors found');
  expect((await resultOf('nothing')).result).toContain('the tool returned no data');
});

it.each(['hostile_list', 'hostile_object', 'hostile_text', 'hostile_failure'])(
  'forms no mention and no link from what a tool says: %s',
  async (tool) => {
    const { raw } = await resultOf(tool);
    for (const { text, blocks } of raw) {
      // Table cells and rich text are shown as they are; everything else is read for Slack's tokens.
      const tokens = tokensOf({ text: String(text), blocks });
      expect(tokens.filter((token) => token !== '<@U0ADA>')).toEqual([]);
      expect(JSON.stringify(blocks)).not.toMatch(/"type":"(user|usergroup|broadcast|link|emoji)"/);
    }
    expect(blocksOf(raw[1])).toContain('evil.example');
  },
);

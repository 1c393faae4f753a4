import { afterAll, beforeAll, expect, it } from 'vitest';
import { type JsonObject, objectsOf } from '../../src/playground/slack/json-value.ts';
import { messageText } from '../support/message-text.ts';
import { openedModal } from '../support/modal.ts';
import { startWorld, type World } from '../support/world.ts';

const VISITORS = Array.from({ length: 200 }, (_, index) => ({
  id: `visitor-${index}`,
  name: `Visitor ${index + 1}`,
  company: { name: `Company ${index % 7}`, domain: `c${index % 7}.example` },
  country: ['Germany', 'France', 'Spain'][index % 3],
  score: (index * 37) % 101,
  note: index === 0 ? '=HYPERLINK("https://evil.example")' : 'fine',
}));

let world: World;
let revenue: string;

beforeAll(async () => {
  world = await startWorld({
    prepare: ({ warmly }) => {
      warmly.addTool({
        name: 'list_people',
        description: 'Lists people.',
        isAsync: false,
        inputSchema: {
          type: 'object',
          properties: {
            take: { type: 'integer', default: 25 },
            offset: { type: 'integer', default: 0 },
          },
        },
        run: (input) => {
          const [offset, take] = [Number(input['offset'] ?? 0), Number(input['take'] ?? 25)];
          return { ok: true, output: { people: VISITORS.slice(offset, offset + take) } };
        },
      });
    },
  });
  revenue = world.slack.channel('revenue');
});
afterAll(() => world.stop());

const ada = () => world.person('ada');

async function runTool(text: string, messages: number) {
  const ts = await world.newThread(revenue, () => ada().command(revenue, '/warmly', text));
  await world.thread(revenue, ts, messages);
  const resultTs = String(world.slack.thread(revenue, ts)[1]?.['ts']);
  const result = (): JsonObject =>
    world.slack.thread(revenue, ts).find((message) => message['ts'] === resultTs) ?? {};
  return {
    ts,
    result,
    words: () => messageText(result()),
    press: (actionId: string) => ada().clickButton({ channel: revenue, ts: resultTs, actionId }),
    says: (pattern: RegExp) => world.slack.until(() => pattern.test(messageText(result()))),
    block: (type: string) => objectsOf(result()['blocks']).find((block) => block['type'] === type),
  };
}

async function fileNamed(threadTs: string, ending: string): Promise<string> {
  const file = await world.slack.until(() =>
    world.slack
      .thread(revenue, threadTs)
      .flatMap((message) => objectsOf(message['files']))
      .find(({ name }) => String(name).endsWith(ending)),
  );
  const headers = { authorization: `Bearer ${world.slack.botToken}` };
  return await (await fetch(String(file['url_private']), { headers })).text();
}

it('turns the pages of a stored result, sorts it, chooses columns and draws a chart', async () => {
  const { words, press, says, block, ts } = await runTool('list_people take=200', 3);
  expect(words()).toContain('Rows 1–20 of 200');
  expect(words()).not.toContain('← Previous');
  await press('result_page_next');
  await says(/Rows 21–40 of 200/);
  expect(words()).toContain('Visitor 21\n');
  expect(words()).not.toContain('Visitor 20\n');
  await press('result_page_prev');
  await says(/Rows 1–20 of 200/);

  await press('result_columns');
  const modal = await openedModal(world.slack, ada(), (view) => JSON.stringify(view).includes('Sort by'));
  expect(modal.field('Columns').hint).toContain('order');
  const errors = await modal.submit({
    Columns: ['Score', 'Name'],
    'Sort by': 'Score',
    Order: 'Z to A, highest and newest first',
    'Chart by': 'Country',
  });
  expect(errors).toBeUndefined();
  await says(/sorted by Score, highest first/);
  const [header, first] = textRows(block('data_table')?.['rows']);
  expect(header).toEqual(['Score', 'Name']);
  expect(first?.[0]).toBe('100');
  const chart = block('data_visualization');
  expect(chart).toMatchObject({ title: 'People by country', chart: { type: 'bar' } });
  expect(JSON.stringify(chart)).toContain('{"label":"Germany","value":67}');
  await press('result_chart');
  await world.slack.until(() => block('data_visualization') === undefined);
  expect(world.slack.thread(revenue, ts)).toHaveLength(3);
});

it('remembers columns and order for the tool and the person', async () => {
  const { words, block } = await runTool('list_people take=30', 3);
  expect(words()).toContain('sorted by Score, highest first');
  expect(textRows(block('data_table')?.['rows'])[0]).toEqual(['Score', 'Name']);
});

it('gives the whole as CSV and JSON, and no cell is a formula', async () => {
  const { press, ts } = await runTool('list_people take=3', 2);
  await press('result_export_json');
  expect(JSON.parse(await fileNamed(ts, '.json'))).toMatchObject({ people: VISITORS.slice(0, 3) });
  await press('result_export_csv');
  const csv = await fileNamed(ts, '.csv');
  expect(csv).toContain(`"'=HYPERLINK(""https://evil.example"")"`);
  expect(csv.trimEnd().split('\r\n')).toHaveLength(4);
});

it('asks for the next page in the same thread, once', async () => {
  const { press, ts, words } = await runTool('list_people take=5', 2);
  expect(words()).toContain('there may be more');
  await press('result_more');
  const [, , card = '', second = ''] = await world.thread(revenue, ts, 4);
  expect(card).toContain('offset: 5');
  expect(second).toContain('Visitor 6');
  const told = await world.toldPrivately(ada(), revenue, () => press('result_more'));
  expect(told).toContain('asked for already');
});

it('takes the values of a row into the form of another tool', async () => {
  const { press } = await runTool('list_people take=3', 2);
  await press('result_row');
  const modal = await openedModal(world.slack, ada(), ({ callbackId }) => callbackId === 'result_row');
  const rows = modal.field('Row').element['options'];
  expect(JSON.stringify(rows)).toContain('Visitor 2');
  await modal.submit({ Row: wordsOf(rows, 'Visitor 2'), Tool: 'list_third_party_signals' });
  const form = await openedModal(world.slack, ada(), ({ callbackId }) => callbackId === 'warmly_form');
  await world.slack.until(() => JSON.stringify(form.view()).includes('c1.example'));
});

function wordsOf(options: unknown, beginning: string): string {
  const found = objectsOf(options).map((option) => String(objectsOf([option['text']])[0]?.['text']));
  return found.find((words) => words.includes(beginning)) ?? '';
}

function textRows(rows: unknown): string[][] {
  return Array.isArray(rows)
    ? rows.map((row: unknown) => objectsOf(row).map(({ text }) => String(text)))
    : [];
}

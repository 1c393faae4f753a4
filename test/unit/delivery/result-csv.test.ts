import fc from 'fast-check';
import { expect, it } from 'vitest';
import { csvLines } from '../../../src/delivery/render/result-csv.ts';

type Json = Readonly<Record<string, unknown>>;

async function* given(records: readonly Json[]): AsyncGenerator<Json> {
  for (const record of records) yield await Promise.resolve(record);
}

const linesOf = async (records: readonly Json[]) =>
  (await Array.fromAsync(csvLines(() => given(records)))).join('');

/** Reads CSV as RFC 4180 says. */
function parse(text: string): string[][] {
  const rows: string[][] = [[]];
  let cell = '';
  let isQuoted = false;
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charAt(index);
    if (isQuoted) {
      if (character !== '"') cell += character;
      else if (text.charAt(index + 1) === '"') {
        cell += '"';
        index += 1;
      } else isQuoted = false;
    } else if (character === '"') isQuoted = true;
    else if (character === ',' || character === '\n') {
      rows.at(-1)?.push(cell);
      cell = '';
      if (character === '\n') rows.push([]);
    } else if (character !== '\r') cell += character;
  }
  return rows.slice(0, -1);
}

it('has a column for each nested path and a row for each entry', async () => {
  expect(
    await linesOf([
      { name: 'Ada', company: { name: 'Acme, Inc.', tags: ['a', 'b'] } },
      { name: 'Ben', people: [{ id: 1 }], 'company.name': 'x' },
    ]),
  ).toBe(
    '\uFEFFname,company.name,company.tags,people\r\n' +
      'Ada,"Acme, Inc.","a; b",\r\n' +
      'Ben,x,,"[{""id"":1}]"\r\n',
  );
});

it.each([
  ['=1+1', "'=1+1"],
  ['+cmd|x', "'+cmd|x"],
  ['-2+3+cmd', "'-2+3+cmd"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\t=1', "'\t=1"],
  [' =1', "' =1"],
  ['＝1', "'＝1"],
  ['+49 (30) 1234', '+49 (30) 1234'],
  ['-5', '-5'],
])('makes no formula of %j', async (value, cell) => {
  expect(await linesOf([{ a: value }])).toBe(`\uFEFFa\r\n${cell}\r\n`);
});

it('leaves a negative number as it is', async () => {
  expect(await linesOf([{ a: -5.25 }])).toContain('\r\n-5.25\r\n');
});

it('loses no value of any record, and no cell begins a formula', async () => {
  const leaf = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 20 }).map((text) => text.replace(/[\r\n\uFEFF]/g, ' ')),
    fc.integer(),
    fc.boolean(),
  );
  const record = fc.dictionary(
    fc.stringMatching(/^[a-z]{1,6}$/),
    fc.oneof(leaf, fc.dictionary(fc.stringMatching(/^[a-z]{1,4}$/), leaf, { maxKeys: 3 })),
    { minKeys: 1, maxKeys: 6 },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(record, { minLength: 1, maxLength: 8 }), async (records) => {
      const [header = [], ...rows] = parse((await linesOf(records)).slice(1));
      expect(rows).toHaveLength(records.length);
      for (const [index, one] of records.entries()) {
        const row = rows[index] ?? [];
        for (const [key, value] of Object.entries(one)) {
          const leaves = typeof value === 'object' ? Object.entries(value) : [];
          const cells: [string, unknown][] =
            leaves.length > 0 ? leaves.map(([inner, entry]) => [`${key}.${inner}`, entry]) : [[key, value]];
          for (const [path, entry] of cells) {
            const said = typeof entry === 'object' ? '{}' : String(entry);
            const cell = row[header.indexOf(path)] ?? '';
            expect([said, `'${said}`]).toContain(cell);
          }
        }
        for (const cell of row) if (!/^[+-]\d[\d ().-]*$/.test(cell)) expect(cell).not.toMatch(/^\s*[=+\-@]/);
      }
    }),
  );
});

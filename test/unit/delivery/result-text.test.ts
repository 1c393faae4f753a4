import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createJsonIndenter } from '../../../src/delivery/render/indent-json.ts';
import { recordsOf } from '../../../src/delivery/render/result-file.ts';
import { recordsInText } from '../../../src/delivery/render/result-outline.ts';
import { encodeJson } from '../../../src/store/json.ts';
import { anyOutput } from '../../support/any-output.ts';
import { succeeded } from './job-fixtures.ts';

/** The text in slices of this many characters, as the database gives it. */
function sliced(text: string, chars: number): () => AsyncGenerator<string> {
  return async function* () {
    const characters = Array.from(text);
    for (let from = 0; from < characters.length; from += chars) {
      yield await Promise.resolve(characters.slice(from, from + chars).join(''));
    }
  };
}

const sliceChars = fc.integer({ min: 1, max: 40 });

async function recordsRead(output: unknown, chars: number): Promise<unknown[] | undefined> {
  const records = await recordsInText(sliced(encodeJson(output), chars));
  return records && (await Array.fromAsync(records()));
}

describe('a result read in slices', () => {
  it('is indented as JSON.stringify does it, wherever the slices are cut', async () => {
    await fc.assert(
      fc.asyncProperty(anyOutput, sliceChars, async (output, chars) => {
        const indent = createJsonIndenter();
        let text = '';
        for await (const slice of sliced(encodeJson(output), chars)()) text += indent(slice);
        expect(text).toBe(JSON.stringify(JSON.parse(encodeJson(output)), null, 2));
      }),
    );
  });

  it('gives the same records as the result in memory, each of them and in order', async () => {
    const record = fc.dictionary(fc.string({ maxLength: 6 }), anyOutput, { maxKeys: 4 });
    const list = fc.array(record, { minLength: 1, maxLength: 30 });
    const inEnvelope = fc.oneof(
      list,
      list.map((items) => ({ success: true, data: { items, total: items.length } })),
      list.map((items) => ({ before: [], '7': 1, people: items, note: '' })),
      list.map((items) => ({ success: true, data: JSON.stringify({ items }) })),
      list.map((items) => [{ type: 'text', text: JSON.stringify(items) }]),
    );
    await fc.assert(
      fc.asyncProperty(inEnvelope, sliceChars, async (output, chars) => {
        const stored: unknown = JSON.parse(encodeJson(output));
        const known = recordsOf(succeeded(stored));
        expect(await recordsRead(output, chars)).toEqual(known?.length === 0 ? undefined : known);
      }),
    );
  });

  it.each([
    ['a mixed list', { items: [...Array.from({ length: 20 }, (_, n) => ({ n })), 'x'] }],
    ['an empty list', []],
    ['numbers', [1, 2]],
    ['an object', { a: 1 }],
    ['a text', 'x'],
    ['nothing', null],
  ])('has no records where it is %s', async (_name, output) => {
    expect(await recordsRead(output, 7)).toBeUndefined();
  });
});

import { describe, expect, test } from 'vitest';
import type { Leaf } from '../../../src/forms/leaf.ts';
import { leafBlocks, pickedText } from '../../../src/forms/leaf-blocks.ts';
import { leafOf } from '../../../src/forms/leaf-of.ts';
import { leafText } from '../../../src/forms/leaf-text.ts';
import { prefillField } from '../../../src/forms/prefill-field.ts';
import {
  type FormStateValue,
  fileIdsIn,
  type ReadingContext,
  readField,
} from '../../../src/forms/read-field.ts';
import { compileCheck } from '../../../src/forms/schema-check.ts';

function leaf(schema: unknown, name = 'it', required = false): Leaf {
  return leafOf(schema, { name, required, root: schema });
}

function blocksOf(of: Leaf, held?: unknown) {
  return leafBlocks(of, prefillField(of, held), {
    blockId: 'b',
    actionId: 'a',
    hint: leafText(of),
    pick: { blockId: 'bp', actionId: 'ap' },
  });
}

function read(of: Leaf, state: FormStateValue, held?: unknown, context: ReadingContext = {}): unknown {
  const reading = readField(of, prefillField(of, held), state, context);
  return reading.ok ? reading.value : reading.message;
}

function elementOf(of: Leaf, held?: unknown): object {
  const [input] = blocksOf(of, held);
  return input?.type === 'input' ? input.element : {};
}

describe('a time of day', () => {
  const time = leaf({ type: 'string', format: 'time' });

  test('is picked, and gets the offset of the person’s zone', () => {
    expect(elementOf(time, '14:30:00Z')).toMatchObject({ type: 'timepicker', initial_time: '14:30' });
    const zone = { timeZone: 'Europe/Berlin', nowMs: Date.UTC(2026, 6, 1) };
    expect(read(time, { selected_time: '09:15' }, undefined, zone)).toBe('09:15:00+02:00');
    expect(read(time, { selected_time: '09:15' })).toBe('09:15:00Z');
  });

  test('keeps its seconds untouched and its offset when it changes', () => {
    expect(read(time, { selected_time: '14:30' }, '14:30:59.5+05:30')).toBe('14:30:59.5+05:30');
    expect(read(time, { selected_time: '14:31' }, '14:30:59.5+05:30')).toBe('14:31:00+05:30');
  });
});

describe('dates', () => {
  test.each([
    ['date', '12026-01-01'],
    ['date-time', '1900-01-01T00:00:00Z'],
    ['time', '14:30'],
  ])('a %s that no picker shows is text', (format, held) => {
    const of = leaf({ type: 'string', format });
    expect(elementOf(of, held)).toMatchObject({ type: 'plain_text_input', initial_value: held });
    expect(read(of, { value: held }, held)).toBe(held);
    expect(read(of, { value: '2030-01-01' }, held)).toBe('2030-01-01');
    expect(read(of, { value: null }, held)).toBeUndefined();
  });

  test.each([
    ['start_date', 'Start date in YYYY-MM-DD format', 'date'],
    ['since', 'Only gists updated after this time (ISO 8601 timestamp)', 'date-time'],
    ['created_after', 'At or after this timestamp (YYYY-MM-DDTHH:MM:SS)', 'wall-clock'],
    ['until', 'Before this date (ISO 8601 format: YYYY-MM-DDTHH:MM:SSZ or YYYY-MM-DD)', 'date'],
    ['start', 'Start date of the day off in ISO format.', 'date'],
  ])('%s: “%s” is text with a picker', (name, description, picks) => {
    expect(leaf({ type: 'string', description }, name).kind).toEqual({ type: 'date-text', picks });
  });

  test.each([
    ['currency', 'Three-letter ISO code of the currency'],
    ['value', 'For dates, YYYY-MM-DD. For numbers, the numeric value'],
    ['timeout', 'How long to wait, as an ISO 8601 duration'],
  ])('%s: “%s” is text', (name, description) => {
    expect(leaf({ type: 'string', description }, name).kind).toMatchObject({ type: 'text' });
  });

  test('the picker beside a text fills it', () => {
    const of = leaf({ type: 'string', description: 'YYYY-MM-DD, or how long ago' }, 'since');
    const [input, picker] = blocksOf(of, '2026-01-31');
    expect(input).toMatchObject({ element: { type: 'plain_text_input', initial_value: '2026-01-31' } });
    expect(picker).toMatchObject({
      block_id: 'bp',
      elements: [{ type: 'datepicker', action_id: 'ap', initial_date: '2026-01-31' }],
    });
    expect(pickedText(of, { selected_date: '2026-02-01' }, undefined)).toBe('2026-02-01');
    expect(pickedText(of, { selected_date: null }, undefined)).toBeUndefined();
    expect(read(of, { value: '7d' }, '2026-01-31')).toBe('7d');
  });

  test('a picked instant has the zone’s offset, or none where the tool writes none', () => {
    const zoned = leaf({ type: 'string', description: 'ISO 8601 timestamp' }, 'since');
    const local = leaf({ type: 'string', description: 'YYYY-MM-DDTHH:MM:SS' }, 'since');
    const state = { selected_date_time: 1_785_499_200 };
    expect(pickedText(zoned, state, 'Europe/Berlin')).toBe('2026-07-31T14:00:00+02:00');
    expect(pickedText(local, state, 'Europe/Berlin')).toBe('2026-07-31T14:00:00');
  });
});

describe('a file', () => {
  const bytes = new Uint8Array([0xff, 0xfe, 0x00]);
  const files = new Map([['F1', { bytes, mimeType: 'image/png' }]]);
  const chosen = { files: [{ id: 'F1' }] };

  test.each([
    [{ contentEncoding: 'base64' }, '//4A'],
    [{ contentEncoding: 'base64url' }, '__4A'],
    [{ contentEncoding: 'base16' }, 'FFFE00'],
    [{ format: 'data-url' }, 'data:image/png;base64,//4A'],
    [{ contentMediaType: 'image/png' }, '//4A'],
  ])('%o becomes %s', (schema, value) => {
    const of = leaf({ type: 'string', ...schema });
    expect(elementOf(of)).toMatchObject({ type: 'file_input', max_files: 1 });
    expect(read(of, chosen, undefined, { files })).toBe(value);
  });

  test('is kept when no other is chosen, and asked for again when it cannot be read', () => {
    const of = leaf({ type: 'string', contentEncoding: 'base64' }, 'it', true);
    expect(blocksOf(of, 'AAAA')[0]).toMatchObject({
      optional: true,
      hint: { text: 'It holds a file: leave this empty to keep it.' },
    });
    expect(read(of, { files: [] }, 'AAAA')).toBe('AAAA');
    expect(read(of, chosen)).toContain('upload it again');
    expect(fileIdsIn({ b: { a: chosen }, c: { d: { value: 'x' } } })).toEqual(['F1']);
  });

  test('JSON in a string is written, not uploaded', () => {
    expect(leaf({ type: 'string', contentMediaType: 'application/json' }).kind).toMatchObject({
      type: 'text',
      multiline: true,
    });
  });
});

describe('several scalar types', () => {
  const of = leaf({ type: ['string', 'number', 'boolean'] });
  test.each([
    ['12', 12],
    ['"12"', '12'],
    ['“12”', '12'],
    ['007', '007'],
    ['true', true],
    ['yes', 'yes'],
    [' two words ', ' two words '],
    ['1e999', '1e999'],
  ])('%s is read as %o', (text, value) => {
    expect(read(of, { value: text })).toEqual(value);
  });

  test.each(['12', '', 'true', '"x"', 'null', 'plain', 1e-7, false])('%o is shown and read back', (value) => {
    const prefill = prefillField(of, value);
    expect(prefill.kept).toBe(false);
    const text = prefill.shown.as === 'text' ? prefill.shown.text : '';
    expect(read(of, { value: text })).toEqual(value);
  });

  test('without text, other words are refused', () => {
    const numbers = leaf({ anyOf: [{ type: 'integer' }, { type: 'boolean' }] });
    expect(read(numbers, { value: 'yes' })).toBe(true);
    expect(read(numbers, { value: 'many' })).toBe('Must be a whole number or yes or no.');
  });
});

test('null can be chosen where it is more than the default', () => {
  const state = leaf({ type: ['boolean', 'null'] });
  expect(elementOf(state)).toMatchObject({
    options: [{ value: '0' }, { value: '1' }, { value: 'null' }, { value: 'unset' }],
  });
  expect(elementOf(state, null)).toMatchObject({ initial_option: { value: 'null' } });
  expect(read(state, { selected_option: { value: 'null' } })).toBeNull();
  expect(read(state, { selected_option: { value: 'unset' } }, null)).toBeUndefined();
  const usual = leaf({ anyOf: [{ enum: ['a', 'b'] }, { type: 'null' }], default: null });
  expect(elementOf(usual)).toMatchObject({ options: [{ value: '0' }, { value: '1' }, { value: 'unset' }] });
});

test('a required value of which there is only one is not asked for', () => {
  expect(leaf({ const: 'email', title: 'Kind' }, 'kind', true)).toMatchObject({
    label: 'Kind',
    kind: { type: 'constant', value: 'email' },
  });
  expect(leaf({ const: 'email' }, 'kind').kind).toMatchObject({ choices: [{ label: 'email' }] });
  expect(leaf({ type: 'null' }, 'nothing', true)).toMatchObject({ nullable: true });
});

describe('a hint says nothing twice', () => {
  test.each([
    [{ type: 'integer', default: 25 }, ''],
    [{ type: 'integer', default: 25, examples: [7] }, 'Default: 25.'],
    [{ type: 'integer', default: 25, description: 'How many (default 25)' }, 'How many (default 25)'],
    [{ type: 'integer', minimum: 1, maximum: 50, description: 'From 1 to 50' }, 'From 1 to 50.'],
    [{ type: 'integer', minimum: 1, maximum: 50, description: 'Page size' }, 'Page size. Between 1 and 50.'],
    [{ type: 'boolean', default: true }, ''],
    [{ type: 'string', writeOnly: true }, 'Slack does not hide what you write here.'],
    [{ type: 'string', deprecated: true }, 'No longer recommended.'],
    [{ type: 'number', multipleOf: 0.5 }, 'In steps of 0.5.'],
    [{ type: 'number', minimum: 0, exclusiveMaximum: 100 }, 'At least 0, below 100.'],
    [{ type: 'number', exclusiveMinimum: 0 }, 'Above 0.'],
    [{ type: 'number', minimum: 1, exclusiveMinimum: 0, maximum: 5 }, 'Between 1 and 5.'],
    [{ type: 'integer', exclusiveMinimum: 0, exclusiveMaximum: 10 }, 'Between 1 and 9.'],
  ])('%o: “%s”', (schema, text) => {
    expect(leafText(leaf(schema))).toBe(text);
  });

  test('what is demanded and may be null says how', () => {
    const words = 'Leave it empty to send null (no value).';
    expect(leafText(leaf({ type: ['string', 'null'] }, 'owner', true))).toBe(words);
    expect(leafText(leaf({ type: ['string', 'null'] }, 'owner'))).toBe('');
    expect(leafText(leaf({ enum: ['free', 'paid', null] }, 'plan', true))).toBe('');
  });

  test('a menu does not repeat a default that the description tells', () => {
    const told = leaf({ type: 'boolean', default: true, description: 'Whether to (default: true)' });
    expect(elementOf(told)).toMatchObject({ options: [{}, {}, { text: { text: 'Not set' } }] });
    const untold = leaf({ type: 'boolean', default: true });
    expect(elementOf(untold)).toMatchObject({
      options: [{}, {}, { text: { text: 'Not set (yes by default)' } }],
    });
  });
});

describe('choices say what they mean', () => {
  const long = 'x'.repeat(76);
  const of = leaf({
    oneOf: [
      { const: 'a', title: 'First', description: 'The quick one' },
      { const: 'b', title: 'Second', description: long },
      { const: 'c' },
    ],
  });

  test('beside the option, or under the input where that is too long', () => {
    expect(elementOf(of)).toMatchObject({
      options: [
        { text: { text: 'First' }, description: { text: 'The quick one' } },
        { text: { text: 'Second' } },
        { text: { text: 'c' } },
        { value: 'unset' },
      ],
    });
    expect(leafText(of)).toBe(`Second: ${long}`);
  });

  test('in enumNames and enumDescriptions too', () => {
    const named = leaf({ enum: [1, 2], enumNames: ['One', 'Two'], enumDescriptions: ['The first', ''] });
    expect(named.kind).toMatchObject({
      choices: [
        { label: 'One', value: 1, description: 'The first' },
        { label: 'Two', value: 2 },
      ],
    });
  });
});

test('suggestions beside free text are examples', () => {
  const of = leaf({ anyOf: [{ enum: ['auto', 'low', 'high'] }, { type: 'string' }] });
  expect(elementOf(of)).toMatchObject({
    type: 'plain_text_input',
    placeholder: { text: 'For example auto' },
  });
  expect(leafText(of)).toBe('Also for example: low, high.');
});

test('an address that need not be of the web is text', () => {
  const uri = { type: 'string', format: 'uri' };
  expect(elementOf(leaf({ ...uri, description: 'Where to write, like s3://bucket/key' }))).toMatchObject({
    type: 'plain_text_input',
  });
  expect(elementOf(leaf({ ...uri, description: 'Page (https://example.com)' }))).toMatchObject({
    type: 'url_text_input',
  });
});

test('a pattern that cannot be checked is told', () => {
  const checked = compileCheck({ type: 'string', pattern: '(', description: 'A code' });
  const root = checked.ok ? checked.root : {};
  expect(leafText(leafOf(root, { name: 'it', required: false, root }))).toBe(
    'A code (Only the tool checks its form.)',
  );
});

import { describe, expect, test } from 'vitest';
import { compileForm } from '../../../src/forms/compile-form.ts';
import { describeSchema } from '../../../src/forms/describe-schema.ts';
import { validateInput } from '../../../src/forms/form-issues.ts';
import { takesInput } from '../../../src/forms/top-fields.ts';
import { checkedBlocks, fieldOf, openAll, submitTouched, submitUntouched } from './simulate-slack.ts';

function objectOf(properties: Record<string, unknown>, more: Record<string, unknown> = {}): unknown {
  return { type: 'object', properties, ...more };
}

describe('schemas that cannot be used give one JSON field and say why', () => {
  const circular: Record<string, unknown> = { type: 'object' };
  circular.properties = { self: circular };
  let deep: unknown = { type: 'string' };
  for (let level = 0; level < 70; level += 1) deep = { type: 'array', items: deep };

  test.each<[string, unknown, RegExp]>([
    ['none', undefined, /no JSON Schema/],
    ['text', 'object', /no JSON Schema/],
    ['an unknown type', { type: 'objekt' }, /not valid/],
    ['nothing but a remote reference', { $ref: 'https://example.com/s.json' }, /refers to another/],
    ['a loop', circular, /not plain JSON/],
    ['depth', objectOf({ a: deep }), /nested too deeply/],
    ['size', objectOf({ a: { description: 'x'.repeat(600_000) } }), /too large/],
  ])('%s', (_title, schema, problem) => {
    const form = compileForm(schema);
    expect(form.problem).toMatch(problem);
    expect(describeSchema(form)).toEqual([form.problem]);
    expect(submitUntouched(form, { a: 1 })).toEqual({ ok: true, input: { a: 1 } });
    expect(submitUntouched(form, {})).toEqual({ ok: true, input: {} });
    expect(submitTouched(form, {}, { '': { value: '[1]' } })).toMatchObject({ ok: false });
    expect(validateInput(form, [])).toHaveLength(1);
  });
});

test.each([
  ['a draft-04 bound', { type: 'number', minimum: 1, exclusiveMinimum: true }, 1, /more than 1/],
  ['a pattern that looks ahead', { type: 'string', pattern: '^(?!a)b.*$' }, 'ab', /expected form/],
  ['a pattern that refers back', { type: 'string', pattern: '^(.)x\\1$' }, 'axb', /expected form/],
])('%s is checked', (_title, schema, wrong, message) => {
  const form = compileForm(objectOf({ a: schema }));
  expect(form.problem).toBeUndefined();
  expect(validateInput(form, { a: wrong })).toMatchObject([
    { pointer: '/a', message: expect.stringMatching(message) },
  ]);
});

test('a broken pattern is left to the tool, the rest is checked', () => {
  const form = compileForm(objectOf({ a: { type: 'string', pattern: '(' }, b: { type: 'integer' } }));
  expect(fieldOf(form, 'a').kind.type).toBe('text');
  expect(validateInput(form, { a: 'anything', b: 'x' })).toMatchObject([{ pointer: '/b' }]);
});

test('a property that is demanded but not described can be given', () => {
  const form = compileForm(objectOf({ a: { type: 'string' } }, { required: ['b'] }));
  expect(submitUntouched(form, {})).toMatchObject({ errors: { b: 'This is required.' } });
  expect(submitTouched(form, {}, { b: { value: '1' } })).toEqual({ ok: true, input: { b: 1 } });
});

test('properties that the schema does not name go through only where it allows them', () => {
  const properties = { a: { type: 'string' } };
  const open = compileForm(objectOf(properties));
  expect(submitUntouched(open, { a: 'x', b: 1 })).toEqual({ ok: true, input: { a: 'x', b: 1 } });
  const closed = compileForm(objectOf(properties, { additionalProperties: false }));
  expect(submitUntouched(closed, { a: 'x', b: 1 })).toMatchObject({
    errors: { b: expect.stringContaining('not known here') },
  });
});

test('a tool without inputs has no fields', () => {
  const form = compileForm({ type: 'object', properties: {} });
  expect(takesInput(compileForm({ type: 'object', additionalProperties: false }))).toBe(false);
  expect(submitUntouched(form, {})).toEqual({ ok: true, input: {} });
});

test('a hostile pattern costs nothing to speak of', () => {
  const form = compileForm(objectOf({ a: { type: 'string', pattern: '^(a+)+$' } }));
  expect(form.problem).toBeUndefined();
  expect(validateInput(form, { a: `${'a'.repeat(5000)}!` })).toHaveLength(1);
});

test('older schemas are read in their own dialect, also unannounced', () => {
  const tuple = compileForm(
    objectOf({ pair: { type: 'array', items: [{ type: 'string' }, { type: 'integer' }] } }),
  );
  expect(tuple.problem).toBeUndefined();
  expect(validateInput(tuple, { pair: ['a', 'b'] })).toMatchObject([{ pointer: '/pair/1' }]);
});

test('odd property names survive both ways', () => {
  const names = [
    '__proto__x',
    'constructor',
    'toString',
    'a.b',
    'a/b~c',
    'two words',
    '🙂',
    '',
    'n'.repeat(300),
    'A_b',
    'aB',
  ];
  const form = compileForm(objectOf(Object.fromEntries(names.map((name) => [name, { type: 'string' }]))));
  const values = Object.fromEntries(names.map((name) => [name, `value of ${name.slice(0, 9)}`]));
  expect(submitUntouched(form, values)).toEqual({ ok: true, input: values });
  expect(submitUntouched(form, {})).toEqual({ ok: true, input: {} });
  const blocks = checkedBlocks(form, openAll(form, {})).filter((block) => block.type === 'input');
  expect(new Set(blocks.map((block) => block.label.text)).size).toBe(names.length);
});

test('a property called __proto__ reaches the input as itself', () => {
  const form = compileForm(JSON.parse('{"type":"object","properties":{"__proto__":{"type":"string"}}}'));
  const reading = submitTouched(form, {}, { ['__proto__']: { value: 'x' } });
  expect(reading.ok && Object.entries(reading.input ?? {})).toEqual([['__proto__', 'x']]);
  expect(submitUntouched(form, {})).toEqual({ ok: true, input: {} });
});

describe('limits', () => {
  test('95 properties come on two pages', () => {
    const names = Array.from({ length: 95 }, (_, index) => `p${index}`);
    const form = compileForm(
      objectOf(Object.fromEntries(names.map((name) => [name, { type: 'integer' }])), { required: ['p94'] }),
    );
    const [first] = checkedBlocks(form, openAll(form, { p94: 1 })).filter((block) => block.type === 'input');
    expect(first?.label.text).toBe('P94');
    const values = Object.fromEntries(names.map((name, index) => [name, index]));
    expect(submitUntouched(form, values)).toEqual({ ok: true, input: values });
    const typed = (value: string) => submitTouched(form, { p94: 1 }, { p93: { value } });
    expect(typed('7')).toEqual({ ok: true, input: { p94: 1, p93: 7 } });
    expect(typed('x')).toMatchObject({ errors: { p93: '“x” is not a whole number.' } });
  });

  test('long texts are shown in full beside the input', () => {
    const description = Array.from({ length: 1200 }, (_, index) => `w${index}`).join(' ');
    const title = 'Title '.repeat(400).trim();
    const form = compileForm(
      objectOf({ a: { type: 'string', description, title, examples: ['e'.repeat(500)] } }),
    );
    const [input, ...sections] = checkedBlocks(form, openAll(form, {}));
    const shown = [input, ...sections]
      .flatMap((block) => {
        if (block?.type === 'input') return block.hint?.text ?? '';
        const [text] = block?.type === 'context' ? block.elements : [];
        return text?.type === 'plain_text' ? text.text : [];
      })
      .join(' ');
    expect(shown).toContain(title);
    expect(shown).toContain(description);
  });

  test('90 fields of long descriptions, full menus and long values stay below the view’s size', () => {
    const choices = Array.from({ length: 98 }, (_, index) => `${index} ${'ü'.repeat(60)}`);
    const names = Array.from({ length: 85 }, (_, index) => `p${index}`);
    const form = compileForm(
      objectOf(
        Object.fromEntries(
          names.map((name, index) => [
            name,
            { type: 'string', description: 'ü'.repeat(3000), ...(index % 2 === 0 ? { enum: choices } : {}) },
          ]),
        ),
      ),
    );
    const values = Object.fromEntries(
      names.map((name, index) => [name, index % 2 === 0 ? choices[3] : '\u0001'.repeat(2999)]),
    );
    expect(submitUntouched(form, values)).toEqual({ ok: true, input: values });
  });

  test('many notes are summed up rather than left out', () => {
    const names = Array.from({ length: 60 }, (_, index) => `p${index}`);
    const form = compileForm(objectOf(Object.fromEntries(names.map((name) => [name, { type: 'integer' }]))));
    const notes = Object.fromEntries(names.map((key) => [`/${key}`, 'Wrong.']));
    const blocks = checkedBlocks(form, { ...openAll(form, {}), notes });
    expect(JSON.stringify(blocks.slice(0, 3))).toContain('P59: Wrong.');
  });
});

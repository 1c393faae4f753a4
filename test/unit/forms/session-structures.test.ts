import { describe, expect, it } from 'vitest';
import { compileForm } from '../../../src/forms/compile-form.ts';
import { startForm } from './session-driver.ts';

const schedule = compileForm({
  type: 'object',
  required: ['when'],
  properties: {
    when: {
      oneOf: [
        {
          title: 'Once',
          type: 'object',
          required: ['kind', 'day'],
          properties: { kind: { const: 'once' }, day: { type: 'string' }, note: { type: 'string' } },
        },
        {
          title: 'Repeated',
          type: 'object',
          required: ['kind', 'every'],
          properties: { kind: { const: 'repeated' }, every: { type: 'integer' }, note: { type: 'string' } },
        },
        { title: 'In words', type: 'string' },
      ],
    },
  },
});

describe('a union', () => {
  it('asks for its branch first, and shows the fields of the chosen one', () => {
    const person = startForm(schedule);
    expect(person.labels()).toEqual(['When']);
    expect(person.enter('When', 'Repeated')).toBe('same');
    expect(person.labels()).toEqual(['When', 'Every', 'Note']);
    person.enter('Every', '3');
    expect(person.submit()).toBe('done');
    expect(person.session().value).toEqual({ when: { kind: 'repeated', every: 3 } });
  });

  it('keeps what was entered in each branch, and what both of them know', () => {
    const person = startForm(schedule, { value: { when: { kind: 'once', day: 'Monday', note: 'early' } } });
    expect(person.enter('When', 'Repeated')).toBe('same');
    expect(person.session().value).toEqual({ when: { kind: 'repeated', note: 'early' } });
    person.enter('Every', '2');
    person.enter('When', 'In words');
    expect(person.session().value).toEqual({});
    person.enter('When', 'Once');
    expect(person.session().value).toEqual({ when: { kind: 'once', day: 'Monday', note: 'early' } });
    person.enter('When', 'Repeated');
    expect(person.session().value).toEqual({ when: { kind: 'repeated', note: 'early', every: 2 } });
  });

  it('tells only what is wrong with the chosen branch', () => {
    const person = startForm(schedule);
    expect(person.submit()).toBe('errors');
    expect(person.errors()).toEqual({ When: 'This is required.' });
    person.enter('When', 'Once');
    expect(person.submit()).toBe('errors');
    expect(person.errors()).toEqual({ Day: 'This is required.' });
  });

  it('at the root is a form like any other', () => {
    const form = compileForm({
      anyOf: [
        { title: 'By name', type: 'object', required: ['name'], properties: { name: { type: 'string' } } },
        {
          title: 'By number',
          type: 'object',
          required: ['number'],
          properties: { number: { type: 'integer' } },
        },
      ],
    });
    const person = startForm(form);
    person.enter('Input', 'By number');
    person.enter('Number', '7');
    expect(person.submit()).toBe('done');
    expect(person.session().value).toEqual({ number: 7 });
  });
});

describe('maps', () => {
  const form = compileForm({
    type: 'object',
    required: ['env'],
    properties: {
      env: {
        type: 'object',
        additionalProperties: {
          type: 'object',
          required: ['value'],
          properties: { value: { type: 'string' } },
        },
        propertyNames: { pattern: '^[A-Z]+$' },
      },
    },
  });

  it('get entries with names of their own', () => {
    const person = startForm(form, { value: { env: { A: { value: '1' }, B: { value: '2' } } } });
    expect(person.press('Env')).toBe('push');
    expect(person.labels()).toEqual(['Name', 'Value']);
    person.enter('Name', 'B');
    person.enter('Value', '3');
    expect(person.submit()).toBe('errors');
    expect(person.errors()).toEqual({ Name: 'There is an entry of this name already.' });
    person.enter('Name', 'C');
    expect(person.submit()).toBe('pop');
    person.press('*A*', 'Edit');
    person.enter('Name', 'low');
    expect(person.submit()).toBe('errors');
    person.enter('Name', 'Z');
    expect(person.submit()).toBe('pop');
    expect(person.submit()).toBe('done');
    expect(JSON.stringify(person.session().value)).toBe(
      '{"env":{"Z":{"value":"1"},"B":{"value":"2"},"C":{"value":"3"}}}',
    );
  });

  it('give up an entry that was never named', () => {
    const person = startForm(form);
    person.press('Env');
    person.close();
    expect(person.session().value).toEqual({ env: {} });
  });
});

describe('a tuple', () => {
  it('has a field for each of its parts', () => {
    const form = compileForm({
      type: 'object',
      required: ['range'],
      properties: {
        range: {
          type: 'array',
          prefixItems: [{ type: 'number' }, { type: 'string' }],
          items: false,
          minItems: 2,
        },
      },
    });
    const person = startForm(form);
    person.enter('Part 2', 'km');
    expect(person.submit()).toBe('errors');
    person.enter('Part 1', '1.5');
    expect(person.submit()).toBe('done');
    expect(person.session().value).toEqual({ range: [1.5, 'km'] });
  });
});

describe('what may be null', () => {
  it('is filled in, set to null, and left out', () => {
    const form = compileForm({
      type: 'object',
      properties: {
        owner: { anyOf: [{ type: 'object', properties: { name: { type: 'string' } } }, { type: 'null' }] },
      },
    });
    const person = startForm(form);
    person.press('Owner', 'Set to null (empty)');
    expect(person.session().value).toEqual({ owner: null });
    person.press('Owner', 'Fill in');
    person.enter('Name', 'Ada');
    person.submit();
    expect(person.session().value).toEqual({ owner: { name: 'Ada' } });
    person.press('Owner', 'Remove');
    expect(person.submit()).toBe('done');
    expect(person.session().value).toEqual({});
  });
});

describe('editing as JSON', () => {
  it('replaces the whole form or one of its fields', () => {
    const value = { when: { kind: 'once', day: 'Monday' } };
    const person = startForm(schedule, { value });
    expect(person.press('Edit as JSON', 'The whole form as JSON')).toBe('push');
    const [label = ''] = person.labels();
    expect(JSON.parse(String(person.input(label).element['initial_value']))).toEqual(value);
    person.enter(label, '{"when": ');
    expect(person.submit()).toBe('errors');
    person.enter(label, '{"when": {"kind": "repeated", "every": "x"}}');
    expect(person.submit()).toBe('errors');
    expect(person.errors()).toEqual({ [label]: 'When › Every: Must be a whole number.' });
    person.enter(label, '{"when": {"kind": "repeated", "every": 4}}');
    expect(person.submit()).toBe('pop');
    expect(person.labels()).toEqual(['When', 'Every', 'Note']);
    expect(person.submit()).toBe('done');
    expect(person.session().value).toEqual({ when: { kind: 'repeated', every: 4 } });
  });

  it('shows a long text in parts', () => {
    const names = Array.from({ length: 400 }, (_entry, index) => ({ name: `name ${index}` }));
    const form = compileForm({
      type: 'object',
      properties: {
        names: { type: 'array', items: { type: 'object', properties: { name: { type: 'string' } } } },
      },
    });
    const person = startForm(form, { value: { names } });
    person.press('Edit as JSON', 'Names');
    expect(person.labels().slice(0, 2)).toEqual([
      expect.stringMatching(/^Part 1 of \d+$/),
      expect.stringMatching(/^Part 2/),
    ]);
    expect(person.submit()).toBe('pop');
    expect(person.submit()).toBe('done');
    expect(person.session().value).toEqual({ names });
  });
});

describe('many fields', () => {
  const wide = (count: number, required: boolean) => {
    const names = Array.from({ length: count }, (_entry, index) => `field ${index}`);
    return compileForm({
      type: 'object',
      properties: Object.fromEntries(names.map((name) => [name, { type: 'string' }])),
      ...(required ? { required: names } : {}),
    });
  };

  it('come page by page, and nothing is lost on the way back', () => {
    const form = wide(160, true);
    const value = Object.fromEntries(
      Array.from({ length: 160 }, (_entry, index) => [`field ${index}`, `v${index}`]),
    );
    const person = startForm(form, { value });
    expect(person.view().submit).toBe('Next');
    expect(person.texts()[0]).toBe('Step 1 of 3');
    person.enter('Field 3', 'other');
    expect(person.submit()).toBe('same');
    expect(person.press('← Back')).toBe('same');
    expect(person.input('Field 3').element['initial_value']).toBe('other');
    expect([person.submit(), person.submit(), person.submit()]).toEqual(['same', 'same', 'done']);
    expect(person.session().value).toEqual({ ...value, 'field 3': 'other' });
  });

  it('that are optional wait behind a button', () => {
    const person = startForm(wide(12, false));
    expect(person.labels()).toHaveLength(5);
    person.enter('Field 1', 'typed');
    expect(person.press('More options (7)')).toBe('same');
    expect(person.labels()).toHaveLength(12);
    expect(person.submit()).toBe('done');
    expect(person.session().value).toEqual({ 'field 1': 'typed' });
  });
});

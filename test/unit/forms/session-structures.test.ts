import { describe, expect, it } from 'vitest';
import { compileForm } from '../../../src/forms/compile-form.ts';
import { schedule, startForm } from './session-driver.ts';

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

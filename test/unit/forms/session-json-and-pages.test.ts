import { describe, expect, it } from 'vitest';
import { compileForm } from '../../../src/forms/compile-form.ts';
import { schedule, startForm } from './session-driver.ts';

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

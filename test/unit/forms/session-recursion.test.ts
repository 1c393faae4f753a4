import { describe, expect, it } from 'vitest';
import { compileForm } from '../../../src/forms/compile-form.ts';
import { startForm } from './session-driver.ts';

describe('recursion', () => {
  const form = compileForm({
    $defs: {
      node: {
        type: 'object',
        required: ['name'],
        properties: {
          name: { type: 'string' },
          children: { type: 'array', items: { $ref: '#/$defs/node' } },
          labels: { type: 'object', additionalProperties: { type: 'string' } },
        },
      },
    },
    $ref: '#/$defs/node',
  });

  it('leaves nothing behind where a person only had a look', () => {
    const value = { name: 'a', children: [{ name: 'b', children: [{ name: 'c' }] }] };
    const person = startForm(form, { value });
    person.press('1.  ', 'Edit');
    person.press('1.  ', 'Edit');
    for (const list of ['Children', 'Labels']) {
      expect(person.press(list)).toBe('same');
      expect(person.press('← Back')).toBe('same');
      expect(person.session().value).toEqual(value);
    }
    person.press('Children');
    person.enter('Name', 'd');
    person.press('← Back');
    expect(person.session().value).toMatchObject({
      children: [{ children: [{ name: 'c', children: [{ name: 'd' }] }] }],
    });
    person.press('Labels');
    person.enter('New entry', 'red');
    person.enter('Name', 'colour');
    person.press('← Back');
    expect(person.texts()).toContain('*colour*  red');
  });

  it('goes as deep as a person wants', () => {
    const person = startForm(form);
    for (const name of ['a', 'b', 'c', 'd', 'e']) {
      person.enter('Name', name);
      if (name !== 'e') person.press('Children');
    }
    expect([person.submit(), person.submit(), person.submit(), person.submit(), person.submit()]).toEqual([
      'same',
      'same',
      'pop',
      'pop',
      'done',
    ]);
    expect(JSON.stringify(person.session().value)).toBe(
      '{"name":"a","children":[{"name":"b","children":[{"name":"c","children":[{"name":"d","children":[{"name":"e"}]}]}]}]}',
    );
  });
});

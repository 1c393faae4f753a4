import { describe, expect, it } from 'vitest';
import { carryOver } from '../../../src/forms/carry-over.ts';
import { compileForm } from '../../../src/forms/compile-form.ts';
import { startForm } from './session-driver.ts';

/** As it has become since the input was filled in. */
const changed = compileForm({
  type: 'object',
  required: ['name', 'owner'],
  properties: {
    name: { type: 'string' },
    owner: { type: 'string', title: 'Owner' },
    seats: { type: 'integer', maximum: 10 },
    plan: { enum: ['free', 'paid'] },
    contacts: { type: 'array', items: { type: 'object', properties: { age: { type: 'integer' } } } },
  },
  additionalProperties: false,
});

describe('an input under a schema that has changed', () => {
  const carried = carryOver(changed, {
    name: 'Acme',
    seats: 20,
    plan: 'trial',
    gone: true,
    contacts: [{ age: 3 }, 'no object any more', { age: 5 }],
  });

  it('keeps what still fits, and leaves out what does not', () => {
    expect(carried.value).toEqual({ name: 'Acme', contacts: [{ age: 3 }, { age: 5 }] });
  });

  it('tells what was left out, and asks for what is new', () => {
    expect(Object.keys(carried.notes).toSorted()).toEqual(['/contacts/1', '/gone', '/plan', '/seats']);
    const person = startForm(changed, carried);
    const words = person.texts().join('\n');
    for (const old of ['20', 'trial', 'no object any more']) expect(words).toContain(old);
    person.enter('Owner', 'Ada');
    expect(person.submit()).toBe('done');
    expect(person.session().value).toMatchObject({ name: 'Acme', owner: 'Ada' });
  });

  it('stays as it is where it is only incomplete', () => {
    expect(carryOver(changed, { name: 'Acme' })).toEqual({ value: { name: 'Acme' }, notes: {} });
  });
});

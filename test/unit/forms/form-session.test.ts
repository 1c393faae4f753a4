import { describe, expect, it } from 'vitest';
import { compileForm } from '../../../src/forms/compile-form.ts';
import { sessionOptions } from '../../../src/forms/session-options.ts';
import { startForm } from './session-driver.ts';

const campaign = compileForm({
  type: 'object',
  required: ['name', 'address', 'contacts'],
  properties: {
    name: { type: 'string' },
    address: {
      type: 'object',
      required: ['city'],
      properties: { city: { type: 'string' }, zip: { type: 'string' } },
    },
    contacts: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        required: ['email'],
        properties: { email: { type: 'string' }, age: { type: 'integer', minimum: 18 } },
      },
    },
    settings: {
      type: 'object',
      required: ['limits'],
      properties: {
        limits: {
          type: 'object',
          required: ['inner'],
          properties: {
            inner: {
              type: 'object',
              required: ['deep'],
              properties: { deep: { type: 'object', properties: { most: { type: 'integer' } } } },
            },
          },
        },
      },
    },
  },
});

describe('nested objects and lists', () => {
  it('are filled in beside the other fields, or in sub-forms', () => {
    const person = startForm(campaign);
    expect(person.labels()).toEqual(['Name', 'City', 'Zip']);
    person.enter('Name', 'Spring');
    person.enter('City', 'Oslo');
    expect(person.press('Contacts')).toBe('push');
    expect(person.labels()).toEqual(['Email', 'Age']);
    person.enter('Email', 'a@b.no');
    expect(person.submit()).toBe('pop');
    expect(person.texts()).toContain('1.  Email: a@b.no');
    expect(person.submit()).toBe('done');
    expect(person.session().value).toEqual({
      name: 'Spring',
      address: { city: 'Oslo' },
      contacts: [{ email: 'a@b.no' }],
    });
  });

  it('go deeper than Slack has views for, and back', () => {
    const value = { name: 'n', address: { city: 'c' }, contacts: [{ email: 'e' }] };
    const person = startForm(campaign, { value });
    expect(person.press('Settings')).toBe('push');
    expect(person.press('Limits')).toBe('push');
    expect(person.press('Inner')).toBe('same');
    expect(person.labels()).toEqual(['Most']);
    person.enter('Most', '5');
    expect(person.submit()).toBe('same');
    expect(person.submit()).toBe('pop');
    expect(person.submit()).toBe('pop');
    expect(person.submit()).toBe('done');
    expect(person.session().value).toEqual({
      ...value,
      settings: { limits: { inner: { deep: { most: 5 } } } },
    });
  });

  it('are moved, removed, and left as they were when a sub-form is closed', () => {
    const contacts = [{ email: 'a' }, { email: 'b' }, { email: 'c' }];
    const person = startForm(campaign, { value: { name: 'n', address: { city: 'c' }, contacts } });
    person.press('2.  Email: b', 'Move up');
    person.press('3.  Email: c', 'Remove');
    expect(person.session().value).toMatchObject({ contacts: [{ email: 'b' }, { email: 'a' }] });
    person.press('1.  Email: b', 'Edit');
    person.enter('Email', 'changed');
    person.close();
    person.press('Contacts');
    person.close();
    expect(person.session().value).toMatchObject({ contacts: [{ email: 'b' }, { email: 'a' }] });
  });

  it('tell what is wrong where it is entered', () => {
    const contacts = [{ email: 'a' }, { email: 'b', age: 3 }];
    const person = startForm(campaign, { value: { name: 'n', address: { city: 'c' }, contacts } });
    expect(person.submit()).toBe('push');
    expect(person.labels()).toEqual(['Email', 'Age']);
    expect(person.texts()).toContain('⚠ Age: Must be at least 18.');
    person.enter('Age', '12');
    expect(person.submit()).toBe('errors');
    expect(person.errors()).toEqual({ Age: 'Must be at least 18.' });
    person.enter('Age', '20');
    expect(person.submit()).toBe('pop');
    expect(person.submit()).toBe('done');
  });

  it('say at the list that it is too short', () => {
    const person = startForm(campaign, { value: { name: 'n', address: { city: 'c' } } });
    expect(person.submit()).toBe('same');
    expect(person.texts()).toContain('⚠ Contacts: Must have at least 1 entry.');
  });
});

describe('a searchable choice in a sub-form', () => {
  it('finds its options', () => {
    const names = Array.from({ length: 150 }, (_entry, index) => `choice ${index}`);
    const form = compileForm({
      type: 'object',
      required: ['inner'],
      properties: { inner: { type: 'object', required: ['pick'], properties: { pick: { enum: names } } } },
    });
    const person = startForm(form);
    const actionId = String(person.input('Pick').element['action_id']);
    const found = sessionOptions(form, person.session(), actionId, 'choice 149').map(({ text }) => text.text);
    expect(found).toEqual(['choice 149']);
    expect(sessionOptions(form, person.session(), 'form-value:000000000000:1', '')).toEqual([]);
  });
});

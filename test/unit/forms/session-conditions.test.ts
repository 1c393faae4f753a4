import { describe, expect, it } from 'vitest';
import { compileForm } from '../../../src/forms/compile-form.ts';
import { startForm } from './session-driver.ts';

describe('conditions', () => {
  const form = compileForm(
    JSON.parse(`{
      "type": "object",
      "required": ["country"],
      "properties": { "country": { "enum": ["no", "us"] }, "card": { "type": "string" } },
      "if": { "properties": { "country": { "const": "us" } }, "required": ["country"] },
      "then": { "properties": { "state": { "type": "string" } }, "required": ["state"] },
      "else": { "properties": { "region": { "type": "string", "default": "Oslo" } }, "required": ["region"] },
      "dependentSchemas": {
        "card": { "properties": { "expires": { "type": "string" } }, "required": ["expires"] }
      }
    }`),
  );

  it('bring their fields and take them away, with what was entered', () => {
    const person = startForm(form);
    expect(person.labels()).toEqual(['Country', 'Region', 'Card']);
    expect(person.enter('Country', 'us')).toBe('same');
    expect(person.labels()).toEqual(['Country', 'State', 'Card']);
    person.enter('State', 'Texas');
    expect(person.enter('Country', 'no')).toBe('same');
    expect(person.session().value).toEqual({ country: 'no', region: 'Oslo' });
    person.enter('Country', 'us');
    expect(person.session().value).toEqual({ country: 'us', state: 'Texas' });
  });

  it('follow what is being typed', () => {
    const person = startForm(form, { value: { country: 'no', region: 'x' } });
    expect(person.enter('Card', '4')).toBe('same');
    expect(person.enter('Card', '42')).toBe('stay');
    expect(person.labels()).toContain('Expires');
    expect(person.submit()).toBe('errors');
    expect(person.errors()).toEqual({ Expires: 'This is required.' });
  });
});

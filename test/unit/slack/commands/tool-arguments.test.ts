import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseArguments } from '../../../../src/forms/parse-arguments.ts';
import { readToolArguments, toolCommand } from '../../../../src/slack/commands/tool-arguments.ts';
import { createFormCache } from '../../../../src/slack/views/form-cache.ts';

const forms = createFormCache();
const clock = { nowMs: Date.UTC(2026, 10, 20), timeZone: 'UTC' };

const read = (schema: object, command: string) =>
  readToolArguments(forms.formOf(schema), parseArguments(command), clock);

const visitors = { type: 'object', properties: { take: { type: 'integer' } }, additionalProperties: false };
const ticket = {
  type: 'object',
  properties: { reason: { type: 'string' }, take: { type: 'integer' } },
  additionalProperties: false,
};

describe('the reason in a command', () => {
  it('is the person’s, and no part of the input', () => {
    expect(read(visitors, 'list_visitors take=5 reason="For the board"')).toEqual({
      isComplete: true,
      input: { take: 5 },
      reason: 'For the board',
      notes: {},
    });
  });

  it('is the tool’s own where the tool has such a property: then it goes by another name', () => {
    const reading = read(ticket, 'close_ticket reason=solved reasoning="The customer said so"');
    expect(reading).toMatchObject({ input: { reason: 'solved' }, reason: 'The customer said so' });
  });

  it('alone opens the form, without complaints', () => {
    expect(read(visitors, 'list_visitors reason=x')).toEqual({
      isComplete: false,
      input: {},
      reason: 'x',
      notes: {},
    });
  });

  it('is held against Warmly’s limit', () => {
    const told = read(visitors, `list_visitors take=5 reason="${'x'.repeat(50_001)}"`);
    expect(told.isComplete).toBe(false);
    expect(told.notes['']).toContain('50,001 characters');
    expect(read(visitors, `list_visitors take=5 reason="${'x'.repeat(50_000)}"`).isComplete).toBe(true);
  });
});

it('a command written for an input and a reason is read as them', () => {
  const open = { type: 'object', properties: { take: { type: 'integer' } }, additionalProperties: true };
  const inputs = fc.record(
    { take: fc.integer({ min: 0, max: 500 }), reason: fc.string({ maxLength: 20 }) },
    { requiredKeys: ['take'] },
  );
  const reasons = fc.string({ maxLength: 40 }).map((text) => text.replace(/[&<>]/g, ''));
  fc.assert(
    fc.property(inputs, reasons, fc.constantFrom(open, ticket), (input, reason, schema) => {
      const command = toolCommand('some_tool', forms.formOf(schema), input, reason);
      const reading = read(schema, command.replace('/warmly ', '').replaceAll('&', '&amp;'));
      expect(reading.input).toEqual(input);
      expect(reading.reason).toBe(reason.replace(/\s+/g, ' ').trim() || undefined);
    }),
  );
});

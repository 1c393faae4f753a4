import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkSlackMessage } from '../../../src/block-kit/check-message.ts';
import { tokensOf } from './block-text.ts';
import { finished, succeeded, warmlyJob } from './job-fixtures.ts';
import { renderJobResult } from './rendered-result.ts';

describe('any output', () => {
  const evil = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.constantFrom(
      '<!channel>',
      '<@U999>',
      '<https://evil.example|x>',
      '&'.repeat(500),
      'x'.repeat(4000),
      '2026-11-30T00:00:00Z',
      '',
      '*_~`',
    ),
  );
  const key = fc.oneof(
    evil,
    fc.constantFrom(
      'data',
      'items',
      'result',
      'name',
      'message',
      'status',
      'success',
      'total',
      'id',
      '__proto__',
      'meta',
    ),
  );
  const json = fc.letrec<{ value: unknown; list: unknown[]; record: Record<string, unknown> }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 5, withCrossShrink: true },
      evil,
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.boolean(),
      fc.constant(null),
      tie('list'),
      tie('record'),
    ),
    list: fc.array(tie('value'), { maxLength: 30 }),
    record: fc.dictionary(key, tie('value'), { maxKeys: 30 }),
  }));

  it('is accepted by Slack, forms no token, and is whole in the message or its file', () => {
    fc.assert(
      fc.property(json.value, (output) => {
        const { message, files } = renderJobResult(succeeded(output));
        expect(checkSlackMessage(message)).toEqual([]);
        expect(tokensOf(message)).toEqual(['<@U111>']);
        for (const file of files) {
          if (file.mimeType === 'application/json')
            expect(JSON.parse(file.content)).toEqual(JSON.parse(JSON.stringify(output)));
        }
      }),
      { numRuns: 200 },
    );
  });

  it('stays within the limits for wide and long tables of long texts', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 150 }),
        fc.integer({ min: 1, max: 30 }),
        evil,
        (rows, columns, text) => {
          const output = Array.from({ length: rows }, (_, row) =>
            Object.fromEntries(
              Array.from({ length: columns }, (_, column) => [`${text}${column}`, `${text}${row}`]),
            ),
          );
          expect(checkSlackMessage(renderJobResult(succeeded(output)).message)).toEqual([]);
        },
      ),
    );
  });

  it('forms no mention of the name of a tool or a problem', () => {
    const job = warmlyJob(
      { ...finished('failed'), problem: { code: 'x', userMessage: '<!here>' } },
      { toolName: '<@U9>' },
    );
    expect(tokensOf(renderJobResult(job).message)).toEqual(['<@U111>']);
  });
});

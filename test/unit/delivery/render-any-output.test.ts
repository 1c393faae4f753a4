import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkSlackMessage } from '../../../src/block-kit/check-message.ts';
import { anyOutput, evilText } from '../../support/any-output.ts';
import { tokensOf } from './block-text.ts';
import { finished, succeeded, warmlyJob } from './job-fixtures.ts';
import { renderJobResult } from './rendered-result.ts';

describe('any output', () => {
  it('is accepted by Slack, forms no token, and is whole in the message or its file', () => {
    fc.assert(
      fc.property(anyOutput, (output) => {
        const { message, files } = renderJobResult(succeeded(output));
        expect(checkSlackMessage(message)).toEqual([]);
        expect(tokensOf(message)).toEqual(['<@U111>']);
        for (const { mimeType, content } of files) {
          if (mimeType === 'application/json') expect(content).toEqual({ type: 'result', format: 'json' });
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
        evilText,
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

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkSlackMessage } from '../../../src/block-kit/check-message.ts';
import { anyOutput, evilText } from '../../support/any-output.ts';
import { tokensOf } from './block-text.ts';
import { finished, succeeded, warmlyJob } from './job-fixtures.ts';
import { renderJobResult } from './rendered-result.ts';

/** Every value that says something, in the ways in which it may be shown; instants are shown as dates. */
function filledValues(value: unknown): string[][] {
  if (typeof value === 'string') return /^\d{4}-\d\d-\d\dT/.test(value) ? [] : [[value]];
  if (typeof value === 'number') return [[String(Math.abs(value))]];
  if (typeof value === 'boolean') return [[String(value), value ? 'yes' : 'no']];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, entry]) => {
    // "no visitors found" says a total of 0, and the sign that it succeeded.
    const isSaid = (SUCCESS.test(key) && entry === true) || (key === 'total' && entry === 0);
    return isSaid ? [] : filledValues(entry);
  });
}

const SUCCESS = /^(success|succeeded|ok)$/i;

function lettersOf(text: string): string {
  const escaped = text.replaceAll('&amp;', '').replaceAll('&lt;', '').replaceAll('&gt;', '');
  return escaped.replace(/[^\p{L}\p{N}]/gu, '');
}

describe('any output', () => {
  it('is accepted by Slack, forms no token, and is whole in the message or its file', {
    timeout: 120_000,
  }, () => {
    fc.assert(
      fc.property(anyOutput, (output) => {
        const { message, files } = renderJobResult(succeeded(output));
        expect(checkSlackMessage(message)).toEqual([]);
        expect(tokensOf(message)).toEqual(['<@U111>']);
        expect(JSON.stringify(message.blocks)).not.toMatch(
          /"type":"(user|usergroup|broadcast|channel|link|emoji)"/,
        );
        for (const { mimeType, content } of files) {
          if (mimeType === 'application/json') expect(content).toEqual({ type: 'result', format: 'json' });
        }
      }),
      { numRuns: 200 },
    );
  });

  it('loses nothing: every value is shown, or the whole is in a file or at a button', {
    timeout: 120_000,
  }, () => {
    fc.assert(
      fc.property(anyOutput, (output) => {
        const { message, files, text } = renderJobResult(succeeded(output));
        const isAtHand = files.length > 0 || JSON.stringify(message.blocks).includes('"result_export_json"');
        if (isAtHand) return;
        const shown = lettersOf(text);
        for (const ways of filledValues(output)) {
          const isShown = ways.some((way) => shown.includes(lettersOf(way)));
          expect(isShown, `${ways.join(' or ')} in ${text}`).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('stays within the limits for wide and long tables of long texts', { timeout: 120_000 }, () => {
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

import { describe, expect, it } from 'vitest';
import { succeeded } from './job-fixtures.ts';
import { renderJobResult } from './rendered-result.ts';

describe('a preview', () => {
  it('is told by what stands beside its empty list, and how to get the rows', () => {
    const output = { success: true, preview: true, matching: 150, creditsNeeded: 6, signals: [] };
    const { text } = renderJobResult(
      succeeded(output, { toolName: 'list_signals', input: { preview: true, take: 6 } }),
    );
    expect(text).toContain('*Matching*\n150');
    expect(text).toContain('*Credits needed*\n6');
    expect(text).toContain('Run it without `preview`');
    expect(text).not.toContain('found');
  });
});

describe('what an envelope says', () => {
  it.each([
    ['a list', { success: true, message: 'Cached, <!here> an hour old.', items: [{ a: 1 }, { a: 2 }] }],
    ['an empty list', { success: true, message: 'Cached, <!here> an hour old.', items: [] }],
    ['an object', { success: true, message: 'Cached, <!here> an hour old.', plan: 'growth' }],
  ])('is told above %s', (_name, output) => {
    const { text } = renderJobResult(succeeded(output));
    expect(text).toContain('Cached, &lt;!here&gt; an hour old.');
  });

  it.each<[unknown, boolean]>([
    [{ success: true, plan: 'growth', seats: 2 }, false],
    [{ success: true, plan: 'growth', requestId: 'r1' }, true],
    [{ plan: 'growth', owner: null }, true],
    [{ success: true, text: 'hello' }, false],
    [{ success: true, text: 'hello', traceId: 't' }, true],
    [{ success: true, items: ['a', 'b'], total: 2 }, false],
    [{ success: true, items: [], hasMore: false }, false],
    [{ success: true, error: 'odd' }, true],
    [{ success: true, data: null }, false],
  ])('is at a button where it is not shown: %j, %s', (output, isOffered) => {
    const { message } = renderJobResult(succeeded(output));
    expect(JSON.stringify(message.blocks).includes('"result_export_json"')).toBe(isOffered);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkSlackMessage } from '../../../src/block-kit/check-message.ts';
import type { Job } from '../../../src/store/job.ts';
import { tokensOf } from './block-text.ts';
import { finished, succeeded, warmlyJob, warpJob } from './job-fixtures.ts';
import { renderJobResult as render } from './rendered-result.ts';

const visitors = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    id: `0198c0de-0000-7000-8000-00000000${String(index).padStart(4, '0')}`,
    score: index * 1000.5,
    source: 'web',
    company: { domain: `c${index}.example`, name: `Company ${index}` },
    lastSeenAt: `2026-11-${String((index % 28) + 1).padStart(2, '0')}T08:30:00Z`,
    email: `ada${index}@c.example`,
    tags: ['a', `t${index}`],
  }));

function rowsOf(job: Job): string[][] {
  const table = render(job).message.blocks.find(
    (block) => block.type === 'table' || block.type === 'data_table',
  );
  if (table?.type !== 'table' && table?.type !== 'data_table') throw new Error('no table');
  return table.rows.map((row) => row.map((cell) => ('text' in cell ? cell.text : '')));
}

describe('a list of objects', () => {
  it('is a table: telling columns first, constants and envelopes dropped, values formatted', () => {
    const job = succeeded({ success: true, data: { visitors: visitors(3), total: 120 } });
    const [header, , second] = rowsOf(job);
    expect(header).toEqual(['Company name', 'Domain', 'Email', 'Last seen at (UTC)', 'Score', 'Tags', 'ID']);
    expect(second?.slice(0, 6)).toEqual([
      'Company 1',
      'c1.example',
      'ada1@c.example',
      '2 Nov 2026, 08:30',
      '1,000.5',
      'a, t1',
    ]);
    const { text, files } = render(job);
    expect(text).toContain('*list_warm_visitors*: 3 of 120 visitors in 12 s · for <@U111>');
    expect(text).toContain('1 more column  ·  Total: 120');
    expect(files).toEqual([]);
  });

  it('shows instants in the zone of the requester', () => {
    const { text } = render(succeeded(visitors(2)), 'Europe/Berlin');
    expect(text).toContain('(Berlin)');
    expect(text).toContain('09:30');
    expect(render(succeeded(visitors(2)), 'Not/AZone').text).toContain('(UTC)');
  });

  it('needs no file when the table holds everything', () => {
    const job = succeeded({
      rows: [
        { name: 'a', n: 1 },
        { name: 'b', n: 2 },
      ],
    });
    expect(rowsOf(job)).toEqual([
      ['Name', 'N'],
      ['a', '1'],
      ['b', '2'],
    ]);
    expect(render(job).files).toEqual([]);
  });

  it('shows a long list in pages and attaches the whole for a spreadsheet', () => {
    const job = succeeded(visitors(500), { input: { take: 500 } });
    const { message, files, text } = render(job);
    expect(message.blocks.map((block) => block.type)).toContain('data_table');
    expect(text).toMatch(/500 warm visitors/);
    expect(text).toContain('Rows 1–20 of 500  ·  1 more column  ·  All rows are in the file');
    expect(text).toContain('Limited by take: there may be more');
    expect(files[0]).toMatchObject({
      filename: 'list_warm_visitors-deadbeef.csv',
      mimeType: 'text/csv',
    });
    expect(files[0]?.content).toEqual({ type: 'result', format: 'csv' });
  });

  it.each([
    ['more than ten columns', [Object.fromEntries(Array.from({ length: 11 }, (_, i) => [`k${i}`, i]))]],
    ['a long cell', [{ a: 'x'.repeat(121) }]],
    ['a list within', [{ a: 1, b: [{ c: 1 }, { c: 2 }] }]],
  ])('says what is not shown of %s, and offers it as a file', (_name, output) => {
    const job = succeeded(output);
    const { text, message, files } = render(job);
    expect(text).toMatch(/1 more column|Long values are shortened/);
    expect(JSON.stringify(message.blocks)).toContain('"result_export_json"');
    expect(files).toEqual([]);
  });

  it('keeps constants when there is nothing else', () => {
    expect(rowsOf(succeeded([{ a: 1 }, { a: 1 }]))).toEqual([['A'], ['1'], ['1']]);
  });

  it('says singular and tells equal labels apart', () => {
    const job = succeeded([{ company: { name: 'A' }, contact: { name: 'B' } }]);
    expect(rowsOf(job)[0]).toEqual(['Company name', 'Contact name']);
    expect(render(job).text).toContain('1 warm visitor in');
  });
});

describe('an empty list', () => {
  it.each([
    [{ timeWindow: 'past_day', countries: ['DE'] }, 'Try a wider `timeWindow`, or leave out `countries`.'],
    [{ searchTerm: 'acme' }, 'Try again without `searchTerm`'],
    [{ offset: 50 }, 'try without `offset`'],
    [{ take: 5, countries: [] }, 'Nothing in the input narrowed it'],
  ])('suggests what to widen of %j', (input, expected) => {
    const { text, files } = render(succeeded({ success: true, data: [] }, { input }));
    expect(text).toContain('no warm visitors found');
    expect(text).toContain(expected);
    expect(files).toEqual([]);
  });
});

describe('other shapes', () => {
  it('makes bullets of scalars and attaches what does not fit', () => {
    const { text, files } = render(succeeded(['<@U1>', 2, true]));
    expect(text).toContain('<@U1>\n2\nyes');
    expect(files).toEqual([]);
    expect(render(succeeded(Array.from({ length: 100 }, (_, index) => index))).files).toHaveLength(1);
  });

  it('makes fields of an object, dates in the zone of the reader', () => {
    const job = succeeded({
      success: true,
      data: { creditsRemaining: 1234, resetsAt: '2026-12-01T00:00:00Z', plan: { name: 'Pro' } },
    });
    const { message, text, files } = render(job);
    expect(message.blocks[1]).toMatchObject({ type: 'section' });
    expect(text).toContain('*Credits remaining*\n1,234');
    expect(text).toContain('*Plan name*\nPro');
    expect(text).toContain('<!date^1796083200^');
    expect(files).toEqual([]);
  });

  it('keeps a status that belongs to the object', () => {
    expect(render(succeeded({ name: 'Campaign', status: 'active', owner: 'Ada' })).text).toContain(
      '*Status*\nactive',
    );
  });

  it('sets long texts under the fields and attaches the whole when they are cut', () => {
    const { text, files } = render(succeeded({ name: 'a', note: 'x'.repeat(3000) }));
    expect(text).toContain('*Note*\nxxx');
    expect(files).toHaveLength(1);
  });

  it.each([
    ['bare', 'hello'],
    ['wrapped', { success: true, data: { text: 'hello' } }],
    ['in parts', { content: [{ type: 'text', text: 'hello' }] }],
    ['as the only message', { success: true, message: 'hello' }],
  ])('shows text as it is: %s', (_name, output) => {
    expect(render(succeeded(output)).text.split('\n')).toContain('hello');
  });

  it('reads JSON within text', () => {
    expect(rowsOf(succeeded({ content: [{ type: 'text', text: '[{"a":1}]' }] }))).toEqual([['A'], ['1']]);
  });

  it('folds text beyond 2,800 characters into a file', () => {
    expect(render(succeeded('x'.repeat(2800))).files).toEqual([]);
    const { text, files } = render(succeeded('x'.repeat(2801)));
    expect(text).toContain('x…');
    expect(files).toEqual([
      expect.objectContaining({ mimeType: 'text/plain', content: { type: 'text', text: 'x'.repeat(2801) } }),
    ]);
  });

  it.each([[null], [{}], [{ success: true }], [''], [{ data: null }]])(
    'says so when nothing came: %j',
    (output) => {
      expect(render(succeeded(output)).text).toContain('the tool returned no data');
    },
  );

  it('shows a single value', () => {
    expect(render(succeeded({ success: true, data: 42 })).text).toContain(': 42 in 12 s');
  });
});

describe('a tool that failed', () => {
  it.each<[string, Partial<Job>, string]>([
    [
      'says its problem',
      { problem: { code: 'x', userMessage: 'Too many. Ask for less.' } },
      'failed: Too many. Ask for less.',
    ],
    [
      'says its user-facing error',
      { output: { success: false, userFacingError: 'No such domain' } },
      'failed: No such domain. Change the input and run it again.',
    ],
    ['says that it was not told', {}, 'did not say why'],
  ])('%s', (_name, more, expected) => {
    expect(render(warmlyJob({ ...finished('failed'), ...more })).text).toContain(expected);
  });
});

describe('a run', () => {
  const progress = {
    sessionLink: 'https://app.warp.dev/s/1',
    statusMessage: 'Fixed **it** in [the PR](https://evil.example)\n<!channel>',
    artifacts: [
      { type: 'PULL_REQUEST', title: 'Fix login', url: 'https://github.example/pull/1' },
      { type: 'PLAN', title: 'The plan' },
    ],
    costCredits: 12.345,
  };

  it('shows its last words, links, artifacts, duration and cost', () => {
    const { message, text } = render(warpJob({ ...finished('succeeded'), progress }, { title: 'Login' }));
    expect(text).toContain('✅ *Login* finished in 12 s');
    expect(text).toContain('Fixed \\*\\*it\\*\\*');
    expect(text).toContain('Plan: The plan  ·  Cost: 12.35 credits');
    const actions = message.blocks.find((block) => block.type === 'actions');
    expect(actions).toMatchObject({
      elements: [
        { url: 'https://app.warp.dev/s/1' },
        { url: 'https://github.example/pull/1', text: { text: 'Pull request: Fix login' } },
      ],
    });
    expect(tokensOf(message)).toEqual(['<@U111>']);
  });

  it.each<[Job['outcome'] & string, RegExp]>([
    ['failed', /❌ \*fix the flaky login test\* failed: Warp did not say why/],
    ['cancelled', /🚫 \*fix the flaky login test\* was stopped · for/],
    ['lost', /❔ Warp no longer knows \*fix the flaky login test\*\. Look in Warp/],
  ])('says that it was %s, with its links', (outcome, expected) => {
    const { message, text } = render(warpJob({ ...finished(outcome), progress }));
    expect(text).toMatch(expected);
    expect(message.blocks.some((block) => block.type === 'actions')).toBe(true);
  });

  it('folds a long message into a file', () => {
    const { files } = render(
      warpJob({ ...finished('succeeded'), progress: { statusMessage: '*'.repeat(2700) } }),
    );
    expect(files).toEqual([expect.objectContaining({ content: { type: 'text', text: '*'.repeat(2700) } })]);
  });

  it('stays within the limits whatever it left behind', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 4000 }),
        fc.array(
          fc.record({
            type: fc.string(),
            title: fc.string({ maxLength: 300 }),
            url: fc.webUrl({ size: 'large' }),
          }),
          { maxLength: 40 },
        ),
        fc.constantFrom<Job['outcome'] & string>('succeeded', 'failed', 'cancelled', 'lost'),
        (statusMessage, artifacts, outcome) => {
          const job = warpJob({
            ...finished(outcome),
            progress: { statusMessage, artifacts, sessionLink: `https://a.example/${'x'.repeat(980)}` },
            problem: { code: 'x', userMessage: statusMessage },
          });
          const { message } = render(job);
          expect(checkSlackMessage(message)).toEqual([]);
          expect(tokensOf(message)).toEqual(['<@U111>']);
        },
      ),
    );
  });
});

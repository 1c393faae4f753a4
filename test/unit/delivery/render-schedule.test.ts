import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkSlackMessage } from '../../../src/block-kit/check-message.ts';
import { renderResult } from '../../../src/delivery/render/render-result.ts';
import { renderSchedule } from '../../../src/delivery/render/render-schedule.ts';
import { orderRecords } from '../../../src/delivery/render/sort-records.ts';
import type { Schedule } from '../../../src/store/schedules.ts';
import { tokensOf } from './block-text.ts';
import { finished, NOW_MS, succeeded, warmlyJob } from './job-fixtures.ts';

const WORDS = 'every weekday at 09:00';
const HOSTILE = '<!channel> <@U0BEN> <https://evil.example|click>';

const schedule: Schedule = {
  id: 's1',
  teamId: 'T1',
  channelId: 'C0REVENUE',
  makerId: 'U111',
  request: { kind: 'warmly', toolName: 'list_leads', isAsync: false, input: { take: 5 } },
  cron: '0 9 * * 1-5',
  words: WORDS,
  timeZone: 'Europe/Berlin',
  dueAtMs: NOW_MS,
  pausedBecause: null,
  firedAtMs: null,
  createdAtMs: NOW_MS,
};

function render(output: unknown, newRows?: readonly number[], more: object = {}) {
  const scheduled = { words: WORDS, ...(newRows && { newRows }) };
  const [message] = renderResult(succeeded(output, { input: { take: 5 } }), {
    view: { scheduled, ...more },
  }).messages;
  if (message === undefined) throw new Error('There is no message.');
  return message;
}

function rowsOf(message: ReturnType<typeof render>): string[][] {
  const table = message.blocks.find((block) => block.type === 'table' || block.type === 'data_table');
  if (table?.type !== 'table' && table?.type !== 'data_table') throw new Error('There is no table.');
  return table.rows.map((row) => row.map((cell) => ('text' in cell ? cell.text : '')));
}

const leads = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ name: `Lead ${at}`, score: at }));

describe('the result of a schedule', () => {
  it('has its new rows first, marked', () => {
    const message = render({ leads: leads(4) }, [2, 3]);
    expect(message.text).toContain('4 leads, 2 new');
    expect(rowsOf(message)).toEqual([
      ['New', 'Name', 'Score'],
      ['🆕', 'Lead 2', '2'],
      ['🆕', 'Lead 3', '3'],
      ['–', 'Lead 0', '0'],
      ['–', 'Lead 1', '1'],
    ]);
  });

  it('keeps the order that was chosen, and the marks with it', () => {
    const rows = rowsOf(render({ leads: leads(3) }, [0], { sort: { path: 'score', descending: true } }));
    expect(rows.map(([mark, name]) => `${mark} ${name}`)).toEqual([
      'New Name',
      '– Lead 2',
      '– Lead 1',
      '🆕 Lead 0',
    ]);
  });

  it('says that nothing is new, and nothing at all the first time', () => {
    expect(render({ leads: leads(3) }, []).text).toContain('3 leads, none new');
    expect(rowsOf(render({ leads: leads(3) }, []))[0]).toEqual(['Name', 'Score']);
    expect(render({ leads: leads(3) }).text).not.toContain('new');
  });

  it('marks what is no list of objects too', () => {
    const bullets = JSON.stringify(render({ items: ['a.example', 'b.example'] }, [1]).blocks);
    expect(bullets).toContain('🆕 b.example');
    expect(bullets).not.toContain('🆕 a.example');
  });

  it('says where it comes from and what it was asked, also when it failed', () => {
    const note = '🗓️ Scheduled every weekday at 09:00  ·  take: 5';
    expect(JSON.stringify(render({ leads: [] }, []).blocks)).toContain(note);
    const job = warmlyJob(finished('failed'), { input: { take: 5 } });
    const [failed] = renderResult(job, { view: { scheduled: { words: WORDS } } }).messages;
    expect(JSON.stringify(failed?.blocks)).toContain(note);
  });

  it('fits into Slack with any rows and marks, and loses none of its rows', () => {
    const row = fc.dictionary(fc.string({ maxLength: 12 }), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 25 });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 45 }), fc.array(fc.nat(60)), (items, newRows) => {
        const message = render({ items }, newRows);
        expect(checkSlackMessage(message)).toEqual([]);
        const ordered = orderRecords(items, { scheduled: { words: WORDS, newRows } });
        expect(new Set(ordered)).toEqual(new Set(items));
        expect(ordered).toHaveLength(items.length);
      }),
      { numRuns: 60 },
    );
  });
});

describe('a schedule as a message', () => {
  it('says who has made it, when it runs and with what', () => {
    const message = renderSchedule(schedule);
    expect(checkSlackMessage(message)).toEqual([]);
    const all = JSON.stringify(message.blocks);
    expect(all).toContain('<@U111> has scheduled *list_leads* here: every weekday at 09:00. First <!date^');
    expect(all).toContain('take: 5');
    expect(all).toContain('Europe/Berlin');
  });

  it('says why it is paused, and forms no mention from what it was given', () => {
    const request = { ...schedule.request, toolName: HOSTILE, input: { note: HOSTILE } };
    for (const dueAtMs of [null, NOW_MS]) {
      const message = renderSchedule({ ...schedule, request, dueAtMs, pausedBecause: `No: ${HOSTILE}` });
      expect(checkSlackMessage(message)).toEqual([]);
      const tokens = tokensOf(message).filter((token) => !/^<(@U111|#C0REVENUE|!date\^[^>]*)>$/.test(token));
      expect(tokens).toEqual([]);
      if (dueAtMs === null) expect(message.text).toContain('is paused: No: ');
    }
  });
});

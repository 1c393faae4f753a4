import { describe, expect, it } from 'vitest';
import { isDueSometime, nextDueMs, nextDueTimesMs } from '../../../src/schedules/next-times.ts';
import { readRhythm } from '../../../src/schedules/rhythm.ts';

const READ: readonly (readonly [string, string, string])[] = [
  ['weekday at 9:00', '0 9 * * 1-5', 'every weekday at 09:00'],
  ['every Weekday at 9', '0 9 * * 1-5', 'every weekday at 09:00'],
  ['day at 5:30pm', '30 17 * * *', 'every day at 17:30'],
  ['day at 12am', '0 0 * * *', 'every day at 00:00'],
  ['day at noon', '0 12 * * *', 'every day at 12:00'],
  ['day', '0 9 * * *', 'every day at 09:00'],
  ['thursday, monday and tues at 8.15', '15 8 * * 1,2,4', 'every Monday, Tuesday, and Thursday at 08:15'],
  ['mondays at 8:30 am', '30 8 * * 1', 'every Monday at 08:30'],
  ['week on friday at 16:00', '0 16 * * 5', 'every Friday at 16:00'],
  ['week', '0 9 * * 1', 'every Monday at 09:00'],
  ['weekend at 10', '0 10 * * 0,6', 'every Saturday and Sunday at 10:00'],
  ['hour', '0 * * * *', 'every hour'],
  ['2 hours', '0 */2 * * *', 'every 2 hours'],
  ['15 minutes', '*/15 * * * *', 'every 15 minutes'],
  ['month on the 1st at 9:00', '0 9 1 * *', 'every month on the 1st at 09:00'],
  ['22nd of the month at 7', '0 7 22 * *', 'every month on the 22nd at 07:00'],
  ['first of the month', '0 9 1 * *', 'every month on the 1st at 09:00'],
  ['last day of the month at 18:00', '0 18 L * *', 'every last day of the month at 18:00'],
  ['first monday at 9:00', '0 9 * * 1#1', 'every first Monday of the month at 09:00'],
  ['last friday of the month at 15:00', '0 15 * * 5#L', 'every last Friday of the month at 15:00'],
  ['cron "0 9 * * 1-5"', '0 9 * * 1-5', 'on the pattern 0 9 * * 1-5'],
  ['cron `0 9 * * 1-5`', '0 9 * * 1-5', 'on the pattern 0 9 * * 1-5'],
  ['cron 0 9,17 1-7 * *', '0 9,17 1-7 * *', 'on the pattern 0 9,17 1-7 * *'],
  ['cron “*/30 8-18 * * *”', '*/30 8-18 * * *', 'on the pattern */30 8-18 * * *'],
];

describe('a rhythm in words', () => {
  it.each(READ)('understands “%s”', (text, cron, words) => {
    expect(readRhythm(text)).toEqual({ ok: true, rhythm: { cron, words }, rest: '' });
  });

  it.each(READ)('leaves what follows “%s” as it was written', (text) => {
    const rest = 'list_warm_visitors timeWindow="past  day" take=5';
    expect(readRhythm(`${text} ${rest}`)).toMatchObject({ ok: true, rest });
  });

  it('takes no digits of a tool’s arguments for a time', () => {
    expect(readRhythm('day 5_visitors take=9')).toMatchObject({ rest: '5_visitors take=9' });
  });

  it.each([
    ['someday list', /For example: every weekday at 9:00/],
    ['day at 25:00 list', /no time of day/],
    ['day at 13pm list', /no time of day/],
    ['7 hours list', /a day divides into/],
    ['5 minutes list', /15, 20 or 30 minutes/],
    ['month on the 31st', /last day of the month/],
    ['30th at 9:00', /last day of the month/],
    ['month on the 45th', /For example/],
    ['cron "* * * * *"', /four times an hour/],
    ['cron "0 9 * *"', /five fields/],
    ['cron 0 9 * * list', /five fields/],
    ['', /For example/],
  ])('answers “%s” with what is possible', (text, message) => {
    expect(readRhythm(text)).toEqual({ ok: false, message: expect.stringMatching(message) });
  });
});

describe('the next times', () => {
  const weekdays = { cron: '0 9 * * 1-5', words: '' };

  it('are in the maker’s zone, past a weekend', () => {
    const friday = Date.parse('2026-11-20T09:00:00+01:00');
    expect(nextDueTimesMs(weekdays, 'Europe/Berlin', friday, 2)).toEqual([
      Date.parse('2026-11-23T09:00:00+01:00'),
      Date.parse('2026-11-24T09:00:00+01:00'),
    ]);
  });

  it('stay at the same hour of the day when summer time ends', () => {
    const times = nextDueTimesMs(
      { cron: '0 9 * * *', words: '' },
      'Europe/Berlin',
      Date.parse('2026-10-24T12:00:00Z'),
      2,
    );
    expect(times).toEqual([Date.parse('2026-10-25T09:00:00+01:00'), Date.parse('2026-10-26T09:00:00+01:00')]);
  });

  it('come once on the day whose hour is left out, and once on the day that has it twice', () => {
    const nightly = { cron: '30 2 * * *', words: '' };
    const spring = nextDueTimesMs(nightly, 'Europe/Berlin', Date.parse('2026-03-28T12:00:00Z'), 2);
    expect(spring.map((ms) => new Date(ms).toISOString().slice(0, 10))).toEqual(['2026-03-29', '2026-03-30']);
    const autumn = nextDueTimesMs(nightly, 'Europe/Berlin', Date.parse('2026-10-24T12:00:00Z'), 2);
    expect(autumn.map((ms) => new Date(ms).toISOString().slice(0, 10))).toEqual(['2026-10-25', '2026-10-26']);
  });

  it('do not pile up after a gap', () => {
    const afterGapMs = Date.parse('2026-11-22T10:30:00Z');
    expect(nextDueMs({ cron: '0 * * * *', words: '' }, 'UTC', afterGapMs)).toBe(
      Date.parse('2026-11-22T11:00:00Z'),
    );
  });

  it('are told to be missing for a pattern that is never due or makes no sense', () => {
    const nowMs = Date.parse('2026-11-22T10:30:00Z');
    expect(isDueSometime({ cron: '0 9 30 2 *', words: '' }, 'UTC', nowMs)).toBe(false);
    expect(isDueSometime({ cron: '0 99 * * *', words: '' }, 'UTC', nowMs)).toBe(false);
    expect(isDueSometime(weekdays, 'UTC', nowMs)).toBe(true);
  });
});

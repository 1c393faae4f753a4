import { describe, expect, it } from 'vitest';
import { parseArguments } from '../../../../src/forms/parse-arguments.ts';
import { readMoment } from '../../../../src/slack/browse/read-moment.ts';
import { readRunsFilter } from '../../../../src/slack/browse/runs-filter.ts';

const clock = { nowMs: Date.UTC(2026, 10, 22, 12), timeZone: 'Europe/Berlin' };

function read(text: string) {
  const { words, pairs, leftovers } = parseArguments(text);
  return readRunsFilter([...words, ...leftovers], pairs, clock);
}

describe('filters in words', () => {
  it.each([
    ['', {}],
    ['failed', { states: ['FAILED', 'ERROR'] }],
    ['running BLOCKED', { states: ['QUEUED', 'PENDING', 'CLAIMED', 'INPROGRESS', 'BLOCKED'] }],
    ['state=error,cancelled login test', { states: ['ERROR', 'CANCELLED'], q: 'login test' }],
    ['q="two words" more', { q: 'two words more' }],
    [
      'source=web-app location=remote artifact="pull request"',
      { source: 'WEB_APP', executionLocation: 'REMOTE', artifactType: 'PULL_REQUEST' },
    ],
    ['sort=created order=ASC limit=20', { sortBy: 'created_at', sortOrder: 'asc', limit: 20 }],
    [
      'skill_spec=o/r:s parent=r1 schedule=s1 creator=u1 name=n executor=e1',
      { skillSpec: 'o/r:s', ancestorRunId: 'r1', scheduleId: 's1', creator: 'u1', name: 'n', executor: 'e1' },
    ],
    [
      'after=2d before=2026-11-22',
      { createdAfterMs: Date.UTC(2026, 10, 20, 12), createdBeforeMs: Date.UTC(2026, 10, 21, 23) },
    ],
    ['updated_after=3h', { updatedAfterMs: Date.UTC(2026, 10, 22, 9) }],
  ])('%j', (text, filter) => {
    expect(read(text)).toEqual({ ok: true, filter });
  });

  it.each([
    ['stat=failed', 'There is no filter “stat”. Did you mean state?'],
    ['state=gone', /There is no state “gone”/],
    ['sort=size', /There is no sort “size”/],
    ['order=up', /There is no order “up”/],
    ['limit=many', '“many” is no number of runs.'],
    ['after=soon', /“soon” is no time for after/],
  ])('says what is wrong with %j', (text, problem) => {
    expect(read(text)).toEqual({
      ok: false,
      problem: typeof problem === 'string' ? problem : expect.stringMatching(problem),
    });
  });
});

describe('a moment in words', () => {
  it.each([
    ['90m', Date.UTC(2026, 10, 22, 10, 30)],
    ['1w ago', Date.UTC(2026, 10, 15, 12)],
    ['2026-11-20', Date.UTC(2026, 10, 19, 23)],
    ['2026-11-20T09:30', Date.UTC(2026, 10, 20, 8, 30)],
    ['2026-11-20 09:30', Date.UTC(2026, 10, 20, 8, 30)],
    ['2026-11-20T09:30:00Z', Date.UTC(2026, 10, 20, 9, 30)],
    ['2026-13-40', undefined],
    ['tomorrow', undefined],
    ['', undefined],
  ])('%j', (text, atMs) => {
    expect(readMoment(text, clock)).toBe(atMs);
  });
});

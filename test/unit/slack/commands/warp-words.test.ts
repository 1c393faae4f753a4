import { describe, expect, it } from 'vitest';
import { readWarpWish } from '../../../../src/slack/commands/warp-words.ts';

const ID = '0199aaaa-0000-7000-8000-000000000000';

describe('what is asked of /warp', () => {
  it.each([
    ['', 'form'],
    ['  ', 'form'],
    ['Help', 'help'],
    ['settings', 'settings'],
    ['schedules', 'schedules'],
    ['runs', 'runs'],
    ['runs failed after=2d', 'runs'],
    [`run ${ID}`, 'run'],
    [`follow ${ID}`, 'follow'],
    [`inbox ${ID} unread since=2d`, 'inbox'],
    ['agents', 'agents'],
    ['agents refresh', 'agents'],
    ['agents example-org/api refresh sort=last_run', 'agents'],
    ['models', 'models'],
    ['identities', 'identities'],
    ['environments sort=last_updated', 'environments'],
    ['run', 'runs'],
    ['follow', 'runs'],
    ['inbox', 'runs'],
    ['history', 'runs'],
  ])('%j is %s', (text, kind) => {
    expect(readWarpWish(text).kind).toBe(kind);
  });

  it.each([
    'run the tests',
    'run migrations',
    'follow up on the login bug',
    'help me with the build',
    'settings page is broken',
    'models should be listed in the docs',
    'agents of change',
    'identities must be checked at login',
    'environments need a cleanup',
    'inbox zero for the alerts',
    'schedules are wrong in the calendar',
    'fix the flaky login test',
    'env=backend fix it',
  ])('%j is work to do', (text) => {
    expect(readWarpWish(text)).toEqual({ kind: 'prompt' });
  });

  it.each([
    ['modles', ['models']],
    ['Schedule', ['schedules']],
    ['enviroments', ['environments']],
    ['indentities', ['identities']],
    ['setings', ['settings']],
  ])('%j alone is nearly %j, and starts nothing', (text, nearest) => {
    expect(readWarpWish(text)).toEqual({ kind: 'mistyped', nearest });
  });

  it.each(['deploy', 'refactor', 'modles are slow', 'modles model=auto', 'history of the outage'])(
    '%j is still work to do',
    (text) => {
      expect(readWarpWish(text)).toEqual({ kind: 'prompt' });
    },
  );

  it('reads what agents are asked for', () => {
    expect(readWarpWish('agents o/r refresh')).toEqual({
      kind: 'agents',
      repo: 'o/r',
      refresh: true,
      sortBy: 'name',
    });
    expect(readWarpWish('agents sort=last_run')).toEqual({
      kind: 'agents',
      refresh: false,
      sortBy: 'last_run',
    });
  });
});

import { expect, it } from 'vitest';
import type { CachedList } from '../../../src/catalogue/cached-list.ts';
import { obstacleOf } from '../../../src/schedules/obstacle.ts';
import type { JobProblem } from '../../../src/store/job.ts';
import type { Schedule } from '../../../src/store/schedules.ts';
import type { WarmlyTool } from '../../../src/warmly/schema.ts';

const SCHEDULE: Schedule = {
  id: 's1',
  teamId: 'T1',
  channelId: 'C1',
  makerId: 'U1',
  request: { kind: 'warmly', toolName: 'list_leads', isAsync: false, input: {} },
  cron: '0 9 * * *',
  words: 'every day at 09:00',
  timeZone: 'UTC',
  dueAtMs: 1,
  pausedBecause: null,
  firedAtMs: null,
  createdAtMs: 0,
};

/** A list as Warmly has it now; what is in memory is older. */
function toolsNow(...names: readonly string[]): CachedList<WarmlyTool> {
  const asTool = (name: string): WarmlyTool => ({ name, description: '', isAsync: false, inputSchema: {} });
  const now = () => Promise.resolve(names.map(asTool));
  return { get: now, refresh: now, peek: () => [asTool('list_leads')] };
}

const allowed = (): Promise<JobProblem | undefined> => Promise.resolve(undefined);

it('is none where the tool is there and its maker may use it', async () => {
  expect(await obstacleOf({ tools: toolsNow('list_leads'), refusal: allowed }, SCHEDULE)).toBeUndefined();
});

it('is that the tool is gone, by what Warmly has now', async () => {
  const said = await obstacleOf({ tools: toolsNow('list_people'), refusal: allowed }, SCHEDULE);
  expect(said).toMatch(/^Warmly has no tool called “list_leads” any more\./);
});

it('is that its maker may not use Errand there any more', async () => {
  const refusal = () => Promise.resolve({ code: 'access.guest', userMessage: 'Guests can’t use Errand.' });
  expect(await obstacleOf({ tools: toolsNow('list_leads'), refusal }, SCHEDULE)).toBe(
    'Guests can’t use Errand.',
  );
});

it('is that Warmly is no longer set up', async () => {
  expect(await obstacleOf({ tools: undefined, refusal: allowed }, SCHEDULE)).toMatch(/^Warmly is not set up/);
});

it('is none while Warmly does not answer: the run itself says so', async () => {
  const away = { ...toolsNow(), refresh: () => Promise.reject(new Error('away')) };
  expect(await obstacleOf({ tools: away, refusal: allowed }, SCHEDULE)).toBeUndefined();
});

it('cannot be told while Slack does not answer', async () => {
  const refusal = () => Promise.reject(new Error('away'));
  await expect(obstacleOf({ tools: toolsNow('list_leads'), refusal }, SCHEDULE)).rejects.toThrow('away');
});

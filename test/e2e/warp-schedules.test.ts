import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openedModal } from '../support/modal.ts';
import { type TopModal, topModal } from '../support/top-modal.ts';
import { startWorld, type World } from '../support/world.ts';

let world: World;
let engineering: string;
let modal: TopModal;

beforeAll(async () => {
  world = await startWorld({ speed: 20 });
  engineering = world.slack.channel('engineering');
});
afterAll(() => world.stop());

const ada = () => world.person('ada');
beforeEach(() => {
  for (const { id } of ada().views().toReversed()) void ada().closeView(id);
  modal = topModal(world.slack, ada());
});
const saved = (method: string) =>
  world.warp.calls.findLast((call) => call.method === method && call.path.startsWith('/agent/schedules'))
    ?.body;

describe('/warp schedules', () => {
  it('makes one, with what its runs are made of, after saying what is wrong', async () => {
    await ada().command(engineering, '/warp', 'schedules');
    await modal.says(/Nothing is scheduled/);
    await modal.press('New schedule');
    await modal.says(/cron expression in UTC/);
    const form = await openedModal(world.slack, ada(), ({ title }) => title === 'New Warp schedule');
    expect(await form.submit({ Name: 'Nightly', When: 'at nine' })).toEqual({
      When: 'Write five fields, such as 0 9 * * 1-5.',
      'What should the agent do?': 'Say what the agent should do, or choose an agent that knows.',
    });
    const errors = await form.submit({
      When: '0 3 * * *',
      'What should': 'Check the links',
      Model: 'Claude 4.6 Sonnet',
      Environment: 'web-app',
      Agent: 'fix-flaky-test',
      'Who owns': 'My team',
      'MCP servers': 'linear',
      'Computer use': 'No',
    });
    expect(errors).toBeUndefined();
    const words = await modal.says(/The schedule is made/);
    expect(words).toMatch(/\*Nightly\*\n▶️ On · `0 3 \* \* \*` UTC · next <!date/);
    expect(saved('POST')).toEqual({
      name: 'Nightly',
      cron_schedule: '0 3 * * *',
      prompt: 'Check the links',
      enabled: true,
      team: true,
      agent_config: {
        model_id: 'claude-4-6-sonnet',
        environment_id: 'EnvWebApp0000000000001',
        skill_spec: 'example-org/web-app:.agents/skills/fix-flaky-test/SKILL.md',
        mcp_servers: { linear: { warp_id: 'linear' } },
        computer_use_enabled: false,
      },
    });
  });

  it('pauses, resumes, changes and deletes it', async () => {
    await ada().command(engineering, '/warp', 'schedules');
    await modal.says(/\*Nightly\*/);
    await modal.press('Pause');
    expect(await modal.says(/Paused: it starts nothing/)).toContain('⏸️ Paused');
    await modal.press('Resume');
    expect(await modal.says(/Resumed/)).toContain('▶️ On');
    await modal.press('Change');
    expect(await modal.says(/Change a schedule/)).toContain('Its MCP servers are not shown');
    const form = await openedModal(world.slack, ada(), ({ title }) => title === 'Change a schedule');
    expect(form.field('Name').element['initial_value']).toBe('Nightly');
    expect(
      await form.submit({ Name: 'Weekly', When: '0 3 * * 1', State: 'Paused', Agent: null }),
    ).toBeUndefined();
    expect(await modal.says(/The schedule is changed/)).toMatch(/\*Weekly\*\n⏸️ Paused · `0 3 \* \* 1` UTC/);
    expect(saved('PUT')).toEqual({
      name: 'Weekly',
      cron_schedule: '0 3 * * 1',
      prompt: 'Check the links',
      enabled: false,
      agent_config: {
        model_id: 'claude-4-6-sonnet',
        environment_id: 'EnvWebApp0000000000001',
        computer_use_enabled: false,
      },
    });
    await modal.press('Delete');
    await modal.says(/Deleted\.[^]*Nothing is scheduled/);
  });

  it('shows the runs that one has started, to be filtered further', async () => {
    world.warp.seed({ prompt: 'By the schedule', source: 'SCHEDULED_AGENT', scheduleId: 'other' });
    await ada().command(engineering, '/warp', 'schedules');
    await modal.says(/Nothing is scheduled/);
    await modal.press('New schedule');
    const form = await openedModal(world.slack, ada(), ({ title }) => title === 'New Warp schedule');
    await form.submit({ Name: 'Hourly', When: '0 * * * *', 'What should': 'Look' });
    await modal.says(/\*Hourly\*/);
    await modal.press('Its runs');
    expect(await modal.says(/No run fits/)).not.toContain('By the schedule');
    await modal.press('Filter and sort');
    await modal.says(/Runs per page/);
    const filter = await openedModal(world.slack, ada(), ({ title }) => title === 'Filter and sort');
    await filter.submit({ Schedule: 'other' });
    await modal.says(/By the schedule/);
    expect(modal.depth()).toBe(2);
  });
});

import { describe, expect, it } from 'vitest';
import { openedModal } from '../support/modal.ts';
import { modalWorld } from '../support/modal-world.ts';

const at = modalWorld({ speed: 20 });
const saved = (method: string) =>
  at.world.warp.calls.findLast((call) => call.method === method && call.path.startsWith('/agent/schedules'))
    ?.body;

describe('/warp schedules', () => {
  it('makes one, with what its runs are made of, after saying what is wrong', async () => {
    await at.ada().command(at.engineering, '/warp', 'schedules');
    await at.modal.says(/Nothing is scheduled/);
    await at.modal.press('New schedule');
    await at.modal.says(/cron expression in UTC/);
    const form = await openedModal(at.world.slack, at.ada(), ({ title }) => title === 'New Warp schedule');
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
    const words = await at.modal.says(/The schedule is made/);
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
    await at.ada().command(at.engineering, '/warp', 'schedules');
    await at.modal.says(/\*Nightly\*/);
    await at.modal.press('Pause');
    expect(await at.modal.says(/Paused: it starts nothing/)).toContain('⏸️ Paused');
    await at.modal.press('Resume');
    expect(await at.modal.says(/Resumed/)).toContain('▶️ On');
    await at.modal.press('Change');
    expect(await at.modal.says(/Change a schedule/)).toContain('Its MCP servers are not shown');
    const form = await openedModal(at.world.slack, at.ada(), ({ title }) => title === 'Change a schedule');
    expect(form.field('Name').element['initial_value']).toBe('Nightly');
    const { faults } = at.world.warp;
    faults.add({
      method: 'GET',
      match: '/agent/schedules/*',
      times: 20,
      fault: { type: 'status', status: 503 },
    });
    expect(await form.submit({ Name: 'Weekly' })).toEqual({
      Name: expect.stringContaining('nothing was changed'),
    });
    faults.clear();
    expect(saved('PUT')).toBeUndefined();
    expect(
      await form.submit({ Name: 'Weekly', When: '0 3 * * 1', State: 'Paused', Agent: null }),
    ).toBeUndefined();
    expect(await at.modal.says(/The schedule is changed/)).toMatch(
      /\*Weekly\*\n⏸️ Paused · `0 3 \* \* 1` UTC/,
    );
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
    await at.modal.press('Delete');
    await at.modal.says(/Deleted\.[^]*Nothing is scheduled/);
  });

  it('shows the runs that one has started, to be filtered further', async () => {
    at.world.warp.seed({ prompt: 'By the schedule', source: 'SCHEDULED_AGENT', scheduleId: 'other' });
    await at.ada().command(at.engineering, '/warp', 'schedules');
    await at.modal.says(/Nothing is scheduled/);
    await at.modal.press('New schedule');
    const form = await openedModal(at.world.slack, at.ada(), ({ title }) => title === 'New Warp schedule');
    await form.submit({ Name: 'Hourly', When: '0 * * * *', 'What should': 'Look' });
    await at.modal.says(/\*Hourly\*/);
    await at.modal.press('Its runs');
    expect(await at.modal.says(/No run fits/)).not.toContain('By the schedule');
    await at.modal.press('Filter and sort');
    await at.modal.says(/Runs per page/);
    const filter = await openedModal(at.world.slack, at.ada(), ({ title }) => title === 'Filter and sort');
    await filter.submit({ Schedule: 'other' });
    await at.modal.says(/By the schedule/);
    expect(at.modal.depth()).toBe(2);
  });
});

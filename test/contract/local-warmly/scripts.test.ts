import { describe, expect, it } from 'vitest';
import { startTestWarmly } from './service.ts';

const enrolment = { email: 'ines@kestrellabs.example', sequence: 'Inbound follow-up' };

describe('an asynchronous tool by script', () => {
  it.each(['succeeded', 'failed', 'cancelled', 'awaiting_approval'] as const)('ends %s', async (end) => {
    const { clock, get, run, warmly } = await startTestWarmly();
    const undo = warmly.script('enroll_in_sequence', {
      end,
      pendingMs: 10,
      runningMs: 20,
      output: { enrolled: 3 },
      userFacingError: 'The sequence is paused.',
    });
    const id = String((await run('enroll_in_sequence', enrolment)).json['id']);
    const read = async () => (await get(`/agent-tools/executions/${id}`)).json;
    expect((await read())['status']).toBe('pending');
    clock.advance(10);
    expect((await read())['status']).toBe('running');
    clock.advance(20);
    const ended = await read();
    expect(ended['status']).toBe(end);
    expect(ended['userFacingError']).toBe(end === 'failed' ? 'The sequence is paused.' : undefined);
    const outputs = {
      succeeded: { success: true, enrolled: 3 },
      failed: { success: false },
      cancelled: { success: false },
      awaiting_approval: null,
    };
    expect(ended['output']).toEqual(outputs[end]);
    clock.advance(3_600_000);
    expect(await read()).toEqual(ended);
    undo();
    const free = String((await run('enroll_in_sequence', enrolment)).json['id']);
    clock.advance(30);
    expect((await get(`/agent-tools/executions/${free}`)).json['status']).toBe('pending');
  });

  it.each(['pending', 'running'] as const)('stays %s until it is ended from outside', async (holdIn) => {
    const { clock, get, run, warmly } = await startTestWarmly();
    warmly.script(({ externalRef }) => externalRef === 'held', { holdIn });
    const held = String((await run('enroll_in_sequence', enrolment, { externalRef: 'held' })).json['id']);
    const free = String((await run('enroll_in_sequence', enrolment)).json['id']);
    clock.advance(3_600_000);
    const status = async (id: string) => (await get(`/agent-tools/executions/${id}`)).json['status'];
    expect([await status(held), await status(free)]).toEqual([holdIn, 'succeeded']);
    warmly.fail(held, 'The mailbox is gone.');
    expect(await status(held)).toBe('failed');
  });
});

describe('a synchronous tool by script', () => {
  it.each(['succeeded', 'failed', 'cancelled', 'awaiting_approval'] as const)(
    'is at once %s',
    async (end) => {
      const { run, warmly } = await startTestWarmly();
      warmly.script('get_credits_remaining', { end });
      expect(await run('get_credits_remaining')).toMatchObject({ status: 202, json: { status: end } });
      expect((await run('list_warm_visitors', { take: 0 })).json['status']).toBe('failed');
    },
  );
});

describe('the rate', () => {
  it('is 120 a minute on paid accounts, and counts refused calls of a right key', async () => {
    const { get } = await startTestWarmly({ callsPerMinute: 120 });
    const statuses: number[] = [];
    for (let call = 0; call < 121; call += 1) statuses.push((await get('/agent-tools/nothing')).status);
    expect([statuses[119], statuses[120]]).toEqual([404, 429]);
    expect((await get('/agent-tools/tools', {})).status).toBe(401);
  });
});

describe('what a tool takes', () => {
  it.each([
    [0, 'failed'],
    [1, 'succeeded'],
    [500, 'succeeded'],
    [501, 'failed'],
    [1.5, 'failed'],
  ])('is judged by its schema: take %d', async (take, status) => {
    const { run } = await startTestWarmly();
    const answer = await run('list_warm_visitors', { take });
    expect([answer.status, answer.json['status']]).toEqual([202, status]);
    expect(answer.json['output']?.['success']).toBe(status === 'succeeded');
  });
});

import { describe, expect, it } from 'vitest';
import { startTestWarmly, type TestWarmly } from './service.ts';

const enrolment = { email: 'ines@kestrellabs.example', sequence: 'Inbound follow-up' };
const invites = { profileUrls: ['https://www.linkedin.com/in/someone'] };

async function started(test: TestWarmly, tool: string, input: object): Promise<string> {
  const { json } = await test.run(tool, input);
  expect(json).toMatchObject({ status: 'pending', output: null, startedAt: null, completedAt: null });
  return String(json['id']);
}

describe('an asynchronous tool', () => {
  it('goes from pending over running to succeeded by the clock', async () => {
    const test = await startTestWarmly();
    const id = await started(test, 'enroll_in_sequence', enrolment);
    const status = async () => (await test.get(`/agent-tools/executions/${id}`)).json['status'];
    test.clock.advance(1_499);
    expect(await status()).toBe('pending');
    test.clock.advance(1);
    expect(await status()).toBe('running');
    test.clock.advance(4_499);
    expect(await status()).toBe('running');
    test.clock.advance(1);
    const { json } = await test.get(`/agent-tools/executions/${id}`);
    expect(json).toEqual({
      id,
      toolName: 'enroll_in_sequence',
      organizationId: 'org-local',
      status: 'succeeded',
      input: enrolment,
      output: expect.objectContaining({ success: true, email: enrolment.email }),
      reasoning: null,
      externalRef: null,
      createdAt: '2026-11-22T10:20:00.000Z',
      startedAt: '2026-11-22T10:20:01.500Z',
      completedAt: '2026-11-22T10:20:06.000Z',
    });
  });

  it('fails the second enrolment of one contact', async () => {
    const test = await startTestWarmly();
    await started(test, 'enroll_in_sequence', enrolment);
    const second = await started(test, 'enroll_in_sequence', enrolment);
    test.clock.advance(6_000);
    expect(test.warmly.executions.map((execution) => execution.status)).toEqual(['succeeded', 'failed']);
    const { json } = await test.get(`/agent-tools/executions/${second}`);
    expect(json).toMatchObject({
      output: { success: false },
      userFacingError: expect.stringContaining('already'),
    });
  });

  it('is pending in the first answer even at the highest speed', async () => {
    const test = await startTestWarmly({ speed: Number.POSITIVE_INFINITY });
    const id = await started(test, 'enroll_in_sequence', enrolment);
    expect((await test.get(`/agent-tools/executions/${id}`)).json['status']).toBe('succeeded');
  });

  it('waits for approval until it is given', async () => {
    const test = await startTestWarmly();
    const id = await started(test, 'send_linkedin_invites', invites);
    const read = async () => (await test.get(`/agent-tools/executions/${id}`)).json;
    expect(() => test.warmly.approve(id)).toThrow('awaits no approval');
    test.clock.advance(3_600_000);
    expect(await read()).toMatchObject({ status: 'awaiting_approval', completedAt: null, output: null });
    test.warmly.approve(id);
    expect(await read()).toMatchObject({ status: 'succeeded', output: { success: true, invited: 1 } });
    expect(() => test.warmly.approve(id)).toThrow('is over');
  });

  it('may run again after the approval, or be rejected', async () => {
    const test = await startTestWarmly();
    const [first, second] = [
      await started(test, 'send_linkedin_invites', invites),
      await started(test, 'send_linkedin_invites', invites),
    ];
    test.clock.advance(3_000);
    test.warmly.approve(first, 2_000);
    test.warmly.cancel(second);
    expect(test.warmly.executions.map((execution) => execution.status)).toEqual(['running', 'cancelled']);
    test.clock.advance(2_000);
    expect(test.warmly.executions.map((execution) => execution.status)).toEqual(['succeeded', 'cancelled']);
  });
});

describe('the list of executions', () => {
  async function seeded(): Promise<TestWarmly> {
    const test = await startTestWarmly();
    for (const [index, tool] of [
      'get_credits_remaining',
      'list_warm_visitors',
      'enroll_in_sequence',
    ].entries()) {
      await test.run(tool, tool === 'enroll_in_sequence' ? enrolment : {}, { externalRef: `ref-${index}` });
      test.clock.advance(3_600_000 * 10);
    }
    return test;
  }

  async function refs(test: TestWarmly, query: string): Promise<unknown[]> {
    const { status, json } = await test.get(`/agent-tools/executions${query}`);
    expect(status).toBe(200);
    const rows = json['executions'];
    return Array.isArray(rows) ? rows.map((row) => row.externalRef) : [];
  }

  it('comes newest first and is filtered', async () => {
    const test = await seeded();
    expect(await refs(test, '')).toEqual(['ref-2', 'ref-1', 'ref-0']);
    expect(await refs(test, '?toolName=list_warm_visitors')).toEqual(['ref-1']);
    expect(await refs(test, '?externalRef=ref-0')).toEqual(['ref-0']);
    expect(await refs(test, '?externalRef=ref')).toEqual([]);
    expect(await refs(test, '?status=succeeded&toolName=enroll_in_sequence')).toEqual(['ref-2']);
    expect(await refs(test, '?status=failed')).toEqual([]);
  });

  it.each([
    ['from', 'to'],
    ['startDate', 'endDate'],
  ])('takes the date range as %s and %s', async (from, to) => {
    const test = await seeded();
    // Created at 10:20, 20:20 and, on the next day, 06:20.
    expect(await refs(test, `?${from}=2026-11-22T20:20:00.000Z`)).toEqual(['ref-2', 'ref-1']);
    expect(await refs(test, `?${from}=2026-11-22T20:20:00.001Z`)).toEqual(['ref-2']);
    expect(await refs(test, `?${to}=2026-11-22`)).toEqual(['ref-1', 'ref-0']);
    expect(await refs(test, `?${from}=2026-11-23&${to}=2026-11-23`)).toEqual(['ref-2']);
  });

  it('knows no idempotency: one reference may stand for several, and all are found by it', async () => {
    const test = await startTestWarmly();
    const first = await test.run('get_credits_remaining', {}, { externalRef: 'same' });
    const second = await test.run('get_credits_remaining', {}, { externalRef: 'same' });
    expect(first.json['id']).not.toBe(second.json['id']);
    expect(await refs(test, '?externalRef=same')).toEqual(['same', 'same']);
  });

  it('pages by offset to a short page', async () => {
    const test = await seeded();
    expect(await refs(test, '?limit=2')).toEqual(['ref-2', 'ref-1']);
    expect(await refs(test, '?limit=2&offset=2')).toEqual(['ref-0']);
    expect(await refs(test, '?limit=2&offset=3')).toEqual([]);
  });

  it.each([
    'limit=0',
    'limit=501',
    'limit=x',
    'offset=-1',
    'status=done',
    'from=yesterday',
    'endDate=2026-13-40',
  ])('answers 400 to %s', async (query) => {
    const test = await startTestWarmly();
    expect((await test.get(`/agent-tools/executions?${query}`)).status).toBe(400);
  });

  it.each(['limit=1', 'limit=500', 'offset=0'])('takes %s', async (query) => {
    const test = await startTestWarmly();
    expect((await test.get(`/agent-tools/executions?${query}`)).status).toBe(200);
  });
});

describe('shapes that the documents leave open', () => {
  it('can be varied', async () => {
    const test = await startTestWarmly({
      shape: { idField: 'executionId', listEnvelope: 'array', userFacingErrorIn: 'output' },
    });
    const { json } = await test.run('list_warm_visitors', { take: 0 });
    expect(json['id']).toBeUndefined();
    expect(json['output']).toMatchObject({
      success: false,
      userFacingError: expect.stringContaining('take'),
    });
    const list = await test.get('/agent-tools/executions');
    expect(list.json).toEqual([expect.objectContaining({ executionId: json['executionId'] })]);
  });
});

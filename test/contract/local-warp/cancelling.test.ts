import { describe, expect, it } from 'vitest';
import { startTestWarp, type TestWarp } from './service.ts';

describe('cancelling', () => {
  const cancel = (test: TestWarp, id: string) => test.post(`/agent/runs/${id}/cancel`);

  it.each(['QUEUED', 'CLAIMED', 'INPROGRESS'] as const)('answers the id while %s', async (holdIn) => {
    const test = await startTestWarp();
    test.warp.script('go', { holdIn });
    const id = await test.start('go');
    test.clock.advance(60_000);
    expect(await test.state(id)).toBe(holdIn);
    expect(await cancel(test, id)).toMatchObject({ status: 200, json: id });
    expect(await test.state(id)).toBe('CANCELLED');
    test.clock.advance(60_000);
    expect(await test.state(id)).toBe('CANCELLED');
  });

  it('answers 409 while PENDING, and works a moment later', async () => {
    const test = await startTestWarp();
    const id = await test.start('go');
    test.clock.advance(1_500);
    expect(await cancel(test, id)).toMatchObject({ status: 409, json: { retryable: true } });
    test.clock.advance(1_500);
    expect((await cancel(test, id)).status).toBe(200);
  });

  it.each(['SUCCEEDED', 'FAILED', 'ERROR', 'BLOCKED'] as const)('answers 400 when %s', async (end) => {
    const test = await startTestWarp();
    test.warp.script('go', { end });
    const id = await test.start('go');
    test.clock.advance(60_000);
    expect(await cancel(test, id)).toMatchObject({ status: 400, json: { retryable: false } });
    expect(await test.state(id)).toBe(end);
  });

  it('answers 400 the second time', async () => {
    const test = await startTestWarp();
    const id = await test.start('go');
    expect((await cancel(test, id)).status).toBe(200);
    expect((await cancel(test, id)).status).toBe(400);
  });

  it('answers 422 to self-hosted, local and GitHub Action runs', async () => {
    const test = await startTestWarp();
    const ids = [
      await test.start('go', { config: { worker_host: 'our-rack' } }),
      test.warp.seed({ executionLocation: 'LOCAL' }),
      test.warp.seed({ source: 'LOCAL' }),
      test.warp.seed({ source: 'GITHUB_ACTION' }),
    ];
    for (const id of ids) expect((await cancel(test, id)).status).toBe(422);
    const hosted = await test.start('go', { config: { worker_host: 'warp' } });
    expect((await cancel(test, hosted)).status).toBe(200);
  });

  it('answers 404 to an unknown run', async () => {
    const test = await startTestWarp();
    expect((await cancel(test, 'nothing')).status).toBe(404);
  });
});

import { describe, expect, it, onTestFinished } from 'vitest';
import { problemCodes, problemKinds } from '../../../src/playground/warp/problems.ts';
import { createWarpClient } from '../../../src/warp/client.ts';
import { createFakeClock } from '../../unit/http/fake-clock.ts';
import { startTestWarp } from '../local-warp/service.ts';

async function startWithClient() {
  const test = await startTestWarp();
  const client = createWarpClient({
    apiUrl: test.warp.url,
    apiKey: test.warp.apiKey,
    clock: createFakeClock({ skipSleeps: true }),
  });
  onTestFinished(() => client.close());
  return { ...test, client };
}

describe('a create that the local Warp refuses', () => {
  it.each(problemCodes)('with %s is known by its code, and sent once', async (code) => {
    const { client, warp } = await startWithClient();
    await expect(client.createRun({ prompt: `refuse with ${code}` })).rejects.toMatchObject({
      code: `warp.${code}`,
      retryable: problemKinds[code].retryable,
      fields: { traceId: expect.stringMatching(/^[0-9a-f]{32}$/) },
    });
    expect(warp.calls).toHaveLength(1);
  });

  it.each([
    ['agent limit', { code: 'warp.at_capacity', fields: { runningAgents: 4 } }],
    ['credits used up', { code: 'warp.insufficient_credits', retryable: false }],
    ['unlinked repository', { fields: { provider: 'github', authUrl: expect.stringContaining('github') } }],
  ])('in another form is known too: %s', async (prompt, expected) => {
    const { client } = await startWithClient();
    await expect(client.createRun({ prompt })).rejects.toMatchObject(expected);
  });

  it('is told apart from a run that ends so', async () => {
    const { client, clock, start } = await startWithClient();
    const id = await start('end with budget_exceeded');
    clock.advance(60_000);
    expect(await client.getRun(id)).toMatchObject({
      state: 'FAILED',
      statusMessage: { errorCode: 'budget_exceeded' },
    });
  });
});

import { createServer } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { createSystemClock } from '../../../src/clock.ts';
import { startHealthServer } from '../../../src/observability/health.ts';
import { createHealthCheck, type HealthPart } from '../../../src/observability/health-check.ts';
import { createFakeClock } from '../http/fake-clock.ts';

const FALLBACK = 'It does not answer.';
const part = (name: string, check: HealthPart['check'], rest: Partial<HealthPart> = {}): HealthPart => ({
  part: name,
  severity: 'failing',
  neededForTraffic: true,
  fallback: FALLBACK,
  check,
  ...rest,
});

async function serve(parts: readonly HealthPart[], clock = createSystemClock()) {
  const metrics = () => Promise.resolve({ contentType: 'text/plain; version=0.0.4', text: 'up 1\n' });
  const server = await startHealthServer(0, { health: createHealthCheck(parts, clock), metrics });
  onTestFinished(() => server.stop());
  return async (path: string, method = 'GET') => {
    const answer = await fetch(`http://127.0.0.1:${server.port}${path}`, { method });
    const text = await answer.text();
    return { status: answer.status, text, type: answer.headers.get('content-type') };
  };
}

it('answers 200 while everything is well, and 503 with what is wrong while something fails', async () => {
  const clock = createFakeClock();
  const troubles: string[] = [];
  const get = await serve([part('database', () => troubles[0])], clock);
  expect(await get('/healthz')).toMatchObject({ status: 200, text: '{"status":"ok"}' });
  expect(await get('/readyz')).toMatchObject({ status: 200 });
  troubles.push('The disk is full.');
  await clock.advance(1_001);
  const { status, text } = await get('/healthz?from=probe');
  expect(status).toBe(503);
  expect(JSON.parse(text)).toEqual({
    status: 'failing',
    problems: [{ part: 'database', severity: 'failing', message: 'The disk is full.' }],
  });
  expect(await get('/readyz')).toMatchObject({ status: 503 });
});

it('tells of trouble outside without failing, and only what traffic needs makes it not ready', async () => {
  const get = await serve([
    part('warp', () => 'Warp is down.', { severity: 'degraded', neededForTraffic: false }),
    part('polling', () => 'It hangs.', { neededForTraffic: false }),
  ]);
  expect((await get('/healthz')).status).toBe(503);
  expect(await get('/readyz')).toMatchObject({ status: 200, text: '{"status":"ok"}' });
  const degraded = await serve([part('warp', () => 'Warp is down.', { severity: 'degraded' })]);
  const { status, text } = await degraded('/healthz');
  expect([status, text]).toEqual([200, expect.stringContaining('Warp is down.')]);
});

it('shows no error of a check, whether it rejects, throws or hangs', async () => {
  const clock = createFakeClock();
  const get = await serve(
    [
      part('rejects', () => Promise.reject(new Error('postgres://u:p@db'))),
      part('throws', () => {
        throw new Error('closed');
      }),
      part('hangs', () => new Promise(() => undefined)),
    ],
    clock,
  );
  const answer = get('/healthz');
  while (clock.sleptMs.length < 3) await new Promise((resolve) => setTimeout(resolve, 5));
  await clock.advance(3_000);
  const { status, text } = await answer;
  expect(status).toBe(503);
  expect(text.split(FALLBACK)).toHaveLength(4);
  expect(text).not.toContain('postgres');
});

it('looks once for many who ask at once', async () => {
  let looks = 0;
  const get = await serve([
    part('counted', () => {
      looks += 1;
      return undefined;
    }),
  ]);
  await Promise.all([get('/healthz'), get('/readyz'), get('/healthz')]);
  expect(looks).toBe(1);
});

it('serves the metrics as they are made', async () => {
  const get = await serve([]);
  expect(await get('/metrics')).toEqual({ status: 200, text: 'up 1\n', type: 'text/plain; version=0.0.4' });
});

it('answers 404 to any other path and 405 to any other method', async () => {
  const get = await serve([]);
  expect((await get('/')).status).toBe(404);
  expect((await get('/healthz/more')).status).toBe(404);
  expect((await get('/metrics', 'POST')).status).toBe(405);
  expect((await get('/healthz', 'HEAD')).status).toBe(200);
});

it('says that the port is taken', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, resolve));
  onTestFinished(() => void other.close());
  const address = other.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  const pages = {
    health: createHealthCheck([], createSystemClock()),
    metrics: () => Promise.resolve({ contentType: 'text/plain', text: '' }),
  };
  await expect(startHealthServer(port, pages)).rejects.toMatchObject({
    code: 'health.port_unavailable',
    userMessage: expect.stringContaining(`HEALTH_PORT ${port}`),
  });
});

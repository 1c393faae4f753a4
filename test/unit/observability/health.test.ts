import { createServer } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { startHealthServer } from '../../../src/observability/health.ts';

async function serve(check: () => Promise<void>) {
  const server = await startHealthServer(0, check);
  onTestFinished(() => server.stop());
  return `http://127.0.0.1:${server.port}`;
}

it('answers 200 while the check passes and 503 while it does not', async () => {
  let isWell = true;
  const url = await serve(() =>
    isWell ? Promise.resolve() : Promise.reject(new Error('postgres://u:p@db')),
  );
  const well = await fetch(`${url}/healthz`);
  expect([well.status, await well.json()]).toEqual([200, { status: 'ok' }]);
  isWell = false;
  const ill = await fetch(`${url}/healthz?from=probe`);
  const text = await ill.text();
  expect(ill.status).toBe(503);
  expect(text).toContain('failing');
  expect(text).not.toContain('postgres');
});

it('answers 404 to any other path and 405 to any other method', async () => {
  const url = await serve(() => Promise.resolve());
  expect((await fetch(`${url}/`)).status).toBe(404);
  expect((await fetch(`${url}/healthz/more`)).status).toBe(404);
  expect((await fetch(`${url}/healthz`, { method: 'POST' })).status).toBe(405);
  expect((await fetch(`${url}/healthz`, { method: 'HEAD' })).status).toBe(200);
});

it('answers 503 when the check throws at once', async () => {
  const url = await serve(() => {
    throw new Error('closed');
  });
  expect((await fetch(`${url}/healthz`)).status).toBe(503);
});

it('says that the port is taken', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, resolve));
  onTestFinished(() => void other.close());
  const address = other.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  await expect(startHealthServer(port, () => Promise.resolve())).rejects.toMatchObject({
    code: 'health.port_unavailable',
    userMessage: expect.stringContaining(`HEALTH_PORT ${port}`),
  });
});

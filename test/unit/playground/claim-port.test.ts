import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { claimPort } from '../../../src/playground/claim-port.ts';

it('gives ports that are free, of which no two are the same', async () => {
  const ports = await Promise.all(Array.from({ length: 40 }, claimPort));
  expect(new Set(ports).size).toBe(40);
  for (const port of ports.slice(0, 5)) {
    const server = createServer().listen(port, '127.0.0.1');
    onTestFinished(() => void server.close());
    await once(server, 'listening');
  }
});

it('gives none that an outgoing connection could have', async () => {
  const port = await claimPort();
  expect(port).toBeGreaterThan(1_024);
  expect(port).toBeLessThan(32_768);
});

it('keeps others from it while this process lives', async () => {
  const port = await claimPort();
  const claim = createServer().listen(port + 1, '127.0.0.1');
  const [error] = await once(claim, 'error');
  expect(error).toMatchObject({ code: 'EADDRINUSE' });
});

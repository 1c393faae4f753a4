import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';

/**
 * Below those that systems give to outgoing connections (32768 and up on Linux), so that none of these can sit on a
 * port whose process is just being started again.
 */
const FIRST_PORT = 20_000;
const PAIRS = 5_000;
const TRIES = 200;

/**
 * A port of 127.0.0.1 for a process that is yet to be started, and may be started again. Whoever else asks for one
 * gets another as long as this process lives: it keeps listening on the claimed port's neighbour, which is the claim.
 */
export async function claimPort(): Promise<number> {
  for (let tried = 0; tried < TRIES; tried += 1) {
    const port = FIRST_PORT + 2 * randomInt(PAIRS);
    const claim = await listenOn(port + 1);
    if (claim === undefined) continue;
    const probe = await listenOn(port);
    if (probe !== undefined) {
      await close(probe);
      claim.unref();
      return port;
    }
    await close(claim);
  }
  throw new Error('There is no free port.');
}

/** Undefined where the port is taken. */
async function listenOn(port: number): Promise<Server | undefined> {
  const server = createServer((socket) => socket.destroy());
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return server;
  } catch {
    return undefined;
  }
}

async function close(server: Server): Promise<void> {
  server.close();
  await once(server, 'close');
}

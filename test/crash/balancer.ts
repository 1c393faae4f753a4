import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { claimPort } from '../../src/playground/claim-port.ts';
import { requestUrlAt } from '../../src/playground/slack-connection.ts';
import type { Services } from '../support/services.ts';

/** How Slack reaches several bots at once: over Socket Mode each connects by itself, over HTTP a balancer is needed. */
export interface ManyConnected {
  /** The settings of one bot beside those of the services. */
  environmentOf(index: number): Readonly<Record<string, string>>;
  /** Waits until Slack reaches them. */
  connected(withinMs: number): Promise<void>;
  stop(): Promise<void>;
}

export async function connectMany(services: Services, bots: number): Promise<ManyConnected> {
  const first = services.environment['PORT'];
  if (first === undefined) {
    return { environmentOf: () => ({}), connected: services.connected, stop: () => Promise.resolve() };
  }
  const others = await Promise.all(Array.from({ length: bots - 1 }, claimPort));
  const ports = [Number(first), ...others];
  const balancer = await startBalancer(ports);
  return {
    environmentOf: (index) => ({ PORT: String(ports[index]) }),
    async connected(withinMs) {
      await services.connected(withinMs);
      await services.slack.connectHttp(requestUrlAt(balancer.port));
    },
    stop: balancer.stop,
  };
}

/** What stands before several bots that Slack posts to: a relay that takes the next one that accepts a connection. */
interface Balancer {
  readonly port: number;
  stop(): Promise<void>;
}

/** Starts it on 127.0.0.1. A bot that stands still accepts connections, as such a bot does, and answers nothing. */
async function startBalancer(ports: readonly number[]): Promise<Balancer> {
  let turn = 0;
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    turn += 1;
    const inTurn = ports.map((_, index) => ports[(turn + index) % ports.length] ?? 0);
    keep(socket);
    pass(socket, inTurn);
  });

  function keep(socket: Socket): void {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
  }

  function pass(socket: Socket, [port, ...others]: readonly number[]): void {
    if (port === undefined) {
      socket.destroy();
      return;
    }
    const onward = connect(port, '127.0.0.1');
    const next = () => pass(socket, others);
    onward.once('error', next);
    onward.once('connect', () => {
      onward.off('error', next);
      keep(onward);
      if (socket.destroyed) onward.destroy();
      socket.on('close', () => onward.destroy());
      onward.on('close', () => socket.destroy());
      socket.pipe(onward);
      onward.pipe(socket);
    });
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    async stop() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** A way to a server that can be broken: as if the server were away. */
export interface BreakableProxy {
  readonly port: number;
  /** Cuts every connection and refuses new ones. */
  breakOff(): void;
  mend(): void;
  stop(): Promise<void>;
}

export async function startBreakableProxy(target: { host: string; port: number }): Promise<BreakableProxy> {
  const sockets = new Set<Socket>();
  let isBroken = false;
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
  };
  const server = createServer((near) => {
    keep(near);
    if (isBroken) {
      near.destroy();
      return;
    }
    const far = connect(target);
    keep(far);
    near.pipe(far).pipe(near);
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const cutAll = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port,
    breakOff() {
      isBroken = true;
      cutAll();
    },
    mend() {
      isBroken = false;
    },
    async stop() {
      server.close();
      cutAll();
      await once(server, 'close');
    },
  };
}

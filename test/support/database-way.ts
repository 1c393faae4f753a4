import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** A way to a database server that can be broken and mended: a relay on a port of 127.0.0.1. */
export interface DatabaseWay {
  /** The same database, by this way. */
  readonly url: string;
  /** Breaks every connection, and every new one at once: as if the server were away. */
  cut(): void;
  /** Passes nothing on, neither on old connections nor on new ones: as if the network swallowed it. */
  fallSilent(): void;
  /** New connections are passed on; those that fell silent remain so. */
  mend(): void;
  stop(): Promise<void>;
}

export async function wayTo(databaseUrl: string): Promise<DatabaseWay> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let state: 'open' | 'cut' | 'silent' = 'open';

  function keep(socket: Socket): void {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
  }

  const server = createServer((near) => {
    keep(near);
    if (state === 'cut') near.destroy();
    if (state !== 'open') return;
    const far = connect(Number(target.port || 5432), target.hostname);
    keep(far);
    near.pipe(far).pipe(near);
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const url = new URL(databaseUrl);
  url.host = `127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;

  const cutAll = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: url.href,
    cut() {
      state = 'cut';
      cutAll();
    },
    fallSilent() {
      state = 'silent';
      for (const socket of sockets) {
        socket.unpipe();
        socket.pause();
      }
    },
    mend() {
      state = 'open';
    },
    async stop() {
      server.close();
      cutAll();
      await once(server, 'close');
    },
  };
}

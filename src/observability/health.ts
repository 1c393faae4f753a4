import { once } from 'node:events';
import { createServer } from 'node:http';
import { ErrandError } from '../errors.ts';

export interface HealthServer {
  readonly port: number;
  stop(): Promise<void>;
}

/**
 * Serves `GET /healthz`: 200 while `check` resolves, 503 when it rejects. Port 0 takes a free one. Throws
 * `health.port_unavailable`.
 */
export async function startHealthServer(port: number, check: () => Promise<void>): Promise<HealthServer> {
  const server = createServer((request, response) => {
    const answer = (status: number, body: object) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    if (request.url?.split('?')[0] !== '/healthz') {
      answer(404, { error: 'Only /healthz is served here.' });
    } else if (request.method !== 'GET' && request.method !== 'HEAD') {
      answer(405, { error: 'Only GET is answered here.' });
    } else {
      Promise.resolve()
        .then(check)
        .then(
          () => answer(200, { status: 'ok' }),
          () => answer(503, { status: 'failing', reason: 'The database does not answer.' }),
        );
    }
  });
  server.listen(port);
  try {
    await once(server, 'listening');
  } catch (cause) {
    throw new ErrandError('health.port_unavailable', 'The port of the health endpoint cannot be used.', {
      userMessage: `HEALTH_PORT ${port} is taken or not allowed: choose a free one.`,
      fields: { port },
      cause,
    });
  }
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

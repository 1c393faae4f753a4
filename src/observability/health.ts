import { once } from 'node:events';
import { createServer } from 'node:http';

export interface HealthServer {
  stop(): Promise<void>;
}

/** Serves `GET /healthz`: 200 while `check` resolves, 503 with the reason when it rejects. */
export async function startHealthServer(port: number, check: () => Promise<void>): Promise<HealthServer> {
  const server = createServer((request, response) => {
    const answer = (status: number, body: object) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    if (request.url !== '/healthz') {
      answer(404, { error: 'Only /healthz is served here.' });
      return;
    }
    check().then(
      () => answer(200, { status: 'ok' }),
      () => answer(503, { status: 'failing', reason: 'The database does not answer.' }),
    );
  });
  server.listen(port);
  await once(server, 'listening');
  return {
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

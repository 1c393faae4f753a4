import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { ErrandError } from '../errors.ts';
import type { HealthCheck, HealthProblem } from './health-check.ts';

export interface HealthServer {
  readonly port: number;
  stop(): Promise<void>;
}

export interface HealthPages {
  readonly health: HealthCheck;
  readonly metrics: () => Promise<{ readonly contentType: string; readonly text: string }>;
}

interface Answer {
  readonly status: number;
  readonly contentType?: string;
  readonly body: string;
}

/**
 * Serves `GET /healthz` (503 while something fails, and what), `/readyz` (503 while Slack's requests should go
 * elsewhere) and `/metrics`. Port 0 takes a free one. Throws `health.port_unavailable`.
 */
export async function startHealthServer(port: number, pages: HealthPages): Promise<HealthServer> {
  const server = createServer((request, response) => {
    answerTo(request, pages).then(
      (answer) => send(response, answer),
      () => send(response, json(500, { error: 'This page could not be made.' })),
    );
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

async function answerTo({ url, method }: IncomingMessage, pages: HealthPages): Promise<Answer> {
  const path = url?.split('?')[0];
  if (path !== '/healthz' && path !== '/readyz' && path !== '/metrics') {
    return json(404, { error: 'Only /healthz, /readyz and /metrics are served here.' });
  }
  if (method !== 'GET' && method !== 'HEAD') return json(405, { error: 'Only GET is answered here.' });
  if (path === '/metrics') {
    const { contentType, text } = await pages.metrics();
    return { status: 200, contentType, body: text };
  }
  const problems = await (path === '/healthz' ? pages.health.problems() : pages.health.trafficProblems());
  return report(problems);
}

function report(problems: readonly HealthProblem[]): Answer {
  if (problems.some(({ severity }) => severity === 'failing')) {
    return json(503, { status: 'failing', problems });
  }
  return problems.length > 0 ? json(200, { status: 'degraded', problems }) : json(200, { status: 'ok' });
}

function json(status: number, body: object): Answer {
  return { status, body: JSON.stringify(body) };
}

function send(response: ServerResponse, { status, contentType = 'application/json', body }: Answer): void {
  response.writeHead(status, { 'content-type': contentType }).end(body);
}

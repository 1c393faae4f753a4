import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Clock } from '../clock.ts';
import type { Fault, Faults, ServiceName } from './faults.ts';
import { answerWithFault, writeAnswer } from './faulty-exchange.ts';
import { findRoute, type HttpAnswer, type HttpCall, type Route } from './http-routes.ts';
import type { TrafficLog } from './traffic.ts';

/** One call that arrived, for assertions. `status` is null while it is open and when the connection was cut. */
export interface CallRecord {
  readonly atMs: number;
  readonly method: string;
  /** Below the service's base; the whole path for what is served outside of it. */
  readonly path: string;
  readonly query: Readonly<Record<string, string | readonly string[]>>;
  readonly body: unknown;
  readonly fault: Fault['type'] | null;
  status: number | null;
}

export interface HttpServerOptions {
  readonly service: ServiceName;
  readonly clock: Clock;
  readonly port: number;
  /** Such as `/api/v1`. */
  readonly basePath: string;
  /** Asked at each call. */
  routes(): readonly Route[];
  readonly faults: Faults;
  readonly traffic: TrafficLog;
  readonly maxBodyBytes: number;
  /** Runs before the handler: an answer here (401, 429) is final. */
  guard(call: HttpCall): HttpAnswer | undefined;
  /** The service's own way to say that something went wrong. */
  failure(status: number, detail: string, path: string): HttpAnswer;
}

export interface HttpServer {
  readonly origin: string;
  /** The newest calls, oldest first. Tests may empty it with `calls.length = 0`. */
  readonly calls: CallRecord[];
  stop(): Promise<void>;
}

/** The log of a playground left open for days must not grow without end. */
const maxCalls = 5_000;

/**
 * Listens on 127.0.0.1 (port 0: any free one) and answers JSON calls, with faults put in between.
 * Rejects when the port is taken.
 */
export async function startHttpServer(options: HttpServerOptions): Promise<HttpServer> {
  const calls: CallRecord[] = [];
  const stopping = new AbortController();

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://local');
    const inBase = url.pathname.startsWith(`${options.basePath}/`);
    const path = inBase ? url.pathname.slice(options.basePath.length) : url.pathname;
    const method = request.method ?? 'GET';
    const body = await readBody(request, options.maxBodyBytes);
    const json = body.kind === 'json' ? body.value : undefined;
    const fault = options.faults.take(method, [path]);
    const record: CallRecord = {
      atMs: options.clock.nowMs(),
      method,
      path,
      query: queryRecord(url.searchParams),
      body: json,
      fault: fault?.type ?? null,
      status: null,
    };
    calls.push(record);
    if (calls.length > maxCalls) calls.splice(0, calls.length - maxCalls);
    const end = options.traffic.begin({
      service: options.service,
      direction: 'from_bot',
      method,
      path: `${path}${url.search}`,
      headers: request.headers,
      body: json,
      fault: fault?.type,
    });
    try {
      const sent = await answerWithFault({
        request,
        response,
        fault,
        clock: options.clock,
        signal: stopping.signal,
        handle: () => handle({ request, url, method, path, inBase, body }),
        failure: (status) => options.failure(status, 'Injected by the local service.', path),
      });
      record.status = sent?.status ?? null;
      if (sent)
        end({ status: sent.status, headers: sent.headers ?? {}, body: sent.json ?? sent.text ?? sent.bytes });
    } finally {
      end();
    }
  }

  async function handle(incoming: Incoming): Promise<HttpAnswer> {
    const { request, url, method, path, inBase, body } = incoming;
    const match = findRoute(options.routes(), method, path, !inBase);
    const call: HttpCall = {
      method,
      path,
      query: url.searchParams,
      headers: request.headers,
      params: match?.params ?? {},
      body: body.kind === 'json' ? body.value : undefined,
    };
    if (!match?.route.outsideBase) {
      const refused = options.guard(call);
      if (refused) return refused;
    }
    if (!match) return options.failure(404, `Cannot ${method} ${url.pathname}`, path);
    if (body.kind === 'too_large') return options.failure(413, 'The request body is too large.', path);
    if (body.kind === 'malformed') return options.failure(400, 'The request body is not valid JSON.', path);
    return match.route.handle(call);
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      // The caller went away, or a handler is wrong: the second must be seen by whoever runs the service.
      if (request.destroyed && !request.complete) return;
      process.stderr.write(`local service: ${error instanceof Error ? error.stack : String(error)}\n`);
      if (!response.headersSent)
        writeAnswer(response, options.failure(500, 'The local service crashed.', request.url ?? '/'));
    });
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : options.port;
  return {
    origin: `http://127.0.0.1:${port}`,
    calls,
    async stop() {
      stopping.abort();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

interface Incoming {
  readonly request: IncomingMessage;
  readonly url: URL;
  readonly method: string;
  readonly path: string;
  readonly inBase: boolean;
  readonly body: Body;
}

type Body =
  | { readonly kind: 'none' | 'malformed' | 'too_large' }
  | { readonly kind: 'json'; readonly value: unknown };

async function readBody(request: IncomingMessage, maxBytes: number): Promise<Body> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) continue;
    bytes += chunk.length;
    // Read on without keeping: an answer sent while the caller still writes would reach it as a broken pipe.
    if (bytes <= maxBytes) chunks.push(chunk);
  }
  if (bytes > maxBytes) return { kind: 'too_large' };
  if (bytes === 0 || !/^application\/([\w.-]+\+)?json\b/i.test(request.headers['content-type'] ?? ''))
    return { kind: 'none' };
  try {
    const value: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    return { kind: 'json', value };
  } catch {
    return { kind: 'malformed' };
  }
}

function queryRecord(query: URLSearchParams): Record<string, string | readonly string[]> {
  const record: Record<string, string | readonly string[]> = {};
  for (const key of new Set(query.keys())) {
    const values = query.getAll(key);
    record[key] = values.length === 1 ? (values[0] ?? '') : values;
  }
  return record;
}

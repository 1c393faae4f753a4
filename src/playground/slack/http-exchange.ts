import type { IncomingMessage, ServerResponse } from 'node:http';

/** Reads a request's body; throws when it is larger than allowed. */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > maxBytes) throw new Error('The request body is too large.');
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

/**
 * Whether a browser asks this by an address of this machine, and for a page of this server: a page of another site may
 * have its own name lead here.
 */
export function isFromThisMachine({ headers }: IncomingMessage): boolean {
  const { host = '', origin } = headers;
  return (
    /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(host) && (origin === undefined || origin === `http://${host}`)
  );
}

export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
  response.end(JSON.stringify(body));
}

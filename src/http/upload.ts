import { Readable } from 'node:stream';
import { request } from 'undici';

export interface UploadRequest {
  readonly body: string | Uint8Array | AsyncIterable<string>;
  /** Of the body in UTF-8: it is announced before the first byte. */
  readonly lengthBytes: number;
  /** For the whole of it. */
  readonly timeoutMs: number;
}

/** Posts bytes to an address that was given for them; what is made on the way is taken as fast as it is sent. Returns the status; throws what undici throws. */
export async function postBytes(url: string, upload: UploadRequest): Promise<number> {
  const { body, lengthBytes, timeoutMs } = upload;
  const isWhole = typeof body === 'string' || body instanceof Uint8Array;
  const { statusCode, body: answer } = await request(url, {
    method: 'POST',
    headers: { 'content-length': String(lengthBytes), 'content-type': 'application/octet-stream' },
    body: isWhole ? body : Readable.from(body),
    signal: AbortSignal.timeout(timeoutMs),
  });
  await answer.dump();
  return statusCode;
}

import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { HttpAnswer, HttpCall } from '../http-routes.ts';

const urlLifeUs = 15 * 60 * 1_000_000;

export interface SignedUrls {
  /** An address for this path of the storage, and when it ends. */
  sign(path: string): { readonly url: string; readonly expiresAtUs: number };
  /** Why the storage does not serve this call, if so. */
  refusal(call: HttpCall): HttpAnswer | undefined;
}

/**
 * Addresses that serve whoever has them, for 15 minutes. As object storage does, one that comes with an
 * `Authorization` header is refused: a caller that sends its API key along would give it to a stranger.
 */
export function createSignedUrls(nowUs: () => number, origin: () => string): SignedUrls {
  const secret = randomBytes(32);
  function signature(path: string, expires: string): Buffer {
    return createHmac('sha256', secret).update(`${path} ${expires}`).digest();
  }
  return {
    sign(path) {
      const expiresAtUs = nowUs() + urlLifeUs;
      const signed = signature(path, String(expiresAtUs)).toString('hex');
      return { url: `${origin()}${path}?expires=${expiresAtUs}&signature=${signed}`, expiresAtUs };
    },
    refusal(call) {
      if (call.headers.authorization !== undefined)
        return refuse(400, 'InvalidArgument', 'Only one auth mechanism allowed.');
      const expires = call.query.get('expires') ?? '';
      const given = Buffer.from(call.query.get('signature') ?? '', 'hex');
      const right = signature(call.path, expires);
      if (given.length !== right.length || !timingSafeEqual(given, right))
        return refuse(403, 'SignatureDoesNotMatch', 'The signature does not match.');
      if (Number(expires) <= nowUs()) return refuse(403, 'ExpiredToken', 'The address has expired.');
      return undefined;
    },
  };
}

function refuse(status: number, code: string, message: string): HttpAnswer {
  const text = `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`;
  return { status, contentType: 'application/xml', text };
}

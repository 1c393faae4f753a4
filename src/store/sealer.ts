import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createSecretKey,
  hkdfSync,
  randomBytes,
} from 'node:crypto';
import { ErrandError } from '../errors.ts';
import { decodeJson, encodeJson } from './json.ts';

/**
 * Keeps what people would not have anybody read out of the database: AES-256-GCM under a key that is never stored
 * there.
 */
export interface Sealer {
  /** A JSON value as sealed text. */
  seal(value: unknown): string;
  /** The value again. Throws `store.unreadable` where it was sealed under a key that is not here, or changed. */
  open(sealed: string): unknown;
}

/** A sealed value inside a JSON value, such as one property of a tool's input. */
export interface SealedValue {
  readonly $sealed: string;
}

export function isSealed(value: unknown): value is SealedValue {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.keys(value).length === 1 &&
    '$sealed' in value &&
    typeof value.$sealed === 'string'
  );
}

const CIPHER = 'aes-256-gcm';
const VERSION = 's1';
const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const KEY_ID_CHARS = 8;

/** The key of a deployment that was given none: whoever has only the database does not have the bot's token. */
export function keyFromToken(botToken: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', botToken, 'errand', 'sealed values', KEY_BYTES));
}

/** Reads a text column that is sealed as a whole; a row of the first release is plain JSON. */
export function openColumn<T>(sealer: Sealer, text: string): T {
  return (text.startsWith(`${VERSION}.`) ? sealer.open(text) : decodeJson<unknown>(text)) as T;
}

/** Seals under the first key and opens under each. Keys are made ready once: Node takes longer for that than for a seal. */
export function createSealer(keys: readonly [Uint8Array, ...Uint8Array[]]): Sealer {
  const byId = new Map(keys.map((key) => [keyId(key), createSecretKey(key)]));
  const first = createSecretKey(keys[0]);
  const firstId = keyId(keys[0]);
  return {
    seal(value) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv(CIPHER, first, iv);
      const text = Buffer.concat([cipher.update(encodeJson(value), 'utf8'), cipher.final()]);
      return [VERSION, firstId, Buffer.concat([iv, cipher.getAuthTag(), text]).toString('base64url')].join(
        '.',
      );
    },
    open(sealed) {
      const [version, id = '', body = ''] = sealed.split('.');
      const key = version === VERSION ? byId.get(id) : undefined;
      if (key === undefined) throw unreadable();
      try {
        const bytes = Buffer.from(body, 'base64url');
        const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, IV_BYTES), {
          authTagLength: TAG_BYTES,
        });
        decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
        const text = decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES));
        return decodeJson<unknown>(Buffer.concat([text, decipher.final()]).toString('utf8'));
      } catch (cause) {
        throw unreadable(cause);
      }
    },
  };
}

/** Names a key without telling anything of it. */
function keyId(key: Uint8Array): string {
  return createHash('sha256').update('errand key').update(key).digest('hex').slice(0, KEY_ID_CHARS);
}

function unreadable(cause?: unknown): ErrandError {
  return new ErrandError('store.unreadable', 'A sealed value cannot be opened with the keys at hand.', {
    userMessage:
      'Errand can no longer read a password that this request holds: its key has changed. Start it anew and enter it again.',
    cause,
  });
}

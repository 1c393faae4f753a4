import { ErrandError } from '../errors.ts';
import { redactText } from './redact-text.ts';

const SECRET_KEY =
  /^(authorization|(set-)?cookie|password|passwd|passphrase|secret|token|api[-_]?key|private[-_]?key|signing[-_]?secret|credentials?|headers|env)$|(token|secret|password|api[-_]?key|private[-_]?key)$/i;
const MAX_DEPTH = 8;
/** Objects that point at each other in many ways would otherwise be written out in every order. */
const MAX_VALUES = 1_000;

interface Walk {
  readonly path: Set<object>;
  valuesLeft: number;
}

/** Whether a property's name says that its value is a secret. */
export function isSecretKey(key: string): boolean {
  return SECRET_KEY.test(key);
}

/**
 * A copy of a value that is safe to log and can be written as JSON: secrets by name and by form are replaced, errors
 * are described with their causes, and cycles, depth, size and properties that throw are bounded. Never throws.
 */
export function redactSecrets(value: unknown): unknown {
  return copy(value, { path: new Set(), valuesLeft: MAX_VALUES });
}

function copy(value: unknown, walk: Walk): unknown {
  if (typeof value === 'string') return redactText(value);
  if (typeof value === 'bigint' || typeof value === 'symbol') return redactText(String(value));
  if (typeof value === 'function') return '[function]';
  if (typeof value !== 'object' || value === null) return value;
  if (walk.path.has(value)) return '[circular]';
  if (walk.path.size >= MAX_DEPTH) return '[deep]';
  if (walk.valuesLeft <= 0) return '[more]';
  walk.valuesLeft -= 1;
  walk.path.add(value);
  try {
    return copyObject(value, walk);
  } catch {
    return '[unreadable]';
  } finally {
    walk.path.delete(value);
  }
}

function copyObject(value: object, walk: Walk): unknown {
  if (value instanceof Error) return describeError(value, walk);
  if (value instanceof Date) return value.toJSON();
  if (value instanceof URL) return redactText(value.href);
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (Array.isArray(value) || value instanceof Set) return Array.from(value, (item) => copy(item, walk));
  if (value instanceof Map) {
    return Object.fromEntries(Array.from(value, ([key, item]) => entry(String(key), () => item, walk)));
  }
  return Object.fromEntries(
    Object.keys(value).map((key) => entry(key, () => (value as Record<string, unknown>)[key], walk)),
  );
}

function entry(key: string, read: () => unknown, walk: Walk): [string, unknown] {
  const name = redactText(key);
  try {
    const item = read();
    return [name, isSecretKey(key) && item !== null && item !== undefined ? '[redacted]' : copy(item, walk)];
  } catch {
    return [name, '[unreadable]'];
  }
}

function describeError(error: Error, walk: Walk): Record<string, unknown> {
  return {
    type: error.name,
    message: redactText(error.message),
    ...('code' in error && { code: copy(error.code, walk) }),
    ...(error instanceof ErrandError && { fields: copy(error.fields, walk) }),
    ...(error instanceof AggregateError && { errors: copy(error.errors, walk) }),
    ...(error.stack !== undefined && { stack: redactText(error.stack) }),
    ...(error.cause !== undefined && { cause: copy(error.cause, walk) }),
  };
}

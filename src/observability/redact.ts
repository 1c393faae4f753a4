const SECRET_KEY =
  /^(authorization|cookie|password|passwd|passphrase|secret|token|api[-_]?key|private[-_]?key|signing[-_]?secret|credentials?|headers|env)$|(_|-)?(token|secret|password|api[-_]?key)$/i;
const SECRET_TEXT = [
  /\bxox[a-z]-[\w-]+/gi,
  /\bxapp-[\w-]+/gi,
  /\bwk-[\w-]+/g,
  /\bBearer\s+[\w.~+/-]+=*/gi,
  /(postgres(?:ql)?:\/\/[^:/@\s]+:)[^@\s]+(@)/gi,
] as const;
const SIGNED_QUERY =
  /(https?:\/\/[^\s"'<>?]+)\?[^\s"'<>]*(?:signature|sig|token|credential|expires)=[^\s"'<>]*/gi;
const MAX_DEPTH = 8;

/** Whether a property's name says that its value is a secret. */
export function isSecretKey(key: string): boolean {
  return SECRET_KEY.test(key);
}

/** Removes tokens, passwords in URLs and the queries of signed URLs from a text. */
export function redactText(text: string): string {
  let clean = text.replace(SIGNED_QUERY, '$1?[redacted]');
  for (const pattern of SECRET_TEXT) {
    clean = clean.replace(pattern, (_match, before?: unknown, after?: unknown) =>
      typeof before === 'string' && typeof after === 'string' ? `${before}[redacted]${after}` : '[redacted]',
    );
  }
  return clean;
}

/** A copy of a value that is safe to log: secrets by key and by form are replaced, cycles and depth are bounded. */
export function redactSecrets(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return redactText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= MAX_DEPTH) return '[deep]';
  if (Array.isArray(value)) return value.map((item) => redactSecrets(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      isSecretKey(key) && item !== null && item !== undefined ? '[redacted]' : redactSecrets(item, depth + 1),
    ]),
  );
}

import { randomBytes } from 'node:crypto';

/** An id in Slack's look: a letter or two and ten of base 36 in capitals. */
export function randomSlackId(prefix: string): string {
  const digits = Array.from(randomBytes(10), (byte) => (byte % 36).toString(36));
  return `${prefix}${digits.join('').toUpperCase()}`;
}

/** The short id that Slack gives to blocks and actions that came without one. */
export function randomElementId(): string {
  return randomBytes(4).toString('base64url').slice(0, 5);
}

export function randomSecret(): string {
  return randomBytes(16).toString('hex');
}

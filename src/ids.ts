import { randomBytes } from 'node:crypto';
import type { Clock } from './clock.ts';

/** Makes the ids of rows: UUIDv7 (RFC 9562), so that they sort by the time of their making. */
export type NewId = () => string;

/** UUIDv7 from a clock and 74 random bits. */
export function createNewId(clock: Clock): NewId {
  return () => {
    const bytes = randomBytes(16);
    bytes.writeUIntBE(clock.nowMs(), 0, 6);
    bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
    bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
    const hex = bytes.toString('hex');
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
  };
}

import type { Clock } from '../../clock.ts';

/** Makes message timestamps (`seconds.micros`), each later than the one before: they are the messages' ids. */
export function createTimestamps(clock: Clock): () => string {
  let lastMicros = 0;
  return () => {
    lastMicros = Math.max(lastMicros + 1, clock.nowMs() * 1000);
    return `${Math.floor(lastMicros / 1e6)}.${String(lastMicros % 1e6).padStart(6, '0')}`;
  };
}

/** Compares two timestamps; also whole seconds and other lengths of fraction, as people pass them. */
export function compareTs(left: string, right: string): number {
  const a = toMicros(left);
  const b = toMicros(right);
  return a < b ? -1 : a > b ? 1 : 0;
}

export function isTs(value: string): boolean {
  return /^\d{1,11}\.\d{1,6}$/.test(value);
}

function toMicros(ts: string): number {
  const [seconds = '0', fraction = ''] = ts.split('.');
  return Number(seconds) * 1e6 + Number(fraction.padEnd(6, '0').slice(0, 6));
}

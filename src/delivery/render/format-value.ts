import { dateToken } from '../../block-kit/build.ts';

export type Scalar = string | number | boolean | null;

export function isScalar(value: unknown): value is Scalar {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

const ISO_INSTANT = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/;
const ISO_DATE = /^\d{4}-\d{2}-\d{2}$/;
/** Digits that name something rather than count it. */
const NAMING_NUMBER = /(^|[^a-z])(id|year|zip|code|phone|number|postal)$|(Id|Year|Zip|Code|Phone|Number)$/;

/** The instant a value means, if it is written as one. */
export function instantOf(value: unknown): number | undefined {
  if (typeof value !== 'string' || !ISO_INSTANT.test(value)) return undefined;
  const instantMs = Date.parse(value.replace(' ', 'T'));
  return Number.isNaN(instantMs) ? undefined : instantMs;
}

/** A scalar as plain text; an instant in the given zone, which the column's label names. */
export function scalarText(value: Scalar, path: string, timeZone: string): string {
  if (value === null) return '';
  if (value === true) return 'yes';
  if (value === false) return 'no';
  if (typeof value === 'number') return numberText(value, path);
  const instantMs = instantOf(value);
  if (instantMs !== undefined) return instantText(instantMs, timeZone);
  return dateText(value) ?? value;
}

/** A scalar as finished mrkdwn: an instant in the reader's own zone. `escape` treats all other text. */
export function scalarMrkdwn(value: Scalar, path: string, escape: (text: string) => string): string {
  const instantMs = instantOf(value);
  return instantMs === undefined ? escape(scalarText(value, path, 'UTC')) : dateToken(instantMs);
}

function numberText(value: number, path: string): string {
  if (NAMING_NUMBER.test(path) || Math.abs(value) >= 1e15) return String(value);
  return value.toLocaleString('en-US', { maximumFractionDigits: 4 });
}

function dateText(value: string): string | undefined {
  if (!ISO_DATE.test(value)) return undefined;
  const instantMs = Date.parse(`${value}T00:00:00Z`);
  if (Number.isNaN(instantMs)) return undefined;
  return new Date(instantMs).toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  });
}

function instantText(instantMs: number, timeZone: string): string {
  return new Date(instantMs).toLocaleString('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
  });
}

/** The zone if this machine knows it, else UTC. */
export function knownTimeZone(timeZone: string | undefined): string {
  if (timeZone === undefined) return 'UTC';
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone;
  } catch {
    return 'UTC';
  }
}

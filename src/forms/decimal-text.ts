/** Longer numbers are not worth typing; they are kept as they were instead. */
const MAX_CHARS = 40;

/** A number in plain digits, as number inputs want it; undefined where that would take too many. */
export function decimalText(value: number): string | undefined {
  const text = String(value);
  const match = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(text);
  if (match === null) return /^-?\d+(\.\d+)?$/.test(text) ? text : undefined;
  const [, sign = '', lead = '', fraction = '', exponent = '0'] = match;
  const digits = lead + fraction;
  const point = 1 + Number(exponent);
  if (Math.abs(point) + digits.length > MAX_CHARS) return undefined;
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  if (point >= digits.length) return `${sign}${digits}${'0'.repeat(point - digits.length)}`;
  return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}

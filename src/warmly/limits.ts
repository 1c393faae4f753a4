/** Warmly's limits on one execute call (REST API page, "Input limits"); beyond them it answers 400. */
export const warmlyLimits = {
  maxBytes: 262_144,
  maxKeys: 1_000,
  maxLevels: 32,
  maxReasoningCharacters: 50_000,
} as const;

export interface WarmlyLimitViolation {
  readonly limit: 'bytes' | 'keys' | 'levels' | 'reasoning';
  readonly max: number;
  readonly actual: number;
  /** A sentence for people: which limit, and by how much. */
  readonly message: string;
}

/**
 * Holds an input (plain JSON data) and its reasoning against Warmly's limits. Bytes are those of the input's
 * JSON in UTF-8; keys are counted in all objects together, list positions are none; the input itself is level
 * 1 and each list or object in it one deeper. An empty list means that it fits.
 */
export function checkWarmlyInput(input: unknown, reasoning?: string): WarmlyLimitViolation[] {
  const { keys, levels } = measure(input);
  const violations: WarmlyLimitViolation[] = [];
  const hold = (
    limit: WarmlyLimitViolation['limit'],
    subject: string,
    unit: string,
    actual: number,
    max: number,
  ) => {
    if (actual <= max) return;
    const message = `${subject} ${number(actual)} ${unit}; Warmly takes at most ${number(max)}, so it is ${number(actual - max)} over.`;
    violations.push({ limit, max, actual, message });
  };
  // Serializing recurses: data nested thousands of levels deep is refused for that alone.
  if (levels <= maxSerializableLevels) {
    hold('bytes', 'The input is', 'bytes', jsonBytes(input), warmlyLimits.maxBytes);
  }
  hold('keys', 'The input has', 'keys', keys, warmlyLimits.maxKeys);
  hold('levels', 'The input is nested', 'levels deep', levels, warmlyLimits.maxLevels);
  hold(
    'reasoning',
    'The reason is',
    'characters',
    reasoning?.length ?? 0,
    warmlyLimits.maxReasoningCharacters,
  );
  return violations;
}

const maxSerializableLevels = 500;

function jsonBytes(input: unknown): number {
  return Buffer.byteLength(JSON.stringify(input) ?? '', 'utf8');
}

function measure(input: unknown): { keys: number; levels: number } {
  let keys = 0;
  let levels = 0;
  const open: { value: unknown; level: number }[] = [{ value: input, level: 1 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, level } = next;
    if (typeof value !== 'object' || value === null) continue;
    levels = Math.max(levels, level);
    if (!Array.isArray(value)) keys += Object.keys(value).length;
    for (const child of Object.values(value)) open.push({ value: child, level: level + 1 });
  }
  return { keys, levels };
}

function number(value: number): string {
  return value.toLocaleString('en-US');
}

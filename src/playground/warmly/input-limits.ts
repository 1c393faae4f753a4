/** Warmly's documented caps on `execute`; beyond any of them it answers 400. */
export const executeLimits = {
  maxInputBytes: 256 * 1024,
  maxInputKeys: 1_000,
  maxInputLevels: 32,
  maxReasoningCharacters: 50_000,
} as const;

/** The sentence about the first cap that this input breaks, or undefined. */
export function brokenInputLimit(input: unknown): string | undefined {
  // Depth first: serializing what is nested too deep would overflow the stack.
  const { keys, levels } = measure(input);
  if (levels > executeLimits.maxInputLevels)
    return `input must not be nested deeper than ${executeLimits.maxInputLevels} levels`;
  if (keys > executeLimits.maxInputKeys)
    return `input must not have more than ${executeLimits.maxInputKeys} keys in total`;
  const bytes = Buffer.byteLength(JSON.stringify(input));
  if (bytes > executeLimits.maxInputBytes)
    return `input must not exceed ${executeLimits.maxInputBytes} bytes serialized`;
  return undefined;
}

/** Counts every object key, and the objects and arrays inside each other; the input itself is the first level. */
function measure(root: unknown): { keys: number; levels: number } {
  let keys = 0;
  let levels = 0;
  // A stack of our own: the input may be nested deeper than the language's stack is.
  const open: { value: unknown; level: number }[] = [{ value: root, level: 1 }];
  for (let next = open.pop(); next; next = open.pop()) {
    if (typeof next.value !== 'object' || next.value === null) continue;
    levels = Math.max(levels, next.level);
    if (!Array.isArray(next.value)) keys += Object.keys(next.value).length;
    for (const value of Object.values(next.value)) open.push({ value, level: next.level + 1 });
  }
  return { keys, levels };
}

import { type Context, createContext, Script } from 'node:vm';
import { RE2JS } from 're2js';

/** What ajv asks of an engine for patterns. */
export interface PatternTest {
  test(text: string): boolean;
  /** ajv keys its table of patterns on this. */
  toString(): string;
}

/** Longer patterns cost more to compile than they tell; they are left to the tool. */
const MAX_PATTERN_CHARS = 1_000;
/** Steps (characters by states, roughly) that a linear engine takes in a few milliseconds. */
const MAX_QUICK_STEPS = 60_000;
/** Beyond this length JavaScript's engine is much quicker, where it does not backtrack. */
const MAX_LINEAR_CHARS = 20_000;
/** Of one form, for all of its patterns that could take long. */
const MAX_SPENT_MS = 40;
/** Whether a pattern can be checked at all: what is no regular expression, or a huge one, is left to the tool. */
export function isUsablePattern(pattern: string): boolean {
  return pattern.length <= MAX_PATTERN_CHARS && nativePattern(pattern) !== undefined;
}

/**
 * Patterns of one form, whoever wrote them. They run in an engine of linear time; what that one cannot do (looking
 * ahead, back references, very long texts) runs in JavaScript's own under a deadline. Past it a text counts as
 * fitting: the tool will say.
 */
export function createPatternTests(): (pattern: string) => PatternTest {
  const within = createDeadline();
  return (pattern) => {
    const states = pattern.length * largestCount(pattern);
    // Made when they are needed: a form has more patterns than texts that were typed.
    let linear: RE2JS | null | undefined;
    let native: RegExp | undefined;
    return {
      test: (text) => {
        linear ??= states > MAX_PATTERN_CHARS * 10 ? null : linearPattern(pattern);
        if (linear !== null && text.length * states <= MAX_QUICK_STEPS) return linear.test(text);
        if (linear !== null && text.length <= MAX_LINEAR_CHARS) return within(linear, text);
        native ??= nativePattern(pattern);
        return native === undefined || within(native, text);
      },
      toString: () => `pattern:${pattern}`,
    };
  };
}

/** Repetitions are unrolled by a linear engine; those within others multiply. */
function largestCount(pattern: string): number {
  const counts = [...pattern.matchAll(/\{(\d*),?(\d*)\}/g)].map(([, least, most]) =>
    Math.max(Number(least), Number(most), 1),
  );
  return counts.reduce((product, count) => Math.min(product * count, 1_000_000), 1);
}

function linearPattern(pattern: string): RE2JS | null {
  try {
    return RE2JS.compile(RE2JS.translateRegExp(pattern));
  } catch {
    return null;
  }
}

/** With Unicode as JSON Schema wants it, without where the pattern is none then. */
function nativePattern(pattern: string): RegExp | undefined {
  for (const flags of ['u', '']) {
    try {
      return new RegExp(pattern, flags);
    } catch {
      // Not in this dialect.
    }
  }
  return undefined;
}

/** Runs tests until the time that they may take together is used up; then and past it every text counts as fitting. */
function createDeadline(): (pattern: { test(text: string): boolean }, text: string) => boolean {
  let leftMs = MAX_SPENT_MS;
  let sandbox: { readonly context: Context; readonly script: Script } | undefined;
  let run = () => true;
  return (pattern, text) => {
    sandbox ??= { context: createContext({ run: () => run() }), script: new Script('run()') };
    run = () => pattern.test(text);
    while (leftMs >= 1) {
      const before = process.cpuUsage();
      try {
        return sandbox.script.runInContext(sandbox.context, { timeout: Math.ceil(leftMs) }) === true;
      } catch {
        // A busy machine may not have let it run at all: only work counts.
        leftMs -= Math.max(process.cpuUsage(before).user / 1000, MAX_SPENT_MS / 4);
      }
    }
    return true;
  };
}

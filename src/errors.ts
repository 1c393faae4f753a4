/** What a person or an operator needs to know of a failure, beside its stack. */
export interface ErrandErrorOptions {
  /** Whether the same call may succeed later without anything being changed. */
  readonly retryable?: boolean;
  /** How long the other side asked us to wait. */
  readonly retryAfterMs?: number;
  /** For Slack: one sentence on what happened and one on what to do. Never an upstream body. */
  readonly userMessage?: string;
  /** For the log only: ids, statuses, upstream codes. */
  readonly fields?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
}

/**
 * The one error class of the product. `code` names the failure (`warp.rate_limited`), the message is a static
 * sentence, data goes into `fields`. Foreign errors are mapped to it once, at the edge where they arise.
 */
export class ErrandError extends Error {
  readonly code: string;
  readonly retryable: boolean;
  readonly retryAfterMs: number | undefined;
  readonly userMessage: string;
  readonly fields: Readonly<Record<string, unknown>>;

  constructor(code: string, message: string, options: ErrandErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'ErrandError';
    this.code = code;
    this.retryable = options.retryable ?? false;
    this.retryAfterMs = options.retryAfterMs;
    this.userMessage =
      options.userMessage ??
      'Something went wrong inside Errand. Try again, and tell your admin if it stays.';
    this.fields = options.fields ?? {};
  }
}

/** Narrows an unknown to an `ErrandError`, wrapping anything else as `internal` with the original as its cause. */
export function toErrandError(error: unknown): ErrandError {
  if (error instanceof ErrandError) return error;
  return new ErrandError('internal', 'An unexpected error was thrown.', { cause: error });
}

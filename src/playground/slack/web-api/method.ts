import type { Problem } from '../../../block-kit/problem.ts';
import { problemLine } from '../check-blocks.ts';
import type { JsonObject } from '../json-value.ts';
import type { RateLimit } from '../rate-limiter.ts';
import type { MethodArguments } from './method-arguments.ts';

/** One method of the Web API. */
export interface Method {
  readonly token: 'bot' | 'app' | 'none';
  /** Scopes of which the app needs one. */
  readonly scopes?: readonly string[];
  readonly limit: RateLimit;
  /** What shares one allowance beside the method itself: the channel of a post. */
  readonly limitKey?: (args: MethodArguments) => string;
  /** The answer without `ok`. Throws `SlackApiError`. */
  readonly run: (args: MethodArguments) => JsonObject | Promise<JsonObject>;
}

export type Methods = Readonly<Record<string, Method>>;

/** A refusal in Slack's form: HTTP 200 with `ok: false` and this error code. */
export class SlackApiError extends Error {
  readonly code: string;
  readonly details: JsonObject;

  constructor(code: string, messages: readonly string[] = [], extra: JsonObject = {}) {
    super(code);
    this.code = code;
    this.details = { ...extra, ...(messages.length === 0 ? {} : { response_metadata: { messages } }) };
  }
}

/** Refuses when there are problems, with the code of the first. */
export function refuse(problems: readonly Problem[], root: '' | '/view'): void {
  const [first] = problems;
  if (first === undefined) return;
  const lines = problems.map((problem) => problemLine(problem, root));
  const errors = first.code === 'invalid_blocks' ? { errors: lines.map((line) => line.slice(8)) } : {};
  throw new SlackApiError(first.code, lines, errors);
}

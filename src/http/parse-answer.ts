import type { z } from 'zod';
import { type HttpAnswer, malformedAnswer, type Service } from './failure.ts';

/** Something odd in an answer that was used all the same: for the log. Names places, never values. */
export interface AnswerOddity {
  readonly service: string;
  readonly route: string;
  readonly what: string;
  /** The item's place in its list. */
  readonly index?: number;
  readonly paths?: readonly string[];
}

export type OnOddity = (oddity: AnswerOddity) => void;

/**
 * The answer's body as the schema says, or ErrandError `<service>.malformed_answer`, which is not retryable.
 */
export function parseAnswer<Schema extends z.ZodType>(
  service: Service,
  route: string,
  schema: Schema,
  answer: HttpAnswer,
  value: unknown = answer.body,
): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw malformedAnswer(service, route, answer, issuePaths(parsed.error));
}

/**
 * The items that fit the schema; the others are skipped and reported, so that one bad item spoils no list.
 */
export function parseItems<Schema extends z.ZodType>(
  schema: Schema,
  items: readonly unknown[],
  report: (index: number, paths: readonly string[]) => void,
): z.output<Schema>[] {
  const good: z.output<Schema>[] = [];
  for (const [index, item] of items.entries()) {
    const parsed = schema.safeParse(item);
    if (parsed.success) good.push(parsed.data);
    else report(index, issuePaths(parsed.error));
  }
  return good;
}

function issuePaths(error: z.ZodError): string[] {
  return error.issues.slice(0, 10).map((issue) => `${issue.path.map(String).join('.')}: ${issue.code}`);
}

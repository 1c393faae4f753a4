import { brokenInputLimit, executeLimits } from './input-limits.ts';

export interface ExecuteBody {
  readonly toolName: string;
  readonly organizationId: string;
  readonly input: Record<string, unknown>;
  readonly reasoning: string | null;
  readonly externalRef: string | null;
}

type ReadBody =
  | { readonly ok: true; readonly body: ExecuteBody }
  | { readonly ok: false; readonly message: string };

const knownFields = ['toolName', 'organizationId', 'input', 'reasoning', 'externalRef'];

/** Reads the body of `execute`, or says what is wrong with it. Unknown fields are refused: they are misspellings. */
export function readExecuteBody(raw: unknown): ReadBody {
  if (!isRecord(raw)) return refuse('the body must be a JSON object');
  const unknown = Object.keys(raw).find((key) => !knownFields.includes(key));
  if (unknown !== undefined) return refuse(`property ${unknown} should not exist`);
  const { toolName, organizationId, input, reasoning, externalRef } = raw;
  if (typeof toolName !== 'string' || toolName === '') return refuse('toolName should not be empty');
  if (typeof organizationId !== 'string' || organizationId === '')
    return refuse('organizationId should not be empty');
  if (!isRecord(input)) return refuse('input must be an object');
  if (reasoning !== undefined && typeof reasoning !== 'string') return refuse('reasoning must be a string');
  if (externalRef !== undefined && typeof externalRef !== 'string')
    return refuse('externalRef must be a string');
  if (reasoning !== undefined && reasoning.length > executeLimits.maxReasoningCharacters) {
    return refuse(
      `reasoning must be shorter than or equal to ${executeLimits.maxReasoningCharacters} characters`,
    );
  }
  const broken = brokenInputLimit(input);
  if (broken !== undefined) return refuse(broken);
  return {
    ok: true,
    body: { toolName, organizationId, input, reasoning: reasoning ?? null, externalRef: externalRef ?? null },
  };
}

function refuse(message: string): ReadBody {
  return { ok: false, message };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

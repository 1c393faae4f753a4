/*
 * The documentation shows no answer whole: a list may come bare or under a name, an execution bare or inside
 * `data`. These functions take whatever envelope there is off.
 */

const listNames = ['executions', 'tools', 'data', 'items', 'results'] as const;
const objectNames = ['execution', 'data', 'item', 'result'] as const;
const maxEnvelopes = 3;

/** The list in an answer, or undefined where there is none. */
export function unwrapList(body: unknown, envelopesLeft: number = maxEnvelopes): unknown[] | undefined {
  if (Array.isArray(body)) return body;
  if (!isRecord(body) || envelopesLeft === 0) return undefined;
  for (const name of listNames) {
    const found = unwrapList(body[name], envelopesLeft - 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * The execution in an answer. An object with id and status is one; otherwise what a nested object says of
 * either wins, and the rest is taken from around it (`{executionId, data: {status, output}}`).
 */
export function unwrapExecution(body: unknown, envelopesLeft: number = maxEnvelopes): unknown {
  if (!isRecord(body) || envelopesLeft === 0) return body;
  if (hasId(body) && typeof body.status === 'string') return body;
  for (const name of objectNames) {
    const nested = unwrapExecution(body[name], envelopesLeft - 1);
    if (!isRecord(nested) || !(hasId(nested) || typeof nested.status === 'string' || 'output' in nested)) {
      continue;
    }
    const { [name]: _envelope, ...around } = body;
    return { ...around, ...nested };
  }
  return body;
}

function hasId(value: Record<string, unknown>): boolean {
  return [value.id, value.executionId].some((id) => typeof id === 'string' || typeof id === 'number');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

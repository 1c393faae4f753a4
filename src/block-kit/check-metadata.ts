import { SLACK_LIMITS } from './limits.ts';
import type { Problem, ProblemCode } from './problem.ts';
import { isObject } from './rule.ts';

const { metadataEventTypeChars, metadataPayloadBytes } = SLACK_LIMITS.message;

/**
 * What Slack would refuse of a post's metadata: a name of the event and a flat payload. Slack's typings also know
 * objects within the payload; an app that describes no schema of its events does well to keep to plain values.
 */
export function checkSlackMetadata(metadata: unknown): Problem[] {
  if (!isObject(metadata)) return [problem('invalid_metadata_format', '/metadata', 'must provide an object')];
  const { event_type: name, event_payload: payload } = metadata;
  if (typeof name !== 'string' || name === '') {
    return [problem('invalid_metadata_format', '/metadata', 'missing required field: event_type')];
  }
  if (name.length > metadataEventTypeChars) {
    const message = `must be less than ${metadataEventTypeChars + 1} characters`;
    return [problem('invalid_metadata_format', '/metadata/event_type', message)];
  }
  if (!isObject(payload)) {
    return [problem('invalid_metadata_format', '/metadata', 'missing required field: event_payload')];
  }
  const nested = Object.keys(payload).find((key) => !isPlain(payload[key]));
  if (nested !== undefined) {
    const message = 'must be a string, a number or a boolean';
    return [problem('invalid_metadata_schema', `/metadata/event_payload/${nested}`, message)];
  }
  if (Buffer.byteLength(JSON.stringify(payload)) > metadataPayloadBytes) {
    const message = `must be less than ${metadataPayloadBytes + 1} bytes`;
    return [problem('metadata_too_large', '/metadata/event_payload', message)];
  }
  return [];
}

function problem(code: ProblemCode, pointer: string, message: string): Problem {
  return { code, pointer, message };
}

function isPlain(value: unknown): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

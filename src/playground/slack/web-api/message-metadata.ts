import { isObject, type JsonObject } from '../json-value.ts';
import { SlackApiError } from './method.ts';
import type { MethodArguments } from './method-arguments.ts';

const maxPayloadBytes = 16_000;

/** A post's metadata: an event type and a payload whose values are scalars or lists of scalars. */
export function metadataOf(args: MethodArguments): { metadata?: JsonObject } {
  if (!args.has('metadata')) return {};
  const metadata = args.json('metadata');
  if (!isObject(metadata) || typeof metadata.event_type !== 'string' || metadata.event_type === '') {
    throw new SlackApiError('invalid_metadata_format');
  }
  const payload = metadata.event_payload;
  if (!isObject(payload)) throw new SlackApiError('invalid_metadata_format');
  if (Object.values(payload).some((value) => !isFlat(value)))
    throw new SlackApiError('invalid_metadata_schema');
  if (Buffer.byteLength(JSON.stringify(payload)) > maxPayloadBytes)
    throw new SlackApiError('metadata_too_large');
  return { metadata: { event_type: metadata.event_type, event_payload: payload } };
}

function isFlat(value: unknown): boolean {
  if (Array.isArray(value)) return value.every(isScalar);
  return isScalar(value);
}

function isScalar(value: unknown): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

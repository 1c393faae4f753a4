import { checkBlocks } from '../check-blocks.ts';
import { isObject, type JsonObject } from '../json-value.ts';
import { refuse } from './method.ts';
import type { MethodArguments } from './method-arguments.ts';

/** A post's metadata: an event type and a flat payload. */
export function metadataOf(args: MethodArguments): { metadata?: JsonObject } {
  if (!args.has('metadata')) return {};
  const metadata = args.json('metadata');
  refuse(checkBlocks.metadata(metadata), '');
  if (!isObject(metadata)) return {};
  return { metadata: { event_type: metadata.event_type, event_payload: metadata.event_payload } };
}

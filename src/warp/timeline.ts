import { z } from 'zod';
import { optionalInstantMs, optionalText } from '../http/wire-fields.ts';

/** One entry of a run's timeline. `eventType` is open (`oz_run_created`, `shared_session_started`, …). */
export const WarpTimelineEvent = z
  .looseObject({ event_type: z.string().min(1), event_uuid: optionalText, occurred_at: optionalInstantMs })
  .transform((wire) => ({
    eventType: wire.event_type,
    eventUuid: wire.event_uuid,
    occurredAtMs: wire.occurred_at,
  }));
export type WarpTimelineEvent = z.output<typeof WarpTimelineEvent>;

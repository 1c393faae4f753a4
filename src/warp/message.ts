import { z } from 'zod';
import { optionalInstantMs, optionalText, tolerantList } from '../http/wire-fields.ts';

/** A letter in a run's inbox, without its body. */
export const WarpMessageHeader = z
  .looseObject({
    message_id: z.string().min(1),
    sender_run_id: optionalText,
    subject: optionalText,
    sent_at: optionalInstantMs,
    delivered_at: optionalInstantMs,
    read_at: optionalInstantMs,
  })
  .transform((wire) => ({
    messageId: wire.message_id,
    senderRunId: wire.sender_run_id,
    /** Untrusted. */
    subject: wire.subject ?? '',
    sentAtMs: wire.sent_at,
    deliveredAtMs: wire.delivered_at,
    readAtMs: wire.read_at,
  }));
export type WarpMessageHeader = z.output<typeof WarpMessageHeader>;

/** The same with its body, as reading it answers. */
export const WarpMessage = z.looseObject({ body: optionalText }).transform((wire, context) => {
  const header = WarpMessageHeader.safeParse(wire);
  if (header.success) return { ...header.data, body: wire.body ?? '' };
  for (const { path } of header.error.issues)
    context.addIssue({ code: 'custom', path, message: 'malformed' });
  return z.NEVER;
});
export type WarpMessage = z.output<typeof WarpMessage>;

/** One id per recipient, in their order. */
export const SentMessage = z
  .looseObject({ message_ids: tolerantList(z.string()) })
  .transform((wire) => wire.message_ids);

/** An event of a watched run. `eventType` is open: types not known are to be ignored. */
export const WarpEvent = z
  .looseObject({
    event_type: z.string().min(1),
    run_id: z.string().min(1),
    ref_id: optionalText,
    execution_id: optionalText,
    occurred_at: optionalInstantMs,
    sequence: z.number().int().nonnegative(),
  })
  .transform((wire) => ({
    eventType: wire.event_type,
    runId: wire.run_id,
    refId: wire.ref_id,
    executionId: wire.execution_id,
    occurredAtMs: wire.occurred_at,
    sequence: wire.sequence,
  }));
export type WarpEvent = z.output<typeof WarpEvent>;

export const ReportedEvent = z
  .looseObject({ sequence: z.number().int().optional().catch(undefined) })
  .transform((wire) => ({ sequence: wire.sequence }));

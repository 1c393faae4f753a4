import type { CallOptions } from '../http/client.ts';
import type { WarpCalls } from './calls.ts';
import { ReportedEvent, SentMessage, WarpEvent, WarpMessage, WarpMessageHeader } from './message.ts';
import { rfc3339 } from './requests.ts';

/** What can be reported of a run. */
export const WARP_REPORTABLE_EVENTS = [
  'run_in_progress',
  'run_succeeded',
  'run_failed',
  'run_errored',
  'run_blocked',
  'run_cancelled',
] as const;

export interface WarpInboxQuery {
  readonly unread?: boolean;
  readonly sinceMs?: number;
  /** 1 to 100; the API's default is 50. */
  readonly limit?: number;
}

/**
 * Letters between runs, and their events. Internal endpoints: 403 or 404 (`fields.status`) means that they are not
 * there for this key.
 */
export interface WarpMessagesApi {
  /**
   * Sends a letter from a run to others; returns an id for each recipient. `warp.operation_not_supported` (422): one of
   * them has ended. Subjects have at most 1,024 characters, bodies 128 KB. Sent once, never repeated.
   */
  sendMessage(
    message: {
      readonly to: readonly string[];
      readonly subject: string;
      readonly body: string;
      readonly senderRunId: string;
    },
    options?: CallOptions,
  ): Promise<readonly string[]>;
  /** A run's inbox without the bodies; reading it marks nothing. */
  listMessages(runId: string, query?: WarpInboxQuery, options?: CallOptions): Promise<WarpMessageHeader[]>;
  /** A letter whole. Marks it as read: the agent may take it for known. */
  readMessage(messageId: string, options?: CallOptions): Promise<WarpMessage>;
  markDelivered(messageId: string, options?: CallOptions): Promise<void>;
  /** Events after the cursor `since`, by rising sequence, at most `limit` (500). */
  pollEvents(
    query: { readonly runIds: readonly string[]; readonly since?: number; readonly limit?: number },
    options?: CallOptions,
  ): Promise<WarpEvent[]>;
  /** Reports an event of a run, which may change its state. Reported once, never repeated. */
  reportEvent(
    runId: string,
    event: { readonly eventType: string; readonly executionId?: string; readonly refId?: string },
    options?: CallOptions,
  ): Promise<{ readonly sequence: number | undefined }>;
}

export function createMessagesApi({ get, send, parse, list }: WarpCalls): WarpMessagesApi {
  return {
    async sendMessage({ to, subject, body, senderRunId }, options) {
      const path = '/agent/messages';
      const wire = { to, subject, body, sender_run_id: senderRunId };
      return parse(path, SentMessage, await send('POST', path, options, { body: wire }));
    },
    async listMessages(runId, { unread, sinceMs, limit } = {}, options) {
      const path = '/agent/messages/{runId}';
      const query = { unread, since: rfc3339(sinceMs), limit };
      return list(
        path,
        await get(path, options, { pathParams: { runId }, query }),
        'messages',
        WarpMessageHeader,
      );
    },
    async readMessage(messageId, options) {
      const path = '/agent/messages/{messageId}/read';
      return parse(
        path,
        WarpMessage,
        await send('POST', path, options, { pathParams: { messageId } }, 'idempotent'),
      );
    },
    async markDelivered(messageId, options) {
      const path = '/agent/messages/{messageId}/delivered';
      await send('POST', path, options, { pathParams: { messageId } }, 'idempotent');
    },
    async pollEvents({ runIds, since, limit }, options) {
      const path = '/agent/events';
      const answer = await get(path, options, { query: { run_ids: runIds, since, limit } });
      return list(path, answer, 'events', WarpEvent).toSorted((a, b) => a.sequence - b.sequence);
    },
    async reportEvent(runId, { eventType, executionId, refId }, options) {
      const path = '/agent/events/{runId}';
      const body = { event_type: eventType, execution_id: executionId, ref_id: refId };
      return parse(path, ReportedEvent, await send('POST', path, options, { pathParams: { runId }, body }));
    },
  };
}

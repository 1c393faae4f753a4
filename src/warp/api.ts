import type { CallOptions, HttpMethod } from '../http/client.ts';
import type { HttpAnswer } from '../http/failure.ts';
import type { Query } from '../http/request-target.ts';
import type { WarpChoicesApi } from './choices-api.ts';
import type { WarpConversationsApi } from './conversations-api.ts';
import type { WarpMessagesApi } from './messages-api.ts';
import type { WarpRunsApi } from './runs-api.ts';
import type { WarpSchedulesApi } from './schedules-api.ts';

/**
 * Warp's Agent API (Oz) over REST. All methods throw ErrandError `warp.*` with `fields.outcome` (see
 * `callOutcome`); which codes there are stands at `warpAnswerError` and `transportFailure`, what an error says beside
 * its code at `warpErrorDetails`. Reads, and what comes to the same when done twice, are repeated over passing trouble;
 * creating, sending, cancelling and deleting never are. Every call takes its own timeout, number of attempts and signal,
 * and `onAnswer` shows status, headers and whatever no schema knows.
 */
export interface WarpClient
  extends WarpRunsApi,
    WarpConversationsApi,
    WarpMessagesApi,
    WarpChoicesApi,
    WarpSchedulesApi {
  /**
   * A path that this client has no method for: `request('GET', '/agent/runs/{runId}/handoff/attachments', …)`. Answers
   * whatever its status; GET is repeated over passing trouble, all else is sent once.
   */
  request(
    method: HttpMethod,
    path: string,
    rest?: {
      readonly pathParams?: Readonly<Record<string, string>>;
      readonly query?: Query;
      readonly body?: unknown;
    },
    options?: CallOptions,
  ): Promise<HttpAnswer>;
  close(): Promise<void>;
}

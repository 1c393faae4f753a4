import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from '@slack/web-api';
import { ErrandError } from '../errors.ts';

/** Slack's words for a channel that the bot cannot write to. */
const CLOSED_CHANNEL = new Set([
  'not_in_channel',
  'channel_not_found',
  'is_archived',
  'restricted_action',
  'cannot_reply_to_message',
  'not_allowed_in_dm',
]);
const MESSAGE_GONE = new Set([
  'message_not_found',
  'cant_update_message',
  'edit_window_closed',
  'is_inactive',
]);
const STREAM_OVER = new Set(['message_not_in_streaming_state', 'stopped_by_user']);
/** The connection was never made, so that nothing can have happened. */
const NEVER_CONNECTED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']);
const ERROR_NAME = /^[a-z][a-z0-9_]*$/;
const TROUBLE_AT_SLACK = new Set(['internal_error', 'fatal_error', 'service_unavailable', 'request_timeout']);

/** Maps what the Web API client throws; the codes are listed at `SlackPoster`. */
export function toSlackError(error: unknown, method: string): ErrandError {
  if (error instanceof ErrandError) return error;
  if (error instanceof WebAPIRateLimitedError) {
    return new ErrandError('slack.rate_limited', 'Slack asked to wait.', {
      retryable: true,
      retryAfterMs: error.retryAfter * 1_000,
      fields: { method },
      cause: error,
    });
  }
  if (error instanceof WebAPIPlatformError) return platformError(error, method);
  if (error instanceof WebAPIRequestError) {
    const neverConnected = causes(error).some((cause) => NEVER_CONNECTED.has(cause));
    return neverConnected
      ? slackError('slack.not_sent', 'Slack could not be reached.', method, error)
      : slackError('slack.unclear', 'Slack did not answer.', method, error);
  }
  if (error instanceof WebAPIHTTPError) {
    return slackError('slack.unclear', 'Slack answered with an HTTP error.', method, error, {
      status: error.statusCode,
    });
  }
  return slackError('slack.unclear', 'A call to Slack failed.', method, error);
}

function platformError(error: WebAPIPlatformError, method: string): ErrandError {
  const slackCode = error.data.error;
  const fields = { slackCode, messages: error.data.response_metadata?.messages };
  if (CLOSED_CHANNEL.has(slackCode)) {
    return slackError('slack.cannot_post', 'Slack does not let the bot write there.', method, error, fields);
  }
  if (MESSAGE_GONE.has(slackCode)) {
    return slackError('slack.message_gone', 'The message can no longer be changed.', method, error, fields);
  }
  if (STREAM_OVER.has(slackCode)) {
    return slackError('slack.stream_over', 'The message is no longer streamed.', method, error, fields);
  }
  // The client takes an answer that is no JSON, a proxy's page or a cut one, for the name of an error.
  if (TROUBLE_AT_SLACK.has(slackCode) || !ERROR_NAME.test(slackCode)) {
    return slackError('slack.unclear', 'Slack has trouble of its own.', method, error, fields);
  }
  return slackError('slack.refused', 'Slack refused a call.', method, error, fields);
}

function slackError(
  code: string,
  message: string,
  method: string,
  cause: unknown,
  fields: Record<string, unknown> = {},
): ErrandError {
  const retryable = code === 'slack.not_sent' || code === 'slack.unclear';
  return new ErrandError(code, message, { retryable, fields: { method, ...fields }, cause });
}

/** Error codes along the chain of causes; several addresses may have been tried. */
function causes(error: unknown): string[] {
  if (typeof error !== 'object' || error === null) return [];
  const code = 'code' in error && typeof error.code === 'string' ? [error.code] : [];
  const inner = 'cause' in error ? causes(error.cause) : [];
  const several = error instanceof AggregateError ? error.errors.flatMap(causes) : [];
  return [...code, ...inner, ...several];
}

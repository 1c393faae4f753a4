import { WebAPIPlatformError } from '@slack/web-api';
import { ErrandError } from '../errors.ts';
import { toSlackError } from './slack-error.ts';

/** Slack's words for a token that will not do, whatever is tried again. */
const TOKEN_REFUSED = new Set([
  'invalid_auth',
  'not_authed',
  'account_inactive',
  'token_revoked',
  'token_expired',
  'not_allowed_token_type',
  'missing_scope',
  'team_access_not_granted',
]);

const WHERE = {
  SLACK_BOT_TOKEN: 'OAuth & Permissions, after installing the app',
  SLACK_APP_TOKEN: 'Basic Information → App-Level Tokens, with the scope connections:write',
} as const;

/**
 * Says which setting to mend when Slack does not let Errand start: `slack.token_refused`, or what `toSlackError` makes
 * of anything else.
 */
export function toStartError(error: unknown, setting: keyof typeof WHERE): ErrandError {
  const slackCode = error instanceof WebAPIPlatformError ? error.data.error : undefined;
  if (slackCode === undefined || !TOKEN_REFUSED.has(slackCode)) {
    const { code, message, retryable, retryAfterMs, fields } = toSlackError(error, 'start');
    return new ErrandError(code, message, {
      retryable,
      ...(retryAfterMs !== undefined && { retryAfterMs }),
      userMessage: 'Check the network and SLACK_API_URL, and start Errand again.',
      fields,
      cause: error,
    });
  }
  return new ErrandError('slack.token_refused', `Slack refuses ${setting} (${slackCode}).`, {
    userMessage: `Copy the token again from api.slack.com/apps → your app → ${WHERE[setting]}, and start Errand again.`,
    fields: { setting, slackCode },
    cause: error,
  });
}

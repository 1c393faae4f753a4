import type { Clock } from '../clock.ts';
import type { ErrandError } from '../errors.ts';

/** A workspace's plan, its app's scopes and its admins' choices change seldom. */
const HOLDS_FOR_MS = 60 * 60_000;
const MAX_CHANNELS = 1_000;
const ANYWHERE = '*';
/** Refusals that are about the app and its workspace, and not about this channel. */
const OF_WORKSPACE =
  /^(missing_scope|unknown_method|method_deprecated|no_permission|access_denied|team_access_not_granted|not_allowed_token_type|enterprise_is_restricted|feature_\w+)$/;

/** Where Slack gave no stream lately. In memory: another process asks once itself. */
export interface StreamRefusals {
  holdsFor(channelId: string): boolean;
  /** Remembers why a stream was not begun. Returns false where nothing is known: it may have begun, or would the next time. */
  note(channelId: string, error: ErrandError): boolean;
}

export function createStreamRefusals(clock: Clock): StreamRefusals {
  const untilMs = new Map<string, number>();
  const isHeld = (key: string) => clock.nowMs() < (untilMs.get(key) ?? 0);
  return {
    holdsFor: (channelId) => isHeld(ANYWHERE) || isHeld(channelId),
    note(channelId, { code, fields, retryAfterMs = HOLDS_FOR_MS }) {
      if (!/^slack\.(refused|cannot_post|rate_limited)$/.test(code)) return false;
      if (untilMs.size >= MAX_CHANNELS) untilMs.clear();
      const isEverywhere = code === 'slack.rate_limited' || OF_WORKSPACE.test(String(fields['slackCode']));
      untilMs.set(isEverywhere ? ANYWHERE : channelId, clock.nowMs() + retryAfterMs);
      return true;
    },
  };
}

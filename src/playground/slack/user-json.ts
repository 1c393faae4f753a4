import type { JsonObject } from './json-value.ts';
import type { Workspace } from './workspace.ts';
import type { WorkspaceUser } from './workspace-types.ts';

/** A user as `users.info` returns it. */
export function userJson(
  workspace: Workspace,
  user: WorkspaceUser,
  nowMs: number,
  canSeeEmail: boolean,
): JsonObject {
  const isExternal = user.teamId !== workspace.teamId;
  return {
    id: user.id,
    team_id: user.teamId,
    name: user.name,
    deleted: user.isDeactivated,
    color: user.color,
    real_name: user.realName,
    tz: user.timeZone,
    tz_label: zoneName(user.timeZone, nowMs, 'long'),
    tz_offset: offsetSeconds(user.timeZone, nowMs),
    profile: {
      real_name: user.realName,
      real_name_normalized: user.realName,
      display_name: user.name,
      display_name_normalized: user.name,
      team: user.teamId,
      ...(canSeeEmail && user.kind !== 'bot' ? { email: emailOf(workspace, user) } : {}),
      ...(user.kind === 'bot' ? { bot_id: workspace.botId, api_app_id: workspace.appId } : {}),
    },
    is_admin: user.kind === 'admin',
    is_owner: user.kind === 'admin',
    is_primary_owner: user.kind === 'admin',
    is_restricted: user.kind === 'guest',
    is_ultra_restricted: false,
    is_bot: user.kind === 'bot',
    is_app_user: false,
    is_email_confirmed: user.kind !== 'bot',
    ...(isExternal ? { is_stranger: true } : {}),
    updated: 1_760_000_000,
  };
}

export function emailOf(workspace: Workspace, user: WorkspaceUser): string {
  return user.email ?? `${user.name}@${workspace.domain}.example`;
}

function zoneName(timeZone: string, nowMs: number, style: 'long' | 'longOffset'): string {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: style }).formatToParts(nowMs);
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? timeZone;
}

function offsetSeconds(timeZone: string, nowMs: number): number {
  const match = /GMT([+-])(\d{2}):(\d{2})/.exec(zoneName(timeZone, nowMs, 'longOffset'));
  const seconds = Number(match?.[2] ?? 0) * 3600 + Number(match?.[3] ?? 0) * 60;
  return match?.[1] === '-' ? -seconds : seconds;
}

import type { WebClient } from '@slack/web-api';
import type { PeopleDirectory, Person } from '../access/access.ts';
import type { Clock } from '../clock.ts';
import { toSlackError } from './slack-error.ts';

/** Somebody made a guest or taken off a group is noticed after this. */
const FRESH_FOR_MS = 60_000;
const MAX_ENTRIES = 2_000;

/** People and user groups as Slack knows them, remembered for a minute. */
export function createDirectory(client: WebClient, clock: Clock): PeopleDirectory {
  const person = remember(clock, async (userId): Promise<Person> => {
    const { user } = await client.users.info({ user: userId });
    return {
      id: userId,
      teamId: user?.team_id ?? '',
      displayName: user?.profile?.display_name || user?.real_name || userId,
      timeZone: user?.tz ?? 'UTC',
      isBot: user?.is_bot ?? false,
      isDeactivated: user?.deleted ?? false,
      isGuest: (user?.is_restricted ?? false) || (user?.is_ultra_restricted ?? false),
      isExternal: user?.is_stranger ?? false,
    };
  });
  const groupMembers = remember(clock, async (groupId) => {
    const { users } = await client.usergroups.users.list({ usergroup: groupId });
    return users ?? [];
  });
  return {
    person: (userId) => asSlackError('users.info', person(userId)),
    groupMembers: (groupId) => asSlackError('usergroups.users.list', groupMembers(groupId)),
  };
}

async function asSlackError<T>(method: string, answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw toSlackError(error, method);
  }
}

function remember<T>(clock: Clock, load: (id: string) => Promise<T>): (id: string) => Promise<T> {
  const known = new Map<string, { readonly value: Promise<T>; readonly atMs: number }>();
  return (id) => {
    const entry = known.get(id);
    if (entry !== undefined && clock.nowMs() - entry.atMs < FRESH_FOR_MS) return entry.value;
    if (known.size >= MAX_ENTRIES) known.clear();
    const value = load(id);
    known.set(id, { value, atMs: clock.nowMs() });
    // A failure is not remembered.
    value.catch(() => known.delete(id));
    return value;
  };
}

import type { JobProblem } from '../store/job.ts';

/** What Slack says of a person, as far as it matters here. */
export interface Person {
  readonly id: string;
  readonly teamId: string;
  readonly displayName: string;
  readonly timeZone: string;
  readonly isBot: boolean;
  readonly isDeactivated: boolean;
  /** A single- or multi-channel guest. */
  readonly isGuest: boolean;
  /** From another organization, in a shared channel. */
  readonly isExternal: boolean;
}

export interface PeopleDirectory {
  person(userId: string): Promise<Person>;
  /** The members of a user group (`S…`). */
  groupMembers(groupId: string): Promise<readonly string[]>;
}

export interface AccessPolicy {
  /** Channel ids; empty for every channel. */
  readonly allowedChannels: readonly string[];
  /** User or group ids; empty for every full member. */
  readonly allowedUsers: readonly string[];
  readonly adminUsers: readonly string[];
}

export interface AccessQuestion {
  readonly userId: string;
  readonly channelId: string;
  /** The workspace that Errand is installed in. */
  readonly teamId: string;
}

export interface Refusal extends JobProblem {
  /** The same for a message, with links to channels; where absent, `userMessage` says all. */
  readonly mrkdwn?: string;
}

export interface Access {
  /** Why this person may not use Errand here, or undefined when they may. */
  refusal(question: AccessQuestion): Promise<Refusal | undefined>;
  /** Whether a person may act on everybody's jobs. */
  isAdmin(userId: string): Promise<boolean>;
}

/** Who may do what, where: full members of the workspace, narrowed by the operator's lists. */
export function createAccess(policy: AccessPolicy, directory: PeopleDirectory): Access {
  async function isListed(userId: string, ids: readonly string[]): Promise<boolean> {
    if (ids.includes(userId)) return true;
    for (const groupId of ids.filter((id) => id.startsWith('S'))) {
      if ((await directory.groupMembers(groupId)).includes(userId)) return true;
    }
    return false;
  }

  async function refusal({ userId, channelId, teamId }: AccessQuestion): Promise<Refusal | undefined> {
    const person = await directory.person(userId);
    if (person.isExternal || person.teamId !== teamId) {
      return refuse(
        'external',
        'Errand works only for people of this workspace. Ask a colleague here to run it.',
      );
    }
    if (person.isGuest) {
      return refuse(
        'guest',
        'Guests can’t use Errand. Ask a full member of this workspace to run it for you.',
      );
    }
    if (person.isBot || person.isDeactivated) {
      return refuse('not_a_person', 'Errand works only for active members of this workspace.');
    }
    const { allowedChannels, allowedUsers } = policy;
    if (allowedUsers.length > 0 && !(await isListed(userId, allowedUsers))) {
      return refuse(
        'user',
        'You are not on the list of people who may use Errand. Ask your admin to add you.',
      );
    }
    const isDirectMessage = channelId.startsWith('D');
    if (allowedChannels.length > 0 && !isDirectMessage && !allowedChannels.includes(channelId)) {
      const channels = allowedChannels.map((id) => `<#${id}>`).join(', ');
      return {
        ...refuse('channel', 'Errand may not be used in this channel. Write to it directly instead.'),
        mrkdwn: `Errand may not be used in this channel. Use it in ${channels}, or write to it directly.`,
      };
    }
    return undefined;
  }

  return { refusal, isAdmin: (userId) => isListed(userId, policy.adminUsers) };
}

function refuse(reason: string, userMessage: string): JobProblem {
  return { code: `access.${reason}`, userMessage };
}

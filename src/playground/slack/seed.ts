type UserKind = 'member' | 'admin' | 'guest' | 'external' | 'bot';

export interface UserSeed {
  readonly id: string;
  /** The short handle. */
  readonly name: string;
  readonly realName: string;
  readonly kind: UserKind;
  /** IANA name. */
  readonly timeZone: string;
  readonly color: string;
  /** `name@domain.example` when absent. */
  readonly email?: string;
  /** Of another organization, for people from outside. */
  readonly teamId?: string;
}

interface ChannelSeed {
  readonly id: string;
  readonly name: string;
  readonly kind: 'public' | 'private';
  readonly members: readonly string[];
  readonly topic?: string;
  readonly isArchived?: boolean;
}

export interface UserGroupSeed {
  readonly id: string;
  readonly handle: string;
  readonly name: string;
  readonly users: readonly string[];
}

/** What a workspace holds before anything happens. Direct messages with the bot are made for each person. */
export interface WorkspaceSeed {
  readonly teamId: string;
  readonly teamName: string;
  readonly domain: string;
  readonly appId: string;
  readonly bot: UserSeed & { readonly botId: string };
  readonly people: readonly UserSeed[];
  readonly channels: readonly ChannelSeed[];
  readonly userGroups: readonly UserGroupSeed[];
}

/** The workspace "Acme": an admin, two members, a guest, a person from outside, and four channels. */
export const acmeSeed: WorkspaceSeed = {
  teamId: 'T0ACME',
  teamName: 'Acme',
  domain: 'acme',
  appId: 'A0ERRAND',
  bot: {
    id: 'U0ERRAND',
    botId: 'B0ERRAND',
    name: 'errand',
    realName: 'Errand',
    kind: 'bot',
    timeZone: 'America/Los_Angeles',
    color: '2b2d42',
  },
  people: [
    person('U0ADA', 'ada', 'Ada Okafor', 'admin', 'Europe/Berlin', '9f69e7'),
    person('U0BEN', 'ben', 'Ben Castillo', 'member', 'America/New_York', '4bbe2e'),
    person('U0CARLA', 'carla', 'Carla Nowak', 'member', 'Asia/Tokyo', 'e7392d'),
    person('U0GUS', 'gus', 'Gus Lindqvist', 'guest', 'Europe/London', '3c989f'),
    { ...person('U0EVE', 'eve', 'Eve Laurent', 'external', 'America/Chicago', 'd58247'), teamId: 'T0GLOBEX' },
  ],
  channels: [
    {
      id: 'C0REVENUE',
      name: 'revenue',
      kind: 'public',
      members: ['U0ADA', 'U0BEN', 'U0CARLA', 'U0GUS', 'U0EVE', 'U0ERRAND'],
      topic: 'Pipeline, visitors, outreach',
    },
    {
      id: 'C0ENGINEERING',
      name: 'engineering',
      kind: 'public',
      members: ['U0ADA', 'U0BEN', 'U0CARLA', 'U0ERRAND'],
      topic: 'Building things',
    },
    {
      id: 'C0RANDOM',
      name: 'random',
      kind: 'public',
      members: ['U0ADA', 'U0BEN', 'U0CARLA'],
      topic: 'Anything else',
    },
    {
      id: 'C0DEALS',
      name: 'deals',
      kind: 'private',
      members: ['U0ADA', 'U0BEN'],
      topic: 'Under wraps',
    },
  ],
  userGroups: [
    { id: 'S0REVOPS', handle: 'revops', name: 'Revenue operations', users: ['U0ADA', 'U0BEN'] },
    { id: 'S0EMPTY', handle: 'nobody', name: 'Nobody yet', users: [] },
  ],
};

function person(
  id: string,
  name: string,
  realName: string,
  kind: UserKind,
  timeZone: string,
  color: string,
): UserSeed {
  return { id, name, realName, kind, timeZone, color };
}

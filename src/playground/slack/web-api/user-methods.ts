import { tierLimits } from '../rate-limiter.ts';
import type { SlackCore } from '../slack-core.ts';
import { emailOf, userJson } from '../user-json.ts';
import type { WorkspaceUser } from '../workspace-types.ts';
import { type Methods, SlackApiError } from './method.ts';
import { pageOf } from './paging.ts';

export function userMethods(core: SlackCore): Methods {
  const { workspace } = core;
  const canSeeEmail = core.manifest.scopes.includes('users:read.email');
  return {
    'users.info': {
      token: 'bot',
      scopes: ['users:read'],
      limit: tierLimits.tier4,
      run: (args) => {
        const user = workspace.users.get(args.required('user'));
        if (user === undefined) throw new SlackApiError('user_not_found');
        return { user: userJson(workspace, user, core.clock.nowMs(), canSeeEmail) };
      },
    },
    'users.lookupByEmail': {
      token: 'bot',
      scopes: ['users:read.email'],
      limit: tierLimits.tier3,
      run: (args) => {
        const email = args.required('email').toLowerCase();
        const isTheirs = (user: WorkspaceUser) =>
          user.kind !== 'bot' && emailOf(workspace, user).toLowerCase() === email;
        const user = [...workspace.users.values()].find(isTheirs);
        if (user === undefined) throw new SlackApiError('users_not_found');
        return { user: userJson(workspace, user, core.clock.nowMs(), canSeeEmail) };
      },
    },
    'users.list': {
      token: 'bot',
      scopes: ['users:read'],
      limit: tierLimits.tier2,
      run: (args) => {
        const page = pageOf([...workspace.users.values()], (user) => user.id, args, {
          usual: 200,
          max: 1000,
        });
        const nowMs = core.clock.nowMs();
        return {
          members: page.items.map((user) => userJson(workspace, user, nowMs, canSeeEmail)),
          cache_ts: Math.floor(nowMs / 1000),
          response_metadata: { next_cursor: page.nextCursor },
        };
      },
    },
    'usergroups.list': {
      token: 'bot',
      scopes: ['usergroups:read'],
      limit: tierLimits.tier2,
      run: (args) => ({
        usergroups: workspace.userGroups.map((group) => ({
          id: group.id,
          team_id: workspace.teamId,
          is_usergroup: true,
          name: group.name,
          handle: group.handle,
          user_count: group.users.length,
          ...(args.boolean('include_users') ? { users: group.users } : {}),
        })),
      }),
    },
    'usergroups.users.list': {
      token: 'bot',
      scopes: ['usergroups:read'],
      limit: tierLimits.tier2,
      run: (args) => {
        const group = workspace.userGroups.find((one) => one.id === args.required('usergroup'));
        if (group === undefined) throw new SlackApiError('no_such_subteam');
        return { users: group.users };
      },
    },
  };
}

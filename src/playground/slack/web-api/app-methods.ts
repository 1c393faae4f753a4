import { tierLimits } from '../rate-limiter.ts';
import type { SlackCore } from '../slack-core.ts';
import { type Methods, SlackApiError } from './method.ts';

export function appMethods(core: SlackCore): Methods {
  const { workspace } = core;
  return {
    'api.test': {
      token: 'none',
      limit: tierLimits.tier4,
      run: (args) => {
        const error = args.string('error');
        if (error !== undefined) throw new SlackApiError(error);
        return { args: args.raw };
      },
    },
    'auth.test': {
      token: 'bot',
      limit: { perMinute: 600, burst: 100 },
      run: () => ({
        url: `${core.origin}/`,
        team: workspace.teamName,
        user: workspace.users.get(workspace.botUserId)?.name,
        team_id: workspace.teamId,
        user_id: workspace.botUserId,
        bot_id: workspace.botId,
        is_enterprise_install: false,
      }),
    },
    'apps.connections.open': {
      token: 'app',
      // Slack calls it tier 1; restarted processes need a little more.
      limit: { perMinute: 30, burst: 30 },
      run: () => {
        const url = core.socketMode.issueUrl();
        if (url === undefined) throw new SlackApiError('too_many_websockets');
        return { url };
      },
    },
  };
}

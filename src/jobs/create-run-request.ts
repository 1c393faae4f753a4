import type { WarpRequest } from '../store/job.ts';
import type { WarpAgentConfig, WarpCreateRunRequest } from '../warp/requests.ts';

/** What a person asked for, as Warp takes it: nothing that was not chosen is sent. */
export function createRunRequest(
  request: WarpRequest,
  attachments: NonNullable<WarpCreateRunRequest['attachments']>,
): WarpCreateRunRequest {
  const config = chosen<WarpAgentConfig>({
    name: request.name,
    modelId: request.modelId,
    basePrompt: request.basePrompt,
    environmentId: request.environmentId,
    mcpServers: request.mcpServers,
    computerUseEnabled: request.computerUse,
    idleTimeoutMinutes: request.idleTimeoutMinutes,
    workerHost: request.workerHost,
    harness: request.harness === undefined ? undefined : { type: request.harness },
    harnessAuthSecrets:
      request.claudeAuthSecretName === undefined
        ? undefined
        : { claudeAuthSecretName: request.claudeAuthSecretName },
  });
  return {
    prompt: request.prompt,
    ...chosen<WarpCreateRunRequest>({
      title: request.title,
      skill: request.skill,
      team: request.team,
      parentRunId: request.parentRunId,
      conversationId: request.conversationId,
      interactive: request.interactive,
      agentIdentityUid: request.agentIdentityUid,
      attachments: attachments.length === 0 ? undefined : attachments,
      config: Object.keys(config).length === 0 ? undefined : config,
    }),
  };
}

type OrUndefined<T> = { readonly [Key in keyof T]: T[Key] | undefined };

function chosen<T extends object>(fields: OrUndefined<T>): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}

import { z } from 'zod';
import type { StoredMcpServer, WarpRequest } from '../store/job.ts';
import type { Sealer } from '../store/sealer.ts';
import type { WarpAgentConfig, WarpCreateRunRequest, WarpMcpServer } from '../warp/requests.ts';

/**
 * What a person asked for, as Warp takes it: nothing that was not chosen is sent. Throws `store.unreadable` where a sealed
 * value cannot be opened any more.
 */
export function createRunRequest(
  request: WarpRequest,
  attachments: NonNullable<WarpCreateRunRequest['attachments']>,
  sealer: Sealer,
): WarpCreateRunRequest {
  const config = chosen<WarpAgentConfig>({
    name: request.name,
    modelId: request.modelId,
    basePrompt: request.basePrompt,
    environmentId: request.environmentId,
    mcpServers: request.mcpServers && openServers(request.mcpServers, sealer),
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
    prompt: sentPrompt(request),
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

/** The person's words, and after them what was said before: a run is named by how its prompt begins. */
export function sentPrompt({ prompt, context }: WarpRequest): string {
  if (context === undefined) return prompt;
  const head = 'Earlier messages from the Slack conversation that this was asked in, oldest first:';
  return `${prompt || 'Do what is asked for in this conversation.'}\n\n${head}\n\n${context.text}`;
}

const Secrets = z.object({
  env: z.record(z.string(), z.string()).optional(),
  headers: z.record(z.string(), z.string()).optional(),
});

function openServers(
  servers: Readonly<Record<string, StoredMcpServer>>,
  sealer: Sealer,
): Record<string, WarpMcpServer> {
  return Object.fromEntries(
    Object.entries(servers).map(([name, { sealed, ...server }]) => {
      const { env, headers } = sealed === undefined ? {} : Secrets.parse(sealer.open(sealed.$sealed));
      return [name, { ...server, ...(env && { env }), ...(headers && { headers }) }];
    }),
  );
}

type OrUndefined<T> = { readonly [Key in keyof T]: T[Key] | undefined };

function chosen<T extends object>(fields: OrUndefined<T>): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}

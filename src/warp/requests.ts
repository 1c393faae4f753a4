import type { Query } from '../http/request-target.ts';

/** An MCP server for a run, as the API takes it. Its `env` and `headers` may hold secrets. */
export interface WarpMcpServer {
  readonly warpId?: string;
  readonly command?: string;
  readonly args?: readonly string[];
  readonly url?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** `RunAgentRequest`: a prompt or a skill is required, unless a conversation is continued. */
export interface WarpCreateRunRequest {
  readonly prompt?: string;
  readonly skill?: string;
  readonly title?: string;
  /** True for a team's run, false for a personal one, absent for the API's default. */
  readonly team?: boolean;
  readonly conversationId?: string;
  readonly parentRunId?: string;
  readonly interactive?: boolean;
  /** Of a team's run only. */
  readonly agentIdentityUid?: string;
  /** `plan` and `orchestrate` wait for approval before they do anything. */
  readonly mode?: 'normal' | 'plan' | 'orchestrate';
  /** At most 20 labels of the caller's own. */
  readonly metadata?: Readonly<Record<string, string>>;
  /** Email or user id; for an agent's key only. */
  readonly onBehalfOf?: string;
  /** At most five; `data` in base64. */
  readonly attachments?: readonly {
    readonly fileName: string;
    readonly mimeType: string;
    readonly data: string;
  }[];
  readonly config?: WarpAgentConfig;
}

/** `AmbientAgentConfig` of a run or a schedule. */
export interface WarpAgentConfig {
  readonly name?: string;
  readonly modelId?: string;
  readonly basePrompt?: string;
  readonly environmentId?: string;
  readonly skillSpec?: string;
  readonly mcpServers?: Readonly<Record<string, WarpMcpServer>>;
  readonly computerUseEnabled?: boolean;
  /** 1 to 60, by plan. */
  readonly idleTimeoutMinutes?: number;
  readonly workerHost?: string;
  /** What executes the run: `oz` (Warp's own) or `claude`. */
  readonly harness?: { readonly type: string };
  readonly harnessAuthSecrets?: { readonly claudeAuthSecretName?: string };
}

/** The body of `POST /agent/runs`; absent fields stay absent in its JSON. */
export function createRunBody(request: WarpCreateRunRequest): Readonly<Record<string, unknown>> {
  return {
    prompt: request.prompt,
    skill: request.skill,
    title: request.title,
    team: request.team,
    conversation_id: request.conversationId,
    parent_run_id: request.parentRunId,
    interactive: request.interactive,
    agent_identity_uid: request.agentIdentityUid,
    attachments: request.attachments?.map(({ fileName, mimeType, data }) => ({
      file_name: fileName,
      mime_type: mimeType,
      data,
    })),
    mode: request.mode,
    metadata: request.metadata,
    on_behalf_of: request.onBehalfOf,
    config: request.config && agentConfigBody(request.config),
  };
}

export function agentConfigBody(config: WarpAgentConfig): Readonly<Record<string, unknown>> {
  return {
    name: config.name,
    model_id: config.modelId,
    base_prompt: config.basePrompt,
    environment_id: config.environmentId,
    skill_spec: config.skillSpec,
    mcp_servers: config.mcpServers && mcpServersBody(config.mcpServers),
    computer_use_enabled: config.computerUseEnabled,
    idle_timeout_minutes: config.idleTimeoutMinutes,
    worker_host: config.workerHost,
    harness: config.harness,
    harness_auth_secrets: config.harnessAuthSecrets && {
      claude_auth_secret_name: config.harnessAuthSecrets.claudeAuthSecretName,
    },
  };
}

function mcpServersBody(servers: Readonly<Record<string, WarpMcpServer>>) {
  return Object.fromEntries(
    Object.entries(servers).map(([name, { warpId, ...server }]) => [name, { ...server, warp_id: warpId }]),
  );
}

export interface WarpListRunsQuery {
  /** 1 to 500; the API's default is 20. */
  readonly limit?: number;
  readonly cursor?: string;
  readonly sortBy?: 'updated_at' | 'created_at' | 'title' | 'agent';
  readonly sortOrder?: 'asc' | 'desc';
  /** Any of these. */
  readonly states?: readonly string[];
  readonly name?: string;
  readonly modelId?: string;
  /** A creator's uid. */
  readonly creator?: string;
  readonly source?: string;
  readonly executionLocation?: string;
  /** The uid of who carries it out, where the server knows that. */
  readonly executor?: string;
  /** Labels that a run must have, at most five. */
  readonly metadata?: Readonly<Record<string, string>>;
  readonly createdAfterMs?: number;
  readonly createdBeforeMs?: number;
  readonly updatedAfterMs?: number;
  readonly environmentId?: string;
  readonly skill?: string;
  readonly skillSpec?: string;
  readonly scheduleId?: string;
  readonly ancestorRunId?: string;
  readonly artifactType?: string;
  /** Fuzzy search in title, prompt and skill. */
  readonly q?: string;
}

export function listRunsQuery(query: WarpListRunsQuery): Query {
  return {
    limit: query.limit,
    cursor: query.cursor,
    sort_by: query.sortBy,
    sort_order: query.sortOrder,
    state: query.states,
    name: query.name,
    model_id: query.modelId,
    creator: query.creator,
    source: query.source,
    execution_location: query.executionLocation,
    created_after: rfc3339(query.createdAfterMs),
    created_before: rfc3339(query.createdBeforeMs),
    updated_after: rfc3339(query.updatedAfterMs),
    environment_id: query.environmentId,
    skill: query.skill,
    skill_spec: query.skillSpec,
    schedule_id: query.scheduleId,
    ancestor_run_id: query.ancestorRunId,
    artifact_type: query.artifactType,
    q: query.q,
    executor: query.executor,
    ...Object.fromEntries(
      Object.entries(query.metadata ?? {}).map(([key, value]) => [`metadata[${key}]`, value]),
    ),
  };
}

/** RFC 3339 for an instant, as the API wants times. */
export function rfc3339(ms: number | undefined): string | undefined {
  return ms === undefined ? undefined : new Date(ms).toISOString();
}

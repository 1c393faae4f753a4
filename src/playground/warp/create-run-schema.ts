/** The body of a create call, as far as the service looks at it. */
export interface CreateRunBody {
  readonly prompt?: string;
  readonly skill?: string;
  readonly title?: string;
  readonly team?: boolean;
  readonly conversation_id?: string;
  readonly parent_run_id?: string;
  readonly agent_identity_uid?: string;
  readonly on_behalf_of?: string;
  readonly metadata?: Readonly<Record<string, string>>;
  readonly config?: {
    readonly name?: string;
    readonly model_id?: string;
    readonly environment_id?: string;
    readonly skill_spec?: string;
    readonly worker_host?: string;
  };
}

const text = { type: 'string' } as const;
const texts = { type: 'object', additionalProperties: text } as const;

const mcpServer = {
  type: 'object',
  properties: {
    warp_id: text,
    command: text,
    args: { type: 'array', items: text },
    url: { type: 'string', format: 'uri' },
    env: texts,
    headers: texts,
  },
  oneOf: [{ required: ['warp_id'] }, { required: ['command'] }, { required: ['url'] }],
  additionalProperties: false,
};

/** Also what a schedule's `agent_config` may hold. */
export const agentConfigSchema = {
  type: 'object',
  properties: {
    name: text,
    model_id: text,
    base_prompt: text,
    environment_id: text,
    skill_spec: text,
    worker_host: text,
    computer_use_enabled: { type: 'boolean' },
    idle_timeout_minutes: { type: 'integer', minimum: 1, maximum: 60 },
    mcp_servers: { type: 'object', additionalProperties: mcpServer },
    harness: { type: 'object', properties: { type: { enum: ['oz', 'claude'] } } },
    harness_auth_secrets: texts,
  },
  additionalProperties: false,
};

/** What a create call may hold; a field that Warp does not know is refused, being most likely a misspelling. */
export const createRunSchema = {
  type: 'object',
  properties: {
    prompt: text,
    skill: { type: 'string', pattern: '^[^:]+:.+$' },
    title: text,
    team: { type: 'boolean' },
    interactive: { type: 'boolean' },
    conversation_id: text,
    parent_run_id: text,
    agent_identity_uid: text,
    on_behalf_of: text,
    mode: { enum: ['normal', 'plan', 'orchestrate'] },
    metadata: {
      type: 'object',
      maxProperties: 20,
      propertyNames: { pattern: '^[a-zA-Z0-9._-]{1,64}$' },
      additionalProperties: { type: 'string', maxLength: 256 },
    },
    attachments: {
      type: 'array',
      maxItems: 5,
      items: {
        type: 'object',
        properties: {
          file_name: { type: 'string', minLength: 1 },
          mime_type: {
            type: 'string',
            pattern: '^(image/(jpeg|png|gif|webp)|(?!image/)[\\w.+-]+/[\\w.+-]+)$',
          },
          data: { type: 'string', format: 'byte' },
        },
        required: ['file_name', 'mime_type', 'data'],
        additionalProperties: false,
      },
    },
    // The older name for attachments, of which only pictures could be given.
    images: {
      type: 'array',
      maxItems: 5,
      items: {
        type: 'object',
        properties: {
          mime_type: { enum: ['image/jpeg', 'image/png', 'image/gif', 'image/webp'] },
          data: { type: 'string', format: 'byte' },
        },
        required: ['mime_type', 'data'],
        additionalProperties: false,
      },
    },
    config: agentConfigSchema,
  },
  additionalProperties: false,
};

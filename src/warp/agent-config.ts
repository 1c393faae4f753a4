import { z } from 'zod';
import { optionalFlag, optionalNumber, optionalText } from '../http/wire-fields.ts';

// Of MCP servers only the names are read: their `env` and `headers`, which may be secrets, never enter the
// process's records.
const McpServerNames = z
  .record(z.string(), z.unknown())
  .transform((servers) => Object.keys(servers))
  .nullish()
  .transform((names) => names ?? [])
  .catch([]);

/** `AmbientAgentConfig` as a run or schedule shows it. */
export const AgentConfig = z
  .looseObject({
    name: optionalText,
    model_id: optionalText,
    base_prompt: optionalText,
    environment_id: optionalText,
    skill_spec: optionalText,
    mcp_servers: McpServerNames,
    computer_use_enabled: optionalFlag,
    idle_timeout_minutes: optionalNumber,
    worker_host: optionalText,
    harness: z.looseObject({ type: optionalText }).nullish().catch(undefined),
  })
  .transform((wire) => ({
    name: wire.name,
    modelId: wire.model_id,
    basePrompt: wire.base_prompt,
    environmentId: wire.environment_id,
    skillSpec: wire.skill_spec,
    mcpServerNames: wire.mcp_servers,
    computerUseEnabled: wire.computer_use_enabled,
    idleTimeoutMinutes: wire.idle_timeout_minutes,
    workerHost: wire.worker_host,
    harnessType: wire.harness?.type,
  }))
  .nullish()
  .transform((value) => value ?? undefined)
  .catch(undefined);

/** `RunCreatorInfo`: a person or a service account. */
export const Creator = z
  .looseObject({
    type: optionalText,
    uid: optionalText,
    display_name: optionalText,
    email: optionalText,
  })
  .transform((wire) => ({
    type: wire.type,
    uid: wire.uid,
    displayName: wire.display_name,
    email: wire.email,
  }))
  .nullish()
  .transform((value) => value ?? undefined)
  .catch(undefined);

/** `Scope`: whose it is. */
export const Scope = z
  .looseObject({ type: optionalText, uid: optionalText })
  .transform((wire) => ({ type: wire.type, uid: wire.uid }))
  .nullish()
  .transform((value) => value ?? undefined)
  .catch(undefined);

import { z } from 'zod';
import { optionalFlag, optionalInstantMs, optionalText } from '../http/wire-fields.ts';
import { AgentConfig, Creator, Scope } from './agent-config.ts';

/** `ScheduledAgentItem`: an agent that Warp starts by itself on a rhythm. */
export const WarpSchedule = z
  .looseObject({
    id: z.string().min(1),
    name: optionalText,
    cron_schedule: optionalText,
    enabled: optionalFlag,
    prompt: optionalText,
    last_spawn_error: optionalText,
    agent_config: AgentConfig,
    environment: z.looseObject({ name: optionalText }).nullish().catch(undefined),
    created_at: optionalInstantMs,
    updated_at: optionalInstantMs,
    created_by: Creator,
    updated_by: Creator,
    history: z
      .looseObject({ last_ran: optionalInstantMs, next_run: optionalInstantMs })
      .nullish()
      .catch(undefined),
    scope: Scope,
  })
  .transform((wire) => ({
    id: wire.id,
    name: wire.name ?? wire.id,
    cron: wire.cron_schedule ?? '',
    isEnabled: wire.enabled ?? false,
    prompt: wire.prompt ?? '',
    /** Why its last run could not be started. */
    lastSpawnError: wire.last_spawn_error,
    agentConfig: wire.agent_config,
    environmentName: wire.environment?.name,
    createdAtMs: wire.created_at,
    updatedAtMs: wire.updated_at,
    createdBy: wire.created_by,
    updatedBy: wire.updated_by,
    lastRanAtMs: wire.history?.last_ran,
    nextRunAtMs: wire.history?.next_run,
    scope: wire.scope,
  }));
export type WarpSchedule = z.output<typeof WarpSchedule>;

/** `AgentResponse`: who a team's run can be made by. */
export const WarpIdentity = z
  .looseObject({
    uid: z.string().min(1),
    name: optionalText,
    available: optionalFlag,
    created_at: optionalInstantMs,
  })
  .transform((wire) => ({
    uid: wire.uid,
    name: wire.name ?? wire.uid,
    /** False where the team's plan has fewer. */
    isAvailable: wire.available ?? true,
    createdAtMs: wire.created_at,
  }));
export type WarpIdentity = z.output<typeof WarpIdentity>;

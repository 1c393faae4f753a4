import { z } from 'zod';
import {
  optionalFlag,
  optionalInstantMs,
  optionalNumber,
  optionalText,
  tolerantList,
} from '../http/wire-fields.ts';
import { AgentConfig, Creator, Scope } from './agent-config.ts';
import { normalRunState } from './run-state.ts';

const runId = z.looseObject({ run_id: optionalText, task_id: optionalText });

/** Older answers know a run only as a task: both ids are the same. */
function requireRunId(wire: z.output<typeof runId>, context: z.core.$RefinementCtx): string {
  const id = wire.run_id ?? wire.task_id;
  if (id !== undefined) return id;
  context.addIssue({ code: 'custom', path: ['run_id'], message: 'missing' });
  return z.NEVER;
}

const runState = z.string().min(1).transform(normalRunState);

/** `RunAgentResponse`: what is known of a run right after it was created. */
export const WarpCreatedRun = runId
  .extend({ state: runState, at_capacity: optionalFlag })
  .transform((wire, context) => ({
    runId: requireRunId(wire, context),
    state: wire.state,
    atCapacity: wire.at_capacity ?? false,
  }));
export type WarpCreatedRun = z.output<typeof WarpCreatedRun>;

const StatusMessage = z
  .union([
    z.string().transform((message) => ({ message, errorCode: undefined, retryable: undefined })),
    z
      .looseObject({ message: optionalText, error_code: optionalText, retryable: optionalFlag })
      .transform((wire) => ({
        message: wire.message ?? '',
        errorCode: wire.error_code,
        retryable: wire.retryable,
      })),
  ])
  .nullish()
  .transform((value) => value ?? undefined)
  .catch(undefined);

const Usage = z
  .looseObject({
    inference_cost: optionalNumber,
    compute_cost: optionalNumber,
    platform_cost: optionalNumber,
  })
  .transform((wire) => ({
    inferenceCost: wire.inference_cost,
    computeCost: wire.compute_cost,
    platformCost: wire.platform_cost,
  }))
  .nullish()
  .transform((value) => value ?? undefined)
  .catch(undefined);

const RunSchedule = z
  .looseObject({ schedule_id: optionalText, schedule_name: optionalText, cron_schedule: optionalText })
  .transform((wire) => ({
    scheduleId: wire.schedule_id,
    name: wire.schedule_name,
    cron: wire.cron_schedule,
  }))
  .nullish()
  .transform((value) => value ?? undefined)
  .catch(undefined);

const Metadata = z
  .record(z.string(), z.string())
  .nullish()
  .transform((value) => value ?? {})
  .catch({});

const Skill = z
  .looseObject({ name: optionalText, full_path: optionalText, bundled_skill_id: optionalText })
  .transform((wire) => ({
    name: wire.name,
    fullPath: wire.full_path,
    bundledSkillId: wire.bundled_skill_id,
  }))
  .nullish()
  .transform((value) => value ?? undefined)
  .catch(undefined);

/** One artifact of a run, of any type: each type fills the fields that it has. */
export const WarpArtifactItem = z
  .looseObject({
    artifact_type: z.string().min(1),
    created_at: optionalInstantMs,
    data: z
      .looseObject({
        artifact_uid: optionalText,
        document_uid: optionalText,
        url: optionalText,
        title: optionalText,
        branch: optionalText,
        filename: optionalText,
        filepath: optionalText,
        description: optionalText,
        mime_type: optionalText,
        size_bytes: optionalNumber,
      })
      .nullish()
      .catch(undefined),
  })
  .transform(({ artifact_type, created_at, data }) => ({
    artifactType: artifact_type,
    createdAtMs: created_at,
    /** For `getArtifact`; pull requests have none. */
    artifactUid: data?.artifact_uid,
    documentUid: data?.document_uid,
    url: data?.url,
    title: data?.title,
    branch: data?.branch,
    filename: data?.filename,
    filepath: data?.filepath,
    description: data?.description,
    mimeType: data?.mime_type,
    sizeBytes: data?.size_bytes,
  }));
export type WarpArtifactItem = z.output<typeof WarpArtifactItem>;

/** `RunItem`: everything about a run that is used. Only the id and the state must be there. */
export const WarpRun = runId
  .extend({
    state: runState,
    title: optionalText,
    prompt: optionalText,
    execution_location: optionalText,
    created_at: optionalInstantMs,
    updated_at: optionalInstantMs,
    started_at: optionalInstantMs,
    status_message: StatusMessage,
    source: optionalText,
    session_id: optionalText,
    session_link: optionalText,
    trigger_url: optionalText,
    creator: Creator,
    request_usage: Usage,
    agent_config: AgentConfig,
    conversation_id: optionalText,
    parent_run_id: optionalText,
    is_sandbox_running: optionalFlag,
    artifacts: tolerantList(WarpArtifactItem),
    agent_skill: Skill,
    schedule: RunSchedule,
    scope: Scope,
    executor: Creator,
    metadata: Metadata,
    run_time: optionalText,
    is_run_type_cancellable: optionalFlag,
    children: tolerantList(z.union([z.string(), z.looseObject({ run_id: z.string() })])),
  })
  .transform((wire, context) => ({
    runId: requireRunId(wire, context),
    /** In the spelling of the documentation (`INPROGRESS`), or a word newer than this code. */
    state: wire.state,
    title: wire.title ?? '',
    prompt: wire.prompt ?? '',
    executionLocation: wire.execution_location,
    createdAtMs: wire.created_at,
    updatedAtMs: wire.updated_at,
    startedAtMs: wire.started_at,
    statusMessage: wire.status_message,
    source: wire.source,
    sessionId: wire.session_id,
    sessionLink: wire.session_link,
    triggerUrl: wire.trigger_url,
    creator: wire.creator,
    /** Costs in credits. */
    requestUsage: wire.request_usage,
    agentConfig: wire.agent_config,
    conversationId: wire.conversation_id,
    parentRunId: wire.parent_run_id,
    isSandboxRunning: wire.is_sandbox_running,
    artifacts: wire.artifacts,
    agentSkill: wire.agent_skill,
    schedule: wire.schedule,
    scope: wire.scope,
    executor: wire.executor,
    metadata: wire.metadata,
    /** ISO 8601 duration. */
    runTime: wire.run_time,
    isCancellable: wire.is_run_type_cancellable,
    /** Runs that this one started, where the server tells; `ancestorRunId` of the list finds them always. */
    childRunIds: wire.children.map((child) => (typeof child === 'string' ? child : child.run_id)),
  }));
export type WarpRun = z.output<typeof WarpRun>;

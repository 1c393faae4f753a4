import { z } from 'zod';
import {
  optionalFlag,
  optionalInstantMs,
  optionalNumber,
  optionalText,
  tolerantList,
} from '../http/wire-fields.ts';

/** `ListRunsResponse`; its runs are parsed one by one, so that a malformed one can be skipped. */
export const RunsPage = z
  .looseObject({
    runs: z.array(z.unknown()).nullish(),
    page_info: z
      .looseObject({ has_next_page: optionalFlag, next_cursor: optionalText })
      .nullish()
      .catch(undefined),
  })
  // Servers written in Go send null for an empty list; without the field it is another kind of answer.
  .refine((wire) => wire.runs !== undefined, { path: ['runs'] })
  .transform(({ runs, page_info }) => ({
    runs: runs ?? [],
    nextCursor: page_info?.has_next_page === false ? undefined : page_info?.next_cursor,
  }));

const AgentVariant = z
  .looseObject({
    id: z.string().min(1),
    description: optionalText,
    base_prompt: optionalText,
    source: z
      .looseObject({
        owner: optionalText,
        name: optionalText,
        skill_path: optionalText,
        worker_host: optionalText,
      })
      .nullish()
      .catch(undefined),
    environments: tolerantList(z.looseObject({ uid: z.string().min(1), name: optionalText })),
    last_run_timestamp: optionalInstantMs,
    error: optionalText,
  })
  .transform((wire) => ({
    /** What `skill` of a new run takes: `owner/repo:path/to/SKILL.md`. */
    id: wire.id,
    description: wire.description ?? '',
    basePrompt: wire.base_prompt ?? '',
    source: {
      owner: wire.source?.owner ?? '',
      name: wire.source?.name ?? '',
      skillPath: wire.source?.skill_path ?? '',
      workerHost: wire.source?.worker_host,
    },
    environments: wire.environments.map(({ uid, name }) => ({ uid, name: name ?? uid })),
    lastRunAtMs: wire.last_run_timestamp,
    /** Why the skill's file cannot be read, where it is malformed. */
    error: wire.error,
  }));

/** An agent (skill) and the places where it is defined. */
export const WarpAgent = z
  .looseObject({ name: z.string().min(1), variants: tolerantList(AgentVariant) })
  .transform(({ name, variants }) => ({ name, variants }));
export type WarpAgent = z.output<typeof WarpAgent>;

export const WarpModel = z
  .looseObject({
    id: z.string().min(1),
    display_name: optionalText,
    provider: optionalText,
    vision_supported: optionalFlag,
    description: optionalText,
    reasoning_level: optionalText,
    disable_reason: optionalText,
  })
  .transform((wire) => ({
    id: wire.id,
    displayName: wire.display_name ?? wire.id,
    provider: wire.provider ?? 'UNKNOWN',
    visionSupported: wire.vision_supported ?? false,
    description: wire.description,
    reasoningLevel: wire.reasoning_level,
    /**
     * Why it cannot be used now (`PROVIDER_OUTAGE`, `OUT_OF_REQUESTS`, `ADMIN_DISABLED`, `REQUIRES_UPGRADE`,
     * …).
     */
    disableReason: wire.disable_reason,
  }));
export type WarpModel = z.output<typeof WarpModel>;

export interface WarpModels {
  readonly defaultModelId: string | undefined;
  readonly models: readonly WarpModel[];
}

export const WarpEnvironment = z
  .looseObject({
    uid: z.string().min(1),
    config: z
      .looseObject({
        name: optionalText,
        description: optionalText,
        docker_image: optionalText,
        github_repos: tolerantList(z.looseObject({ owner: z.string(), repo: z.string() })),
      })
      .nullish()
      .catch(undefined),
    last_updated: optionalInstantMs,
    last_task_run_timestamp: optionalInstantMs,
    setup_failed: optionalFlag,
  })
  .transform(({ uid, config, last_updated, last_task_run_timestamp, setup_failed }) => ({
    uid,
    name: config?.name ?? uid,
    description: config?.description,
    dockerImage: config?.docker_image,
    /** `owner/repo`. */
    repos: (config?.github_repos ?? []).map(({ owner, repo }) => `${owner}/${repo}`),
    lastUpdatedAtMs: last_updated,
    lastRunAtMs: last_task_run_timestamp,
    setupFailed: setup_failed ?? false,
  }));
export type WarpEnvironment = z.output<typeof WarpEnvironment>;

/** `ArtifactResponse`, of any type: files and screenshots have a download, plans their content. */
export const WarpArtifact = z
  .looseObject({
    artifact_uid: z.string().min(1),
    artifact_type: z.string().min(1),
    created_at: optionalInstantMs,
    data: z
      .looseObject({
        download_url: optionalText,
        expires_at: optionalInstantMs,
        content_type: optionalText,
        description: optionalText,
        filename: optionalText,
        filepath: optionalText,
        size_bytes: optionalNumber,
        title: optionalText,
        url: optionalText,
        content: optionalText,
      })
      .nullish()
      .catch(undefined),
  })
  .transform(({ artifact_uid, artifact_type, created_at, data }) => ({
    artifactUid: artifact_uid,
    artifactType: artifact_type,
    createdAtMs: created_at,
    /** Signed: whoever has it can read the file until `expiresAtMs`. Never logged. */
    downloadUrl: data?.download_url,
    expiresAtMs: data?.expires_at,
    contentType: data?.content_type,
    description: data?.description,
    filename: data?.filename,
    filepath: data?.filepath,
    sizeBytes: data?.size_bytes,
    title: data?.title,
    url: data?.url,
    /** A plan's markdown. Untrusted text. */
    content: data?.content,
  }));
export type WarpArtifact = z.output<typeof WarpArtifact>;

export const SessionRedirect = z
  .looseObject({ conversation_id: optionalText })
  .transform((wire) => ({ conversationId: wire.conversation_id }));
export type SessionRedirect = z.output<typeof SessionRedirect>;

export const ConversationRedirect = z
  .looseObject({ session_id: optionalText })
  .transform((wire) => ({ sessionId: wire.session_id }));
export type ConversationRedirect = z.output<typeof ConversationRedirect>;

import { printInstant } from './instants.ts';
import { type Artifact, isSandboxRunning, type Run, type RunRequest } from './run.ts';

export const localCreator = {
  type: 'user',
  uid: 'user-local',
  display_name: 'Robin Playground',
  email: 'robin@example.com',
} as const;

export const localTeamUid = 'team-local';

/** A run as the API shows it. `origin` is where its links lead. */
export function runItem(run: Run, origin: string): Record<string, unknown> {
  const { request } = run;
  return {
    run_id: run.id,
    task_id: run.id,
    title: request.title,
    state: run.state,
    prompt: request.prompt,
    created_at: printInstant(run.createdAtUs),
    updated_at: printInstant(run.updatedAtUs),
    started_at: run.startedAtUs === null ? null : printInstant(run.startedAtUs),
    source: request.source,
    execution_location: request.executionLocation,
    creator:
      request.creatorUid === localCreator.uid ? localCreator : { type: 'user', uid: request.creatorUid },
    scope: request.team ? { type: 'Team', uid: localTeamUid } : { type: 'User', uid: request.creatorUid },
    agent_config: request.config,
    is_sandbox_running: isSandboxRunning(run),
    artifacts: run.artifacts.map((artifact) => artifactItem(artifact, run, origin)),
    ...(request.skill ? { agent_skill: { name: request.skill.name, full_path: request.skill.spec } } : {}),
    ...(run.status ? { status_message: run.status } : {}),
    ...(run.sessionId
      ? { session_id: run.sessionId, session_link: `${origin}/session/${run.sessionId}` }
      : {}),
    ...(run.conversationId ? { conversation_id: run.conversationId } : {}),
    ...(request.parentRunId ? { parent_run_id: request.parentRunId } : {}),
    ...(request.scheduleId ? { schedule: schedule(request, request.scheduleId) } : {}),
    ...(request.metadata ? { metadata: request.metadata } : {}),
    ...(run.spent > 0 ? { request_usage: usage(run) } : {}),
  };
}

/** The branch of a run's pull request. */
function branchOf(run: Run): string {
  return `oz/${run.request.title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 40)}`;
}

function artifactItem(artifact: Artifact, run: Run, origin: string): object {
  const data = {
    PLAN: {
      artifact_uid: artifact.uid,
      document_uid: `doc-${artifact.uid}`,
      notebook_uid: `nb-${artifact.uid}`,
      url: `${origin}/session/${run.sessionId ?? run.id}`,
      title: `Plan: ${artifact.title}`,
    },
    PULL_REQUEST: {
      url: `https://github.com/example-org/web-app/pull/${(Number.parseInt(run.id.slice(0, 4), 16) % 900) + 100}`,
      branch: branchOf(run),
    },
    SCREENSHOT: {
      artifact_uid: artifact.uid,
      mime_type: 'image/png',
      description: 'The page after the change',
    },
    EXTERNAL_REFERENCE: {
      reference_type: 'LINEAR_ISSUE',
      url: 'https://linear.app/example-org/issue/EX-12',
      title: artifact.title,
    },
    FILE: {
      artifact_uid: artifact.uid,
      filepath: 'output/summary.md',
      filename: 'summary.md',
      description: 'What was done and why',
      mime_type: 'text/markdown',
    },
  };
  return {
    artifact_type: artifact.type,
    created_at: printInstant(artifact.createdAtUs),
    data: data[artifact.type],
  };
}

/** What a run has cost so far, in credits. */
export function spentCredits(run: Run): number {
  const { inference_cost, compute_cost } = usage(run);
  return inference_cost + compute_cost;
}

function usage(run: Run): { inference_cost: number; compute_cost: number } {
  const whole = 4 + (run.request.prompt.length % 40) / 10;
  const round = (credits: number) => Math.round(credits * 100) / 100;
  return { inference_cost: round(whole * run.spent), compute_cost: round(1.5 * run.spent) };
}

function schedule({ schedule }: RunRequest, scheduleId: string): object {
  const { name, cron } = schedule ?? { name: 'Nightly check', cron: '0 3 * * *' };
  return { schedule_id: scheduleId, schedule_name: name, cron_schedule: cron };
}

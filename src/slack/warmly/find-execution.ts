import { durationWords } from '../../delivery/render/job-words.ts';
import { toErrandError } from '../../errors.ts';
import { mapSecrets } from '../../forms/secret-fields.ts';
import { findJobByUpstreamId } from '../../store/find-jobs.ts';
import type { WarmlyRequest } from '../../store/job.ts';
import { getJob, type StoredJob } from '../../store/jobs.ts';
import { isSealed } from '../../store/sealer.ts';
import { pagingOf } from '../../warmly/paging.ts';
import type { WarmlyExecution, WarmlyTool } from '../../warmly/schema.ts';
import { FOR_PERSON, type WarmlyDeps } from './asked.ts';

/** One past run: what Warmly tells of it, what Errand knows of it, or both. */
export interface FoundExecution {
  readonly execution: WarmlyExecution | undefined;
  readonly job: StoredJob | undefined;
  /** The tool as it is now; undefined when it is gone. */
  readonly tool: WarmlyTool | undefined;
}

/** Looks a run up by the id of its execution or by its reference. Throws the client's errors. */
export async function findExecution(
  deps: WarmlyDeps,
  idOrReference: string,
): Promise<FoundExecution | undefined> {
  const { store, warmly, tools } = deps;
  const known =
    (await getJob(store, idOrReference)) ?? (await findJobByUpstreamId(store, 'warmly', idOrReference));
  const ownJob = known?.request.kind === 'warmly' ? known : undefined;
  const upstreamId = ownJob === undefined ? idOrReference : ownJob.upstreamId;
  const byId =
    upstreamId === null || upstreamId.startsWith('inline:')
      ? undefined
      : await warmly.getExecution(upstreamId, FOR_PERSON).catch(unlessUnknown);
  const execution = byId ?? (ownJob === undefined ? await byReference(deps, idOrReference) : undefined);
  const reference = execution?.externalRef;
  const job = ownJob ?? (reference === undefined ? undefined : await getJob(store, reference));
  if (execution === undefined && job === undefined) return undefined;
  const name = job?.request.kind === 'warmly' ? job.request.toolName : execution?.toolName;
  const tool = (await tools.get().catch(() => [])).find((each) => each.name === name);
  return { execution, job, tool };
}

async function byReference({ warmly }: WarmlyDeps, externalRef: string) {
  const { executions } = await warmly.listExecutions({ externalRef, limit: 10 }, FOR_PERSON);
  return executions.find((each) => each.externalRef === externalRef);
}

function unlessUnknown(error: unknown): undefined {
  const { code } = toErrandError(error);
  // An id of another form than Warmly's is refused as invalid.
  if (code !== 'warmly.not_found' && code !== 'warmly.invalid_request') throw error;
}

/** The request behind a run, to be shown or made again. Secrets that Warmly tells of are left out. */
export function requestOf({ execution, job, tool }: FoundExecution): WarmlyRequest {
  if (job?.request.kind === 'warmly') return job.request;
  const paging = tool && pagingOf(tool.inputSchema);
  const input = mapSecrets(tool?.inputSchema ?? {}, execution?.input ?? {}, () => undefined);
  return {
    kind: 'warmly',
    toolName: execution?.toolName ?? '',
    isAsync: tool?.isAsync ?? false,
    input: withoutNothing(input),
    ...(paging !== undefined && { paging }),
  };
}

/** The input for a form or a command: without what is sealed, which a person enters again. */
export function openInputOf(found: FoundExecution): Record<string, unknown> {
  return withoutNothing(dropSealed(requestOf(found).input) as Record<string, unknown>);
}

function dropSealed(value: unknown): unknown {
  if (isSealed(value)) return undefined;
  if (Array.isArray(value)) return value.map(dropSealed).filter((item) => item !== undefined);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, dropSealed(item)]));
}

function withoutNothing(input: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
}

/** How long a run took, in words; undefined while it runs, and where it is too short to speak of. */
export function tookOf({ execution, job }: FoundExecution): string | undefined {
  const startedAtMs = execution?.startedAtMs ?? execution?.createdAtMs ?? job?.startedAtMs;
  const finishedAtMs = execution?.finishedAtMs ?? job?.finishedAtMs;
  if (startedAtMs == null || finishedAtMs == null || finishedAtMs - startedAtMs < 1_000) {
    return undefined;
  }
  return durationWords(finishedAtMs - startedAtMs);
}

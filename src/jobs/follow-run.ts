import { findJobByUpstreamId } from '../store/find-jobs.ts';
import { insertJob, type StoredJob } from '../store/jobs.ts';
import { enqueue } from '../store/outbox.ts';
import type { Store } from '../store/store.ts';
import { ensureThread, type ThreadPlace } from '../store/threads.ts';
import type { WarpRun } from '../warp/run.ts';
import { applyEvent } from './apply-event.ts';
import { observeRun } from './warp-upstream.ts';

export type Followed =
  | { readonly type: 'followed'; readonly job: StoredJob }
  /** It is told of somewhere already: a run has one thread. */
  | { readonly type: 'known'; readonly job: StoredJob };

/** Makes a job of a run that was started elsewhere: its card, its progress and its result come into a new thread. */
export async function followRun(
  store: Store,
  wish: { readonly run: WarpRun; readonly teamId: string; readonly place: ThreadPlace },
): Promise<Followed> {
  const { run, teamId, place } = wish;
  return await store.transaction(async (tx) => {
    const known = await findJobByUpstreamId(tx, 'warp', run.runId);
    if (known !== undefined) return { type: 'known', job: known };
    const { threadId, seq } = await ensureThread(tx, place);
    const { title, agentConfig: config, agentSkill: skill } = run;
    const job = await insertJob(tx, {
      request: {
        kind: 'warp',
        prompt: run.prompt,
        isFollowed: true,
        ...(title !== '' && { title }),
        ...(config?.modelId !== undefined && { modelId: config.modelId }),
        ...(config?.environmentId !== undefined && { environmentId: config.environmentId }),
        ...(config?.skillSpec !== undefined && { skill: config.skillSpec }),
        ...(skill?.name !== undefined && { labels: { skill: skill.name } }),
      },
      requesterId: place.requesterId,
      teamId,
      threadId,
      dedupeKey: `follow:${run.runId}`,
    });
    if (job === undefined) throw new Error('A run has been followed at the same moment.');
    await enqueue(tx, { threadId, seq, jobId: job.id, kind: 'post', content: { type: 'card' } });
    await applyEvent(tx, job.id, { type: 'started', upstreamId: run.runId, observation: observeRun(run) });
    return { type: 'followed', job };
  });
}

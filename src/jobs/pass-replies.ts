import type { Logger } from '../observability/logger.ts';
import { findThreadRun } from '../store/find-jobs.ts';
import { insertJob, lockJob, type StoredJob, updateJob } from '../store/jobs.ts';
import { enqueue } from '../store/outbox.ts';
import { holdsLease, retryDelayMs } from '../store/queue.ts';
import { changeReply, listWaitingReplies, markSending, type Reply, replyFromRow } from '../store/replies.ts';
import type { Store, Tx } from '../store/store.ts';
import { lockThread } from '../store/threads.ts';
import { createWorkLoop, type WorkLoop } from '../store/work-loop.ts';
import { followUpRequest, replyWords } from './follow-up-request.ts';
import type { TellRun } from './tell-run.ts';

export interface PassRepliesDeps {
  readonly store: Store;
  /** Undefined where Warp is not configured. */
  readonly tellRun: TellRun | undefined;
  readonly owner: string;
  readonly logger: Logger;
}

const CONCURRENCY = 8;
/** What cannot be sent for so many attempts waits for the run's end, where it starts a run of its own. */
const MOST_SENDS = 6;

/** The agent has it; and: it waits until the agent can have it. */
const HAS_IT = 'eyes';
const WAITS = 'hourglass_flowing_sand';
const UNCLEAR = 'warning';

/**
 * Passes on what people say in a run's thread, in order and each once at most: to the run while it takes words, else,
 * when it has ended, all that waits as one run that goes on with the conversation.
 */
export function createReplyLoop(deps: PassRepliesDeps): WorkLoop {
  const { store, logger } = deps;

  async function pass(reply: Reply): Promise<void> {
    if (reply.state === 'sending') return await unclear(reply);
    const job = await findThreadRun(store, reply.threadId);
    if (job === undefined) return await park(reply);
    if (job.state === 'finished') return await goOn(job);
    const isTaker = (job.state === 'watching' || job.state === 'waiting') && job.cancelRequestedAtMs === null;
    const waiting = await listWaitingReplies(store, reply.threadId);
    // Files go with a new run only, and what waits is not overtaken.
    const isFree = reply.files.length === 0 && waiting[0]?.id === reply.id;
    if (deps.tellRun === undefined || !isTaker || !isFree || reply.attempts > MOST_SENDS) {
      return job.state === 'waiting' ? await goOn(job) : await queue(job, reply);
    }
    await send(job, reply, deps.tellRun);
  }

  /** Another process has it when this one stood still for too long, and may have passed it on. */
  const isOurs = (tx: Tx, reply: Reply) => holdsLease(tx, 'replies', reply.id, deps.owner);

  async function send(job: StoredJob, reply: Reply, tellRun: TellRun): Promise<void> {
    const { upstreamId } = job;
    const mark = await store.transaction(async (tx) => {
      const now = await lockJob(tx, job.id);
      if (!(await isOurs(tx, reply))) return 'lost';
      if (upstreamId === null || now === undefined || now.state !== job.state) return 'too late';
      await noteTold(tx, now, true);
      await markSending(tx, reply.id);
      return 'set';
    });
    if (mark === 'lost') return;
    if (mark === 'too late' || upstreamId === null) return await again(reply, 0);
    await store.engine.durable();
    store.reach('reply.sending');
    const sender = job.request.kind === 'warp' ? job.request.parentRunId : undefined;
    const told = await tellRun(upstreamId, replyWords([reply], job.requesterId), sender ?? upstreamId);
    store.reach('reply.answered');
    const isStill = told.type === 'unclear' || (told.type === 'taken' && told.wasOver);
    await store.transaction(async (tx) => {
      const now = await lockJob(tx, job.id);
      if (now !== undefined) await noteTold(tx, now, isStill);
      if (told.type === 'taken') await done(tx, job.id, [reply]);
    });
    logger.info({ jobId: job.id, replyId: reply.id, outcome: told.type }, 'reply passed on');
    switch (told.type) {
      case 'taken':
        return;
      case 'unclear':
        return await unclear(reply);
      case 'not_sent':
        return await again(reply, told.retryAfterMs ?? retryDelayMs(reply.attempts, 500, 15_000));
      case 'refused':
        // A blocked run may take words in its session only: then its conversation is gone on with beside it.
        return job.state === 'waiting' ? await goOn(job, reply) : await queue(job, reply);
    }
  }

  async function again(reply: Reply, delayMs: number): Promise<void> {
    const dueAtMs = store.clock.nowMs() + delayMs;
    await store.transaction((tx) => changeReply(tx, reply.id, { state: 'waiting', dueAtMs }));
  }

  /** Waits for the run to be in another state, unless it is so already. */
  async function queue(job: StoredJob, reply: Reply): Promise<void> {
    await store.transaction(async (tx) => {
      const now = await lockJob(tx, job.id);
      if (!(await isOurs(tx, reply))) return;
      const isMoved = now?.state !== job.state || now.upstreamState !== job.upstreamState;
      if (!reply.hasMark) await react(tx, job.id, reply, WAITS, true);
      const dueAtMs = isMoved ? tx.clock.nowMs() : null;
      await changeReply(tx, reply.id, { state: 'waiting', dueAtMs, hasMark: true });
    });
  }

  /** Makes one run of all that waits, and of what the run has refused. Whoever comes second finds nothing left. */
  async function goOn(job: StoredJob, refused?: Reply): Promise<void> {
    await store.transaction(async (tx) => {
      const now = await lockJob(tx, job.id);
      if (now === undefined) return;
      if (refused !== undefined) await changeReply(tx, refused.id, { state: 'waiting', dueAtMs: null });
      const replies = await listWaitingReplies(tx, job.threadId);
      const [first] = replies;
      if (first === undefined) return;
      await lockThread(tx, job.threadId);
      const made = await insertJob(tx, {
        request: followUpRequest(now, replies),
        requesterId: first.userId,
        teamId: first.teamId,
        threadId: job.threadId,
        dedupeKey: `message:${first.channelId}:${first.ts}`,
      });
      if (made !== undefined) {
        await enqueue(tx, {
          threadId: job.threadId,
          jobId: made.id,
          kind: 'post',
          content: { type: 'card' },
        });
      }
      await done(tx, (made ?? now).id, replies);
      if (now.state === 'waiting') await goesOnBeside(tx, now);
    });
  }

  async function done(tx: Tx, jobId: string, replies: readonly Reply[]): Promise<void> {
    for (const reply of replies) {
      if (reply.hasMark) await react(tx, jobId, reply, WAITS, false);
      await react(tx, jobId, reply, HAS_IT, true);
      await changeReply(tx, reply.id, { state: 'done', dueAtMs: null, hasMark: false });
    }
  }

  async function park(reply: Reply): Promise<void> {
    await store.transaction(async (tx) => {
      if (await isOurs(tx, reply)) await changeReply(tx, reply.id, { state: 'parked', dueAtMs: null });
    });
  }

  /** It is never sent a second time by itself: its author is asked to look. */
  async function unclear(reply: Reply): Promise<void> {
    const job = await findThreadRun(store, reply.threadId);
    if (job === undefined) return await park(reply);
    await store.transaction(async (tx) => {
      await lockJob(tx, job.id);
      if (!(await isOurs(tx, reply))) return;
      await changeReply(tx, reply.id, { state: 'parked', dueAtMs: null });
      await react(tx, job.id, reply, UNCLEAR, true);
      const notice = { type: 'reply_unclear', userId: reply.userId } as const;
      await enqueue(tx, {
        threadId: reply.threadId,
        jobId: job.id,
        kind: 'post',
        content: { type: 'notice', notice },
      });
    });
  }

  return createWorkLoop({
    store,
    table: 'replies',
    owner: deps.owner,
    concurrency: CONCURRENCY,
    handle: (row) => pass(replyFromRow(row)),
    onError: (error) => logger.error({ err: error }, 'a reply could not be passed on'),
  });
}

/** Its own card keeps waiting: whoever looks at it is led on. */
async function goesOnBeside(tx: Tx, job: StoredJob): Promise<void> {
  await updateJob(tx, job, { progress: { ...job.progress, goesOnBeside: true } });
  await enqueue(tx, { threadId: job.threadId, jobId: job.id, kind: 'update', content: { type: 'card' } });
}

/** While words are on their way an end that the run shows may be the one of before. */
async function noteTold(tx: Tx, job: StoredJob, isOpen: boolean): Promise<void> {
  const { told: _told, ...progress } = job.progress;
  const told = { atMs: tx.clock.nowMs(), sessionId: progress.sessionId ?? null };
  await updateJob(tx, job, { progress: isOpen ? { ...progress, told } : progress });
}

async function react(tx: Tx, jobId: string, reply: Reply, name: string, isAdded: boolean): Promise<void> {
  const { threadId, channelId, ts } = reply;
  await enqueue(tx, {
    threadId,
    jobId,
    kind: 'reaction',
    content: { type: 'reaction', channelId, ts, name, isAdded },
  });
}

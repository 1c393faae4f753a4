import { expect, it, vi } from 'vitest';
import { createReplyLoop } from '../../../src/jobs/pass-replies.ts';
import type { Told } from '../../../src/jobs/tell-run.ts';
import { createLogger } from '../../../src/observability/logger.ts';
import { insertReply, type NewReply } from '../../../src/store/replies.ts';
import type { Store } from '../../../src/store/store.ts';
import { describeEachEngine } from '../../support/each-engine.ts';
import { accept, happen, outboxRows, running, startedAs } from '../../support/stored-jobs.ts';
import { SOON } from './set-up.ts';

const TAKEN: Told = { type: 'taken', wasOver: false };
const ended = {
  type: 'observed',
  observation: { kind: 'succeeded', upstreamState: 'SUCCEEDED', progress: { conversationId: 'talk' } },
} as const;

/** Passes replies to an agent that answers so, one answer after the other, the last one for ever. */
function passReplies(store: Store, ...answers: readonly [Told, ...Told[]]): string[] {
  const heard: string[] = [];
  const [last, ...first] = answers.toReversed();
  const next = first.toReversed();
  running(
    createReplyLoop({
      store,
      tellRun: (_runId, text) => {
        heard.push(text);
        return Promise.resolve(next.shift() ?? last ?? TAKEN);
      },
      owner: store.newId(),
      logger: createLogger('silent'),
    }),
  );
  return heard;
}

async function say(store: Store, threadId: string, ts: string, text: string): Promise<boolean> {
  const reply: NewReply = {
    threadId,
    channelId: 'C1',
    ts,
    userId: 'U1',
    authorName: 'ada',
    teamId: 'T1',
    text,
    files: [],
  };
  return await store.transaction((tx) => insertReply(tx, reply));
}

async function reactions(store: Store): Promise<string[]> {
  return (await outboxRows(store)).flatMap(({ content }) =>
    content.type === 'reaction' ? [`${content.ts} ${content.isAdded ? '+' : '-'}${content.name}`] : [],
  );
}

const promptsOf = async (store: Store) =>
  (await store.db.selectFrom('jobs').select(['request']).orderBy('createdAtMs').execute()).map(
    ({ request }) => String(Object(JSON.parse(request))['prompt']),
  );

describeEachEngine('replies in a run’s thread', (openTestStore) => {
  it('reach the run in Slack’s order, each once, whatever came first', async () => {
    const store = await openTestStore();
    const job = await accept(store);
    await startedAs(store, job.id, 'r1');
    expect(await say(store, job.threadId, '2.0', 'second')).toBe(true);
    expect(await say(store, job.threadId, '1.0', 'first')).toBe(true);
    expect(await say(store, job.threadId, '1.0', 'first')).toBe(false);
    const heard = passReplies(store, TAKEN);
    await vi.waitFor(async () => expect(await reactions(store)).toEqual(['1.0 +eyes', '2.0 +eyes']), SOON);
    expect(heard).toEqual(['first', 'second']);
  });

  it('wait where the run takes none, and become one run when it has ended', async () => {
    const store = await openTestStore();
    const job = await accept(store);
    await startedAs(store, job.id, 'r1');
    await say(store, job.threadId, '1.0', 'first');
    await say(store, job.threadId, '2.0', 'second');
    passReplies(store, { type: 'refused' });
    await vi.waitFor(async () => expect(await reactions(store)).toHaveLength(2), SOON);
    expect(await promptsOf(store)).toHaveLength(1);
    await happen(store, job.id, ended);
    await vi.waitFor(async () => expect(await promptsOf(store)).toHaveLength(2), SOON);
    expect((await promptsOf(store))[1]).toBe('first\n\nsecond');
    expect((await reactions(store)).slice(2)).toEqual([
      '1.0 -hourglass_flowing_sand',
      '1.0 +eyes',
      '2.0 -hourglass_flowing_sand',
      '2.0 +eyes',
    ]);
  });

  it('that were on their way when the process died are told of, not sent again', async () => {
    const store = await openTestStore();
    const job = await accept(store);
    await startedAs(store, job.id, 'r1');
    await say(store, job.threadId, '1.0', 'first');
    await store.db.updateTable('replies').set({ state: 'sending' }).execute();
    const heard = passReplies(store, TAKEN);
    await vi.waitFor(async () => expect(await reactions(store)).toEqual(['1.0 +warning']), SOON);
    const notices = (await outboxRows(store)).filter(({ content }) => content.type === 'notice');
    expect(notices.map(({ content }) => content)).toEqual([
      { type: 'notice', notice: { type: 'reply_unclear', userId: 'U1' } },
    ]);
    expect(heard).toEqual([]);
  });

  it('are tried again while Warp cannot be reached', async () => {
    const store = await openTestStore();
    const job = await accept(store);
    await startedAs(store, job.id, 'r1');
    await say(store, job.threadId, '1.0', 'first');
    const heard = passReplies(store, { type: 'not_sent', retryAfterMs: 10 }, TAKEN);
    await vi.waitFor(async () => expect(await reactions(store)).toEqual(['1.0 +eyes']), SOON);
    expect(heard).toEqual(['first', 'first']);
  });

  it('are not sent by a process that stood still until another one had them', async () => {
    const store = await openTestStore();
    const job = await accept(store);
    await startedAs(store, job.id, 'r1');
    await say(store, job.threadId, '1.0', 'first');
    const { promise: thaw, resolve: thawed } = Promise.withResolvers<undefined>();
    const { promise: frozen, resolve: isFrozen } = Promise.withResolvers<undefined>();
    const still = { ...store };
    still.transaction = async (work) => {
      isFrozen(undefined);
      await thaw;
      return await store.transaction(work);
    };
    const late = passReplies(still, TAKEN);
    await frozen;
    await store.db.updateTable('replies').set({ leaseOwner: 'other', leaseUntilMs: 0 }).execute();
    const heard = passReplies(store, TAKEN);
    await vi.waitFor(async () => expect(await reactions(store)).toEqual(['1.0 +eyes']), SOON);
    thawed(undefined);
    await say(store, job.threadId, '2.0', 'second');
    await vi.waitFor(async () => expect(await reactions(store)).toEqual(['1.0 +eyes', '2.0 +eyes']), SOON);
    expect([...heard, ...late].toSorted()).toEqual(['first', 'second']);
  });
});

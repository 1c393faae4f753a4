import { enqueue, type OutboxRow, prependNotice } from '../store/outbox.ts';
import type { Store } from '../store/store.ts';
import { ensureThread, getThread, rerouteThread } from '../store/threads.ts';
import type { SlackPoster } from './poster.ts';

/**
 * Moves a thread that the bot cannot post to into a direct message with its requester, led by a line that says why.
 * Returns false where it was moved before: then nobody can be told.
 */
export async function rerouteToRequester(
  store: Store,
  poster: SlackPoster,
  row: OutboxRow,
): Promise<boolean> {
  const thread = await getThread(store, row.threadId);
  if (thread.reroutedFrom !== null) return false;
  const directMessageId = await poster.openDirectMessage(thread.requesterId);
  await store.transaction(async (tx) => {
    await rerouteThread(tx, thread, directMessageId);
    await prependNotice(tx, row, { type: 'rerouted', channelId: thread.channelId });
  });
  return true;
}

/** Tells the requester, in a direct message of its own, that something about their job could not be said. */
export async function tellUndeliverable(store: Store, poster: SlackPoster, row: OutboxRow): Promise<void> {
  const { jobId } = row;
  if (jobId === null) return;
  const thread = await getThread(store, row.threadId);
  const channelId = await poster.openDirectMessage(thread.requesterId);
  await store.transaction(async (tx) => {
    const { id } = await ensureThread(tx, { channelId, rootTs: null, requesterId: thread.requesterId });
    const notice = { type: 'undeliverable', channelId: thread.channelId } as const;
    await enqueue(tx, { threadId: id, jobId, kind: 'post', content: { type: 'notice', notice } });
  });
}

import { encodeJson } from './json.ts';
import { enqueue, type OutboxContent, type OutboxRow, outboxFromRow } from './outbox.ts';
import type { Queryable, Tx } from './store.ts';

const OPEN: OutboxContent = { type: 'steps', isOpen: true };
const CLOSED: OutboxContent = { type: 'steps', isOpen: false };

/** The message that shows a run's steps. Its outbox row is its whole memory: it is never asked for a second time. */
export interface StepsMessage {
  readonly rowId: string;
  /** Null before it stands, and for good where its start came to nothing. */
  readonly ts: string | null;
  /** It is being streamed: it can be added to, and not be changed. */
  readonly isOpen: boolean;
  readonly startedAtMs: number;
}

export async function findStepsMessage(
  queryable: Queryable,
  jobId: string,
): Promise<StepsMessage | undefined> {
  const row = await queryable.db
    .selectFrom('outbox')
    .selectAll()
    .where('jobId', '=', jobId)
    .where('kind', '=', 'stream')
    .executeTakeFirst();
  return row && stepsMessageOf(outboxFromRow(row));
}

function stepsMessageOf({ id, content, messageTs, createdAtMs }: OutboxRow): StepsMessage {
  const isOpen = content.type === 'steps' && content.isOpen;
  return { rowId: id, ts: messageTs, isOpen, startedAtMs: createdAtMs };
}

/** Asks for a job's one message of steps, behind what its thread has to say already. The caller holds job and thread. */
export async function requestStepsMessage(tx: Tx, job: { id: string; threadId: string }): Promise<void> {
  if ((await findStepsMessage(tx, job.id)) !== undefined) return;
  await enqueue(tx, { threadId: job.threadId, jobId: job.id, kind: 'stream', content: OPEN });
}

/** From now on the message is changed as any other. */
export async function closeStepsMessage(queryable: Queryable, { rowId }: StepsMessage): Promise<void> {
  await queryable.db
    .updateTable('outbox')
    .set({ content: encodeJson(CLOSED) })
    .where('id', '=', rowId)
    .execute();
}

/** Jobs at work whose steps have been streamed since before then. */
export async function listOldStreams(
  queryable: Queryable,
  startedBeforeMs: number,
): Promise<{ jobId: string; threadId: string }[]> {
  return await queryable.db
    .selectFrom('watches')
    .innerJoin('outbox', 'outbox.jobId', 'watches.jobId')
    .select(['watches.jobId', 'outbox.threadId'])
    .where('outbox.kind', '=', 'stream')
    .where('outbox.state', '=', 'sent')
    .where('outbox.messageTs', 'is not', null)
    .where('outbox.content', '=', encodeJson(OPEN))
    .where('outbox.createdAtMs', '<', startedBeforeMs)
    .execute();
}

import { toErrandError } from '../errors.ts';
import { getJob, getJobHead, lockJob, type StoredJob, setJobCard } from '../store/jobs.ts';
import { enqueue, type OutboxRow } from '../store/outbox.ts';
import { completeRow, getMessageTs, retryRow, sendAsFile, setRowFileId } from '../store/outbox-outcome.ts';
import { findStepsMessage, requestStepsMessage } from '../store/steps-messages.ts';
import type { Tx } from '../store/store.ts';
import { getThread, lockThread, setThreadRoot, type Thread } from '../store/threads.ts';
import type { DeliveryDeps } from './delivery-deps.ts';
import type { MessageContent, Place } from './poster.ts';
import { statusWords } from './render/card-steps.ts';
import { resultExtent } from './render/render-row.ts';
import { fileOf, messageOf, shownArtifacts } from './row-content.ts';

/** Carries out one claimed outbox row and marks it as said. Throws the poster's errors. */
export async function deliverRow(deps: DeliveryDeps, row: OutboxRow): Promise<void> {
  const { store } = deps;
  store.reach('outbox.claimed');
  const thread = await getThread(store, row.threadId);
  if (row.content.type === 'schedule') return await post(deps, row, thread, undefined);
  if (row.content.type === 'transcript' && row.jobId === null)
    return await upload(deps, row, thread, undefined);
  // The whole of a result is read while it is sent, not before.
  const load = row.content.type === 'export' ? getJobHead : getJob;
  const job = row.jobId === null ? undefined : await load(store, row.jobId);
  if (job === undefined) return await complete(deps, row, thread, undefined, null);
  switch (row.kind) {
    case 'update':
      return await update(deps, row, thread, job);
    case 'post':
      return await post(deps, row, thread, job);
    case 'upload':
      return await upload(deps, row, thread, job);
    case 'reaction':
      return await react(deps, row, thread, job);
    case 'stream':
      return await complete(deps, row, thread, job, await deps.steps.start(row, placeOf(thread, job), job));
  }
}

async function update(deps: DeliveryDeps, row: OutboxRow, thread: Thread, job: StoredJob): Promise<void> {
  const { cardChannelId: channelId, cardTs: ts } = job;
  if (channelId !== null && ts !== null) {
    if (await mustWait(deps, row, deps.pace.takeUpdate(row.id))) return;
    await updateCard(deps, row, job, { channelId, ts });
    await showStatus(deps, placeOf(thread, job), job);
    // Also where the card is gone: a stream is to be stopped.
    if (await mustWait(deps, row, await showSteps(deps, row, channelId, job))) return;
    deps.store.reach('outbox.updated');
  }
  await complete(deps, row, thread, job, ts);
}

async function updateCard(
  deps: DeliveryDeps,
  row: OutboxRow,
  job: StoredJob,
  card: { channelId: string; ts: string },
): Promise<void> {
  const content = await messageOf(deps, row, job);
  if (content === undefined) return;
  try {
    await withPlainFallback(content, (form) => deps.poster.update(card, form));
  } catch (error) {
    // The card was deleted or its channel closed: there is nothing left to edit, and the result still comes.
    if (!/^slack\.(message_gone|cannot_post)$/.test(toErrandError(error).code)) throw error;
  }
}

/** What an agent does stands beside its card, where there is such a message. Returns how long to wait with that. */
async function showSteps(
  { store, steps }: DeliveryDeps,
  row: OutboxRow,
  channelId: string,
  job: StoredJob,
): Promise<number> {
  const message = job.kind === 'warp' ? await findStepsMessage(store, job.id) : undefined;
  if (message === undefined || message.ts === null) return 0;
  return await steps.show(row.id, { channelId, ts: message.ts }, job, message);
}

/** What an agent does stands under its thread too, where Slack shows such a line: it is worth no second try. */
async function showStatus({ poster, logger }: DeliveryDeps, place: Place, job: StoredJob): Promise<void> {
  const status = statusWords(job);
  if (status === undefined) return;
  await poster.setStatus(place, status).catch((error: unknown) => {
    logger.debug({ jobId: job.id, err: toErrandError(error) }, 'a status could not be shown');
  });
}

async function post(
  deps: DeliveryDeps,
  row: OutboxRow,
  thread: Thread,
  job: StoredJob | undefined,
): Promise<void> {
  const place = placeOf(thread, job);
  // An earlier attempt may have reached Slack: look before saying it a second time.
  const found = row.attempts > 1 ? await deps.poster.findPost(place, row.id, row.createdAtMs) : undefined;
  if (row.attempts > 1) deps.store.reach('outbox.looked');
  if (found !== undefined) {
    deps.logger.info({ outboxId: row.id, jobId: row.jobId }, 'message found, not posted again');
    return await complete(deps, row, thread, job, found);
  }
  if (await mustWait(deps, row, deps.pace.takePost(thread.channelId, row.id))) return;
  const content = await messageOf(deps, row, job);
  if (content === undefined) return await complete(deps, row, thread, job, null);
  await deps.store.engine.durable();
  deps.store.reach('outbox.posting');
  let ts: string;
  try {
    ts = await withPlainFallback(content, (form) => deps.poster.post(place, form, row.id));
  } catch (error) {
    if (toErrandError(error).code !== 'slack.refused' || row.content.type !== 'result') throw error;
    deps.logger.warn({ outboxId: row.id, jobId: row.jobId, err: error }, 'a result is sent as a file');
    return await sendAsFile(deps.store, row, row.content.part);
  }
  deps.store.reach('outbox.posted');
  await complete(deps, row, thread, job, ts);
}

async function upload(
  deps: DeliveryDeps,
  row: OutboxRow,
  thread: Thread,
  job: StoredJob | undefined,
): Promise<void> {
  const { store, poster } = deps;
  const isDone = row.attempts > 1 && row.fileId !== null && (await poster.isFileShared(row.fileId));
  const file = isDone ? undefined : await fileOf(deps, row, job);
  const isFetched = row.content.type === 'artifact' || row.content.type === 'transcript';
  if (!isDone && file === undefined && isFetched) return await post(deps, row, thread, job);
  if (!isDone && file !== undefined) {
    if (await mustWait(deps, row, deps.pace.takePost(thread.channelId, row.id))) return;
    const fileId = await poster.uploadBytes(file);
    store.reach('upload.sent');
    if (!(await setRowFileId(store, row, fileId))) return;
    await store.engine.durable();
    store.reach('upload.noted');
    await poster.shareFile(placeOf(thread, job), fileId, file.title);
    store.reach('upload.shared');
  }
  await complete(deps, row, thread, job, null);
}

async function react(deps: DeliveryDeps, row: OutboxRow, thread: Thread, job: StoredJob): Promise<void> {
  const { content } = row;
  try {
    if (content.type === 'reaction') await deps.poster.react(content, content.name, content.isAdded);
  } catch (error) {
    // An emoji is worth no message of its own: where it cannot stand, nothing is missing.
    if (!/^slack\.(message_gone|cannot_post|refused)$/.test(toErrandError(error).code)) throw error;
  }
  await complete(deps, row, thread, job, null);
}

/** Under the thread's root; where that could not be recorded, under the job's card, which then is the root. */
function placeOf(thread: Thread, job: StoredJob | undefined): Place {
  const { channelId, rootTs } = thread;
  const underCard = job?.cardChannelId === channelId ? job.cardTs : null;
  return { channelId, threadTs: rootTs ?? underCard };
}

/** Gives the row back until Slack may be called for it: waiting here would hold up other channels. */
async function mustWait(deps: DeliveryDeps, row: OutboxRow, waitMs: number): Promise<boolean> {
  if (waitMs === 0) return false;
  const dueAtMs = deps.store.clock.nowMs() + waitMs;
  await retryRow(deps.store, row, { dueAtMs, error: 'pace', hadNoEffect: true });
  return true;
}

/** Slack refuses a message whole for one bad block: the text alone still says it. */
async function withPlainFallback<T>(
  content: MessageContent,
  send: (content: MessageContent) => Promise<T>,
): Promise<T> {
  try {
    return await send(content);
  } catch (error) {
    if (toErrandError(error).code !== 'slack.refused' || content.blocks === undefined) throw error;
    return await send({ text: content.text });
  }
}

async function complete(
  deps: DeliveryDeps,
  row: OutboxRow,
  thread: Thread,
  job: StoredJob | undefined,
  ts: string | null,
): Promise<void> {
  // Rendering a large result takes a while: not while rows are locked.
  const { content } = row;
  const isFirstPart = (content.type === 'result' || content.type === 'result_file') && content.part === 0;
  const extent = isFirstPart && job !== undefined ? resultExtent(job) : undefined;
  const wantsSteps =
    row.kind === 'update' &&
    job?.kind === 'warp' &&
    job.state === 'watching' &&
    (await findStepsMessage(deps.store, job.id)) === undefined &&
    deps.steps.wants(job, placeOf(thread, job));
  const isOurs = await deps.store.transaction(async (tx) => {
    if (job !== undefined) await lockJob(tx, job.id);
    const { rootTs, channelId } = await lockThread(tx, thread.id);
    if (!(await completeRow(tx, row, ts))) return false;
    if (wantsSteps) await requestStepsMessage(tx, job);
    if (row.kind === 'stream' && ts !== null && job !== undefined) await enqueueCard(tx, job);
    if (row.kind !== 'post' || ts === null || job === undefined) return true;
    if (rootTs === null && channelId === thread.channelId) await setThreadRoot(tx, thread, ts);
    if (row.content.type === 'card') await setJobCard(tx, job.id, { channelId: thread.channelId, ts });
    if (extent !== undefined) {
      const place = { threadId: thread.id, jobId: job.id };
      for (let part = 1; part < extent.messages; part += 1) {
        await enqueue(tx, { ...place, kind: 'post', content: { type: 'result', part } });
      }
      for (let index = 0; index < extent.files; index += 1) {
        await enqueue(tx, { ...place, kind: 'upload', content: { type: 'file', index } });
      }
      for (const { index, kind } of shownArtifacts(job)) {
        await enqueue(tx, { ...place, kind, content: { type: 'artifact', index } });
      }
    }
    tx.reach('outbox.committing');
    return true;
  });
  deps.store.reach('outbox.committed');
  if (isOurs) return;
  if (row.kind === 'update' && job !== undefined) return await showCardAgain(deps, thread, job);
  if ((row.kind !== 'post' && row.kind !== 'stream') || ts === null) return;
  // Our lease ran out meanwhile and somebody else has said it: take back our copy, unless it is the one they found.
  if ((await getMessageTs(deps.store, row.id)) !== ts) {
    const copy = { channelId: thread.channelId, ts };
    await (row.kind === 'stream' ? deps.steps.takeBack(copy) : deps.poster.remove(copy));
  }
}

/** What we wrote late may be older than what another has shown meanwhile. */
async function showCardAgain({ store }: DeliveryDeps, thread: Thread, job: StoredJob): Promise<void> {
  await store.transaction(async (tx) => {
    await lockJob(tx, job.id);
    await lockThread(tx, thread.id);
    await enqueueCard(tx, job);
  });
}

async function enqueueCard(tx: Tx, job: StoredJob): Promise<void> {
  await enqueue(tx, { threadId: job.threadId, jobId: job.id, kind: 'update', content: { type: 'card' } });
}

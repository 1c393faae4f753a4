import type { JsonObject } from '../../src/playground/slack/json-value.ts';
import { jobFromRow, type StoredJob } from '../../src/store/jobs.ts';
import { type OutboxRow, outboxFromRow } from '../../src/store/outbox.ts';
import type { Store } from '../../src/store/store.ts';
import type { Services } from '../support/services.ts';
import type { Request } from './requests.ts';

/** What was asked for and what came of it, counted at all four places. */
export interface Audit {
  readonly counts: Readonly<Record<string, number>>;
  /** Everything that is not as it must be, one sentence each. */
  readonly problems: readonly string[];
}

interface Said {
  readonly channel: string;
  readonly ts: string;
  readonly deliveryId: string | undefined;
  readonly hasFile: boolean;
  readonly isStream: boolean;
  readonly taskIds: readonly string[];
  readonly text: string;
}

/** Holds requests, jobs, creates and messages against each other. The bot must be stopped. */
export async function audit(services: Services, store: Store, requests: readonly Request[]): Promise<Audit> {
  const problems: string[] = [];
  const jobs = (await store.db.selectFrom('jobs').selectAll().execute()).map(jobFromRow);
  const rows = (await store.db.selectFrom('outbox').selectAll().execute()).map(outboxFromRow);
  const said = everythingSaid(services);
  const creates = createsByTag(services);

  const jobsByTag = groupBy(jobs, tagOf);
  const givenUp = new Set(
    services.slack
      .givenUp()
      .filter(isMention)
      .map((event) => tagIn(JSON.stringify(event))),
  );
  let [answeredPrivately, givenUpBySlack] = [0, 0];
  for (const { tag, kind, channel, answer } of requests) {
    const made = jobsByTag.get(tag)?.length ?? 0;
    if (made > 1) problems.push(`${tag} (${kind}): ${made} jobs`);
    if (made === 0 && answer === 'taken') {
      if (wasToldInstead(services, channel, kind)) answeredPrivately += 1;
      else if (kind === 'mention' && givenUp.has(tag)) givenUpBySlack += 1;
      else problems.push(`${tag} (${kind}): taken, and no job`);
    }
  }
  for (const job of jobs) problems.push(...problemsOfJob(job, rows, creates.get(tagOf(job)) ?? 0));
  for (const tag of creates.keys()) if (!jobsByTag.has(tag)) problems.push(`${tag}: created without a job`);
  problems.push(
    ...problemsOfMessages(rows, said),
    ...problemsOfOrder(rows),
    ...problemsOfStreams(said, jobs),
  );

  const uploads = rows.filter(({ kind }) => kind === 'upload').length;
  const files = said.filter(({ hasFile }) => hasFile).length;
  if (files !== uploads) problems.push(`${uploads} files to be shared, ${files} shared`);
  return {
    problems,
    counts: {
      requests: requests.length,
      taken: requests.filter(({ answer }) => answer === 'taken').length,
      answeredPrivately,
      givenUpBySlack,
      jobs: jobs.length,
      creates: [...creates.values()].reduce((sum, count) => sum + count, 0),
      succeeded: jobs.filter(({ outcome }) => outcome === 'succeeded').length,
      failed: jobs.filter(({ outcome }) => outcome === 'failed').length,
      cancelled: jobs.filter(({ outcome }) => outcome === 'cancelled').length,
      posts: rows.filter(({ kind, state }) => kind === 'post' && state === 'sent').length,
      files,
      unclearStarts: rows.filter(
        ({ content }) => content.type === 'notice' && content.notice.type === 'start_unclear',
      ).length,
      takenBack: services.slack.calls('chat.delete').length,
    },
  };
}

function problemsOfJob(job: StoredJob, rows: readonly OutboxRow[], creates: number): string[] {
  const tag = tagOf(job);
  const problems: string[] = [];
  if (job.state !== 'finished') problems.push(`${tag}: still ${job.state}`);
  // What was stopped before it was sent was never created.
  const wanted = job.upstreamId === null ? 0 : 1;
  if (creates !== wanted) problems.push(`${tag}: created ${creates} times (${job.state}, ${job.outcome})`);
  if (job.upstreamId === null && job.outcome !== 'cancelled') {
    problems.push(`${tag}: never created (${job.outcome}, ${job.problem?.code})`);
  }
  const own = rows.filter(({ jobId, kind }) => jobId === job.id && kind !== 'update');
  const cards = own.filter(({ content }) => content.type === 'card').length;
  const results = own.filter(({ content }) => content.type === 'result' && content.part === 0).length;
  if (cards !== 1) problems.push(`${tag}: ${cards} cards`);
  if (job.state === 'finished' && results !== 1) problems.push(`${tag}: ${results} results`);
  return problems;
}

function problemsOfMessages(rows: readonly OutboxRow[], said: readonly Said[]): string[] {
  const problems: string[] = [];
  const copies = groupBy(
    said.filter(({ deliveryId }) => deliveryId !== undefined),
    ({ deliveryId = '' }) => deliveryId,
  );
  for (const row of rows) {
    const what = `${row.kind} ${row.content.type} of job ${row.jobId} (${row.id})`;
    if (row.state !== 'sent')
      problems.push(`${what}: ${row.state}, ${row.attempts} attempts, ${row.lastError}`);
    if (row.kind !== 'post') continue;
    const found = copies.get(row.id) ?? [];
    copies.delete(row.id);
    if (found.length > 1) problems.push(`${what}: said ${found.length} times`);
    if (row.state === 'sent' && found.length === 0) problems.push(`${what}: sent, and not there`);
    if (found.length === 1 && found[0]?.ts !== row.messageTs) {
      problems.push(`${what}: noted as ${row.messageTs}, stands as ${found[0]?.ts}`);
    }
  }
  for (const [id, found] of copies) problems.push(`${found.length} messages of nobody (${id})`);
  return problems;
}

/** Tasks are named by their job: it streams them in one message at most. */
function problemsOfStreams(said: readonly Said[], jobs: readonly StoredJob[]): string[] {
  const streams = said.filter(({ isStream }) => isStream);
  return jobs.flatMap((job) => {
    const own = streams.filter(({ taskIds }) => taskIds.some((id) => id.startsWith(`${job.id}/`)));
    return own.length > 1 ? [`${tagOf(job)}: ${own.length} streams`] : [];
  });
}

/** In each thread, what came first stands first. */
function problemsOfOrder(rows: readonly OutboxRow[]): string[] {
  const problems: string[] = [];
  for (const [threadId, all] of groupBy(rows, (row) => row.threadId)) {
    const posts = all
      .filter(({ kind, messageTs }) => kind === 'post' && messageTs !== null)
      .toSorted((a, b) => a.seq - b.seq);
    for (const [index, row] of posts.entries()) {
      const before = posts[index - 1];
      if (before !== undefined && Number(before.messageTs) > Number(row.messageTs)) {
        problems.push(`thread ${threadId}: ${row.content.type} stands before ${before.content.type}`);
      }
    }
  }
  return problems;
}

function everythingSaid({ slack }: Services): Said[] {
  return slack.conversations().flatMap(({ id }) =>
    slack
      .history(id)
      .flatMap(({ ts }) => slack.thread(id, String(ts)))
      .filter(({ user, subtype }) => user === slack.botUserId && subtype !== 'channel_join')
      .map((message) => ({
        channel: id,
        ts: String(message['ts']),
        deliveryId: deliveryIdOf(message),
        hasFile: message['files'] !== undefined,
        isStream: message['streaming_state'] !== undefined,
        taskIds: [...JSON.stringify(message).matchAll(/"task_id":"([^"]+)"/g)].map(([, id = '']) => id),
        text: String(message['text']),
      })),
  );
}

function deliveryIdOf(message: JsonObject): string | undefined {
  const found = /"event_type":"errand_delivery","event_payload":\{"id":"([^"]+)"/.exec(
    JSON.stringify(message['metadata'] ?? {}),
  );
  return found?.[1];
}

function createsByTag({ warp, warmly }: Services): Map<string, number> {
  const texts = [
    ...warp.runs.map((run) => JSON.stringify(run['prompt'] ?? run)),
    ...warmly.executions.map(({ input }) => JSON.stringify(input)),
  ];
  const counts = new Map<string, number>();
  for (const text of texts) {
    const tag = tagIn(text);
    counts.set(tag, (counts.get(tag) ?? 0) + 1);
  }
  return counts;
}

function tagOf(job: StoredJob): string {
  return tagIn(JSON.stringify(job.request));
}

function tagIn(text: string): string {
  return /job-\d+-/.exec(text)?.[0] ?? text;
}

/** Only this event of a mention asks for something; the message in its channel is no request. */
function isMention({ event }: JsonObject): boolean {
  return /"type":"app_mention"/.test(JSON.stringify(event ?? {}));
}

/** A command that cannot be carried out at the moment is answered with a sentence that only its sender sees. */
function wasToldInstead({ slack }: Services, channel: string, kind: Request['kind']): boolean {
  if (kind === 'mention') return false;
  return ['U0ADA', 'U0BEN', 'U0CARLA'].some((id) =>
    slack
      .person(id)
      .ephemerals(channel)
      .some(({ text }) => !text.includes('failed')),
  );
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return groups;
}

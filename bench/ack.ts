/** How long Slack waits for an acknowledgement at 200 deliveries a second, beside a Bolt app that only acknowledges. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { optionValue } from '../src/slack/options/option-value.ts';
import { createFormCache } from '../src/slack/views/form-cache.ts';
import type { WarmlyDraft } from '../src/slack/views/warmly-draft.ts';
import { chooseTool } from '../src/slack/views/warmly-form.ts';
import {
  REASON_ACTION,
  REASON_BLOCK,
  TOOL_ACTION,
  TOOL_BLOCK,
  WARMLY_FORM,
} from '../src/slack/views/warmly-view.ts';
import { WarmlyTool } from '../src/warmly/schema.ts';
import { withDatabases } from '../test/crash/with-databases.ts';
import { type MeasuredProcess, startBot, startMeasured } from './parts/child.ts';
import { openBotStore } from './parts/open-jobs.ts';
import { createSlackLoad } from './parts/slack-load.ts';
import { oneDigit, printTable, quantile } from './parts/table.ts';

const PER_SECOND = 200;
const WARM_UP = 300;
const MEASURED = 3_000;
const UP_WITHIN_MS = 30_000;

const KINDS = ['command', 'submission'] as const;
type Kind = (typeof KINDS)[number];

const Services = z.object({
  environment: z.record(z.string(), z.string()),
  teamId: z.string(),
  channelId: z.string(),
  tool: WarmlyTool,
});
type Services = z.infer<typeof Services>;

async function startServices(): Promise<{ services: Services; stop: () => void }> {
  const child = fork(fileURLToPath(new URL('parts/services-process.ts', import.meta.url)));
  const [message]: unknown[] = await once(child, 'message');
  return { services: Services.parse(message), stop: () => child.disconnect() };
}

function base({ teamId }: Services, index: number) {
  return { token: 't', team_id: teamId, api_app_id: 'A0ERRAND', trigger_id: `${Date.now()}.${index}.bench` };
}

function command(services: Services, index: number): string {
  return new URLSearchParams({
    ...base(services, index),
    team_domain: 'acme',
    channel_id: services.channelId,
    channel_name: 'revenue',
    user_id: 'U0ADA',
    user_name: 'ada',
    command: '/warmly',
    text: services.tool.name,
    response_url: 'http://127.0.0.1:9/none',
  }).toString();
}

function submission(services: Services, draftId: string, index: number): string {
  const chosen = { type: 'external_select', selected_option: { value: optionValue(services.tool.name) } };
  const view = {
    id: `V${index}`,
    type: 'modal',
    team_id: services.teamId,
    callback_id: WARMLY_FORM,
    private_metadata: draftId,
    state: {
      values: {
        [TOOL_BLOCK]: { [TOOL_ACTION]: chosen },
        [REASON_BLOCK]: { [REASON_ACTION]: { type: 'plain_text_input', value: null } },
      },
    },
    hash: 'h',
    blocks: [],
  };
  const team = { id: services.teamId, domain: 'acme' };
  const user = { id: 'U0ADA', username: 'ada', name: 'ada', team_id: services.teamId };
  const payload = { ...base(services, index), type: 'view_submission', team, user, view, response_urls: [] };
  return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
}

/** As many opened forms as will be submitted. */
async function storeDrafts(services: Services, environment: Services['environment'], count: number) {
  const store = await openBotStore(environment);
  const draft: WarmlyDraft = {
    channelId: services.channelId,
    teamId: services.teamId,
    timeZone: 'UTC',
    chosen: chooseTool({ forms: createFormCache() }, services.tool, {}),
  };
  const content = store.sealer.seal(draft);
  const nowMs = store.clock.nowMs();
  const rows = Array.from({ length: count }, () => ({
    id: store.newId(),
    userId: 'U0ADA',
    kind: 'warmly' as const,
    content,
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
  }));
  for (let start = 0; start < count; start += 500) {
    await store.db
      .insertInto('drafts')
      .values(rows.slice(start, start + 500))
      .execute();
  }
  await store.close();
  return rows.map(({ id }) => id);
}

/** What was acknowledged was stored: otherwise nothing was measured. */
async function checkStored(environment: Services['environment'], kind: Kind, count: number): Promise<void> {
  const store = await openBotStore(environment);
  const { stored } = await store.db
    .selectFrom(kind === 'command' ? 'inbox' : 'jobs')
    .select(({ fn }) => fn.countAll<number>().as('stored'))
    .executeTakeFirstOrThrow();
  await store.close();
  if (stored !== count) throw new Error(`Of ${count} ${kind}s ${stored} were stored.`);
}

async function isUp(bot: MeasuredProcess, port: string): Promise<void> {
  for (let waitedMs = 0; waitedMs < UP_WITHIN_MS; waitedMs += 100) {
    const isAnswering = await fetch(`http://127.0.0.1:${port}/`).then(
      () => true,
      () => false,
    );
    if (isAnswering) return;
    await sleep(100);
  }
  throw new Error(`It did not start:\n${bot.output()}`);
}

async function measure(
  kind: Kind,
  { isBare = false, databaseUrl }: { readonly isBare?: boolean; readonly databaseUrl?: string | undefined },
): Promise<{ p50: number; p99: number }> {
  const { services, stop } = await startServices();
  const environment: Services['environment'] = {
    ...services.environment,
    ...(databaseUrl !== undefined && { DATABASE_URL: databaseUrl }),
  };
  const count = WARM_UP + MEASURED;
  const draftIds = kind === 'submission' ? await storeDrafts(services, environment, count) : [];
  const bot = isBare ? startMeasured('bench/parts/bare-bolt.ts', environment) : startBot(environment);
  const port = environment['PORT'] ?? '';
  await isUp(bot, port);
  const load = createSlackLoad(
    `http://127.0.0.1:${port}/slack/events`,
    environment['SLACK_SIGNING_SECRET'] ?? '',
  );
  const bodies = Array.from({ length: count }, (_, index) =>
    kind === 'command' ? command(services, index) : submission(services, draftIds[index] ?? '', index),
  );
  await load.run(PER_SECOND / 4, bodies.slice(0, WARM_UP));
  const latencies = await load.run(PER_SECOND, bodies.slice(WARM_UP));
  load.close();
  await bot.kill();
  stop();
  if (!isBare) await checkStored(environment, kind, count);
  return { p50: quantile(latencies, 0.5), p99: quantile(latencies, 0.99) };
}

/** Each in a database of its own: what the one before left to be done would be done beside it. */
async function measureAll(databaseUrls: readonly string[]): Promise<string[][]> {
  const rows: string[][] = [];
  for (const [index, kind] of KINDS.entries()) {
    const bare = await measure(kind, { isBare: true });
    rows.push([`bare Bolt, ${kind}`, oneDigit(bare.p50), oneDigit(bare.p99), '', '']);
    const databaseUrl = databaseUrls[index];
    for (const url of databaseUrl === undefined ? [undefined] : [undefined, databaseUrl]) {
      const errand = await measure(kind, { databaseUrl: url });
      rows.push([
        `Errand on ${url === undefined ? 'SQLite' : 'PostgreSQL'}, ${kind}`,
        oneDigit(errand.p50),
        oneDigit(errand.p99),
        `${(errand.p50 / bare.p50).toFixed(1)}×`,
        `${errand.p99 < bare.p99 ? '' : '+'}${oneDigit(errand.p99 - bare.p99)}`,
      ]);
    }
  }
  return rows;
}

printTable(
  `Acknowledgements at ${PER_SECOND} deliveries a second, in ms`,
  ['', 'p50', 'p99', 'p50 beside bare', 'p99 beside bare'],
  (await withDatabases(KINDS.length, measureAll)) ?? (await measureAll([])),
);
process.exit(0);

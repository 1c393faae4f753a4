import { expect, it } from 'vitest';
import type { WarmlyShape } from '../../../src/playground/warmly/shape.ts';
import type { JobRequest } from '../../../src/store/job.ts';
import type { Store } from '../../../src/store/store.ts';
import { describeSqlite } from '../../support/each-engine.ts';
import { accept } from '../../support/stored-jobs.ts';
import { becomes } from '../jobs/set-up.ts';
import { withWarmly } from '../watch/set-up.ts';
import { type PeopleReading, peopleReading } from './people-reading.ts';

const EXECUTE = { method: 'POST', match: '/agent-tools/execute' } as const;
const VISITORS: JobRequest = {
  kind: 'warmly',
  toolName: 'list_warm_visitors',
  isAsync: false,
  input: { take: 3 },
};
const INVITE: JobRequest = {
  kind: 'warmly',
  toolName: 'send_linkedin_invites',
  isAsync: true,
  input: { profileUrls: ['https://www.linkedin.com/in/ada'] },
};

async function withPeople(store: Store, shape: WarmlyShape = {}) {
  const watching = await withWarmly({ speed: 1_000 });
  watching.warmly.setShape(shape);
  return { warmly: watching.warmly, ...peopleReading(store, watching) };
}

const FORMS = [{ errors: 'short' }, { errors: 'long' }] as const;

describeSqlite('an answer of Warmly that refuses', (openTestStore) => {
  const REFUSALS: readonly (readonly [status: number, says: RegExp])[] = [
    [400, /did not accept this input\. Check the fields and try again/],
    [401, /does not accept Errand's key\. Ask the operator .* WARMLY_API_KEY and WARMLY_ORGANIZATION_ID/],
    [403, /may not do this in Warmly\. Ask whoever manages Warmly whether your plan includes it/],
    [404, /does not know this tool or execution\. Open \/warmly to see the tools/],
    [413, /did not accept this input\. Check the fields/],
    [422, /did not accept this input\. Check the fields/],
  ];

  it.each(
    REFUSALS.flatMap(([status, says]) => FORMS.map(({ errors }) => ({ status, errors, sentences: says }))),
  )('with $status in the $errors form is told with what to do', async ({ status, errors, sentences }) => {
    const store = await openTestStore();
    const { card, says, warmly } = await withPeople(store, { errors });
    warmly.faults.add({ ...EXECUTE, fault: { type: 'status', status } });
    await accept(store, { request: VISITORS });
    const result = await says(/^❌[^]*failed: /);
    expect(result).toMatch(sentences);
    // What Warmly wrote for developers is no text for people.
    expect(result).not.toContain('Injected');
    await card(/❌ Failed/);
    expect(warmly.executions).toEqual([]);
  });

  it.each(FORMS)('for the rate in the $errors form is waited out', async ({ errors }) => {
    const store = await openTestStore();
    const { card, warmly } = await withPeople(store, { errors });
    warmly.faults.add({ ...EXECUTE, fault: { type: 'status', status: 429 } });
    const job = await accept(store, { request: VISITORS });
    await card(
      /Waiting to start[^]*⚠️ Warmly takes no more calls for the moment\. Errand tries again by itself/,
    );
    const { createdAtMs } = await becomes(store, job.id, { state: 'accepted' });
    const { dueAtMs } = await store.db.selectFrom('jobs').select('dueAtMs').executeTakeFirstOrThrow();
    expect((dueAtMs ?? 0) - createdAtMs).toBeGreaterThanOrEqual(60_000);
  });

  it.each([500, 502, 503, 408].flatMap((status) => FORMS.map(({ errors }) => ({ status, errors }))))(
    'with $status in the $errors form is looked for, then asked about',
    async ({ status, errors }) => {
      const store = await openTestStore();
      const { card, says, warmly } = await withPeople(store, { errors });
      warmly.faults.add({ ...EXECUTE, fault: { type: 'status', status } });
      await accept(store, { request: VISITORS });
      await card(/❓ Nobody knows[^]*press \*Start again\*[^]*⚠️ Warmly has trouble at the moment\./);
      await says(/^❓ .*Look in Warmly whether it is running/);
    },
  );

  it.each(FORMS)('with 500 in the $errors form, though it ran, brings its result', async ({ errors }) => {
    const store = await openTestStore();
    const { says, warmly } = await withPeople(store, { errors });
    warmly.faults.add({ ...EXECUTE, fault: { type: 'status', status: 500, effect: true } });
    await accept(store, { request: VISITORS });
    expect(await says(/^✅/)).toContain('3 visitors');
    expect(warmly.executions).toHaveLength(1);
  });
});

describeSqlite('a status of Warmly', (openTestStore) => {
  const said: Readonly<Record<string, (people: PeopleReading) => Promise<unknown>>> = {
    pending: ({ card }) => card(/🕓 Queued/),
    running: ({ card }) => card(/⏳ Running/),
    succeeded: ({ says }) => says(/^✅ \*send_linkedin_invites\*/),
    failed: ({ says }) => says(/^❌[^]*failed: LinkedIn is closed today\./),
    cancelled: ({ says }) => says(/^🚫 \*send_linkedin_invites\* was stopped/),
    awaiting_approval: ({ says }) => says(/needs approval in Warmly\. Approve or reject it there/),
  };

  it.each([
    ['pending', { holdIn: 'pending' }],
    ['running', { holdIn: 'running' }],
    ['succeeded', { end: 'succeeded', output: { invited: 1 } }],
    ['failed', { end: 'failed', userFacingError: 'LinkedIn is closed today.' }],
    ['cancelled', { end: 'cancelled' }],
    ['awaiting_approval', { end: 'awaiting_approval' }],
  ] as const)('is told in words: %s', async (status, script) => {
    const store = await openTestStore();
    const people = await withPeople(store);
    people.warmly.script('send_linkedin_invites', script);
    const job = await accept(store, { request: INVITE });
    await said[status]?.(people);
    await becomes(store, job.id, { upstreamState: status });
    if (status === 'awaiting_approval') await people.card(/✋ Waiting for approval in Warmly/);
  });

  it.each(['top', 'output', 'object'] as const)(
    'says why a tool failed, wherever that stands: %s',
    async (at) => {
      const store = await openTestStore();
      const { says, warmly } = await withPeople(store, { userFacingErrorIn: at });
      warmly.script('list_warm_visitors', { end: 'failed', userFacingError: 'The time window is closed.' });
      await accept(store, { request: VISITORS });
      expect(await says(/^❌/)).toContain('failed: The time window is closed.');
    },
  );
});

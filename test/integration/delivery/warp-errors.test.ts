import { expect, it } from 'vitest';
import type { RunnerTimes } from '../../../src/jobs/runner.ts';
import { type ProblemCode, problemCodes, problemKinds } from '../../../src/playground/warp/problems.ts';
import type { Store } from '../../../src/store/store.ts';
import { describeSqlite } from '../../support/each-engine.ts';
import { accept, happen } from '../../support/stored-jobs.ts';
import { becomes } from '../jobs/set-up.ts';
import { withWarp } from '../watch/set-up.ts';
import { peopleReading } from './people-reading.ts';

/** What people read for each code of Warp's catalogue: what happened, and what to do. */
const SENTENCES: Readonly<Record<ProblemCode, RegExp>> = {
  insufficient_credits: /The Warp team has no credits left\. Ask an admin of the team to add some/,
  budget_exceeded: /spending limit is reached\. Ask an admin of the team to raise it/,
  feature_not_available: /not part of the team's Warp plan\. Ask an admin/,
  not_authorized: /may not use what was asked for\. Choose something else, or ask an admin/,
  integration_disabled: /switched off in Warp\. Ask an admin of the team to enable it/,
  content_policy_violation: /policy does not allow this prompt\. Change its wording/,
  external_authentication_required: /no access to an outside service .* such as GitHub\. Connect it in Warp/,
  invalid_request: /did not accept the request\. Check the prompt, agent, model and environment/,
  integration_not_configured: /not fully set up in Warp\. Ask an admin of the team to finish/,
  resource_not_found: /no longer knows the run, agent or environment .*\. Choose another/,
  operation_not_supported: /cannot do this with this run\. Open its session in Warp/,
  conflict: /is being changed in Warp at this very moment\. Try again in a minute/,
  environment_setup_failed: /could not be set up\. Correct its image or set-up commands/,
  authentication_required: /does not accept Errand's key\. Ask the operator .* to check WARP_API_KEY/,
  resource_unavailable: /no machine free for this at the moment\. Try again in a few minutes/,
  internal_error: /Something failed inside Warp\. Try again in a few minutes/,
};

/** Warp's clock at full speed. */
async function withPeople(store: Store, times: Partial<RunnerTimes> = {}) {
  const watching = await withWarp(store, { speed: 1_000 });
  return { warp: watching.warp, ...peopleReading(store, watching, times) };
}

const isRefusal = (code: ProblemCode) => problemKinds[code].status < 500;
const refusals = problemCodes.filter((code) => isRefusal(code) && !problemKinds[code].retryable);
const passing = problemCodes.filter((code) => isRefusal(code) && problemKinds[code].retryable);

describeSqlite('a start that Warp refuses', (openTestStore) => {
  it.each(refusals)('with %s has failed, and the thread says why and what to do', async (code) => {
    const store = await openTestStore();
    const { card, says, warp } = await withPeople(store);
    await accept(store, { request: { kind: 'warp', prompt: `refuse with ${code}` } });
    expect(await says(/^❌[^]*failed: /)).toMatch(SENTENCES[code]);
    await card(/❌ Failed/);
    expect(warp.runs).toEqual([]);
  });

  it.each(passing)('with %s is tried again, and the card says that nobody needs to', async (code) => {
    const store = await openTestStore();
    const { card, says, warp } = await withPeople(store);
    const refusal = { code, detail: 'Not now.' };
    const goOn = warp.refuse(refusal, { method: 'POST', match: '/agent/runs', times: null });
    warp.script(/./, { workingMs: 0 });
    const job = await accept(store);
    const [whatHappened = ''] = SENTENCES[code].source.split('\\.');
    await card(new RegExp(`Waiting to start[^]*${whatHappened}\\. Errand tries again by itself\\.`));
    goOn();
    await says(/^✅/);
    await becomes(store, job.id, { outcome: 'succeeded', problem: null });
    expect(warp.runs).toHaveLength(1);
  });

  it('for the number of its agents is tried again likewise', async () => {
    const store = await openTestStore();
    const { card } = await withPeople(store);
    await accept(store, { request: { kind: 'warp', prompt: 'over the agent limit' } });
    await card(/As many of the team's agents are running as its plan allows\. Errand tries again by itself/);
  });

  it('for as long as it is tried has failed in the end', async () => {
    const store = await openTestStore();
    const { says, warp } = await withPeople(store, { startGiveUpAfterMs: 0 });
    for (const code of passing)
      await accept(store, { request: { kind: 'warp', prompt: `refuse with ${code}` } });
    for (const code of passing) await says(new RegExp(`^❌[^]*failed: .*${SENTENCES[code].source}`));
    expect(warp.runs).toEqual([]);
  });
});

describeSqlite('a start at which Warp itself fails', (openTestStore) => {
  it.each([{ code: 'internal_error' }, { code: 'resource_unavailable', status: 500 }] as const)(
    'with $code is looked for, then asked about',
    async (problem) => {
      const store = await openTestStore();
      const { card, says, warp } = await withPeople(store);
      warp.refuse({ ...problem, detail: 'Broken.' }, { method: 'POST', match: '/agent/runs' });
      await accept(store);
      const [whatHappened = ''] = SENTENCES[problem.code].source.split('\\.');
      await card(new RegExp(`❓ Nobody knows[^]*press \\*Start again\\*[^]*⚠️ .*${whatHappened}\\.`));
      await says(/^❓ .*Look in Warp whether it is running/);
    },
  );

  it('at the set-up of its environment has failed: asking whether it runs would help nobody', async () => {
    const store = await openTestStore();
    const { card, says } = await withPeople(store);
    await accept(store, { request: { kind: 'warp', prompt: 'refuse with environment_setup_failed' } });
    expect(await says(/^❌[^]*failed: /)).toMatch(SENTENCES.environment_setup_failed);
    await card(/❌ Failed/);
  });
});

describeSqlite('a run that ends badly', (openTestStore) => {
  it.each(problemCodes)('with %s says why and what to do', async (code) => {
    const store = await openTestStore();
    const { card, says } = await withPeople(store);
    await accept(store, { request: { kind: 'warp', prompt: `end with ${code}` } });
    const result = await says(/^❌[^]*failed: /);
    expect(result).toMatch(SENTENCES[code]);
    // Warp's own words stand beside ours.
    expect(result).toContain('Asked for by the prompt');
    await card(/❌ Failed/);
  });
});

describeSqlite('a run that ends with a code that nobody knows', (openTestStore) => {
  it('is told in Warp’s own words', async () => {
    const store = await openTestStore();
    const { says, warp } = await withPeople(store);
    warp.script(/./, { holdIn: 'INPROGRESS' });
    const job = await accept(store);
    const { upstreamId } = await becomes(store, job.id, { state: 'watching' });
    const run = {
      ...warp.runs[0],
      state: 'ERROR',
      status_message: { message: 'The moon is in the way.', error_code: 'lunar_eclipse' },
    };
    const text = JSON.stringify({ runs: [run], page_info: { has_next_page: false } });
    const fault = { type: 'status', status: 200, text } as const;
    warp.faults.add({ method: 'GET', match: '/agent/runs', times: null, fault });
    warp.control(upstreamId ?? '').touch();
    expect(await says(/^❌/)).toMatch(/failed: The moon is in the way\./);
  });
});

describeSqlite('a stop that Warp refuses', (openTestStore) => {
  const OWN: Readonly<Partial<Record<ProblemCode, RegExp>>> = {
    invalid_request: /already ended, so there is nothing to stop\. Its result comes here/,
    conflict: /still being prepared and cannot be stopped yet\. Try again in a moment/,
    operation_not_supported: /cannot stop a run on your own machines .*\. Stop it where it runs/,
    resource_not_found: /no longer knows this run\. Nothing needs to be stopped/,
    not_authorized: /may not stop this run\. Ask whoever started it, or an admin/,
  };

  it.each(problemCodes)('with %s is told with its reason, and the run goes on', async (code) => {
    const store = await openTestStore();
    const { card, says, warp } = await withPeople(store, { cancelGiveUpAfterMs: 0 });
    warp.script(/./, { holdIn: 'INPROGRESS' });
    const job = await accept(store);
    await becomes(store, job.id, { state: 'watching' });
    warp.refuse({ code, detail: 'No.' }, { method: 'POST', match: '/agent/runs/*/cancel' });
    await happen(store, job.id, { type: 'cancel_requested' });
    expect(await says(/could not be stopped/)).toMatch(OWN[code] ?? SENTENCES[code]);
    await card(/⏳ Running/);
  });
});

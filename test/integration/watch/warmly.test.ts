import { expect, it, vi } from 'vitest';
import type { JobRequest } from '../../../src/store/job.ts';
import { describeEachEngine } from '../../support/each-engine.ts';
import { accept, said, startedAs } from '../../support/stored-jobs.ts';
import { runJobs } from '../jobs/set-up.ts';
import { becomes, countCalls, hurry, SOON, withWarmly } from './set-up.ts';

const enroll = (email: string): JobRequest => ({
  kind: 'warmly',
  toolName: 'enroll_in_sequence',
  isAsync: true,
  input: { email, sequence: 'Inbound follow-up' },
});
const INVITE: JobRequest = {
  kind: 'warmly',
  toolName: 'send_linkedin_invites',
  isAsync: true,
  input: { profileUrls: ['https://www.linkedin.com/in/ada'] },
};

describeEachEngine('following Warmly executions', (openTestStore) => {
  it('has the result of a synchronous tool at once, with its reason stored', async () => {
    const store = await openTestStore();
    const { warmly, upstream, poll } = await withWarmly();
    runJobs(store, upstream);
    poll(store);
    const request: JobRequest = {
      kind: 'warmly',
      toolName: 'list_warm_visitors',
      isAsync: false,
      input: { take: 3 },
      reasoning: 'Before the call.',
    };
    const job = await accept(store, { request });
    const done = await becomes(store, job.id, { state: 'finished', outcome: 'succeeded' });
    expect(done.output).toMatchObject({ success: true });
    expect(warmly.executions).toMatchObject([{ externalRef: job.id }]);
    expect(warmly.executions[0]?.reasoning).toContain('Before the call.');
    expect(countCalls(warmly.calls)).toEqual({ list: 0, events: 0, read: 0, write: 1 });
  });

  it('brings asynchronous ones to their end by the list, with their outputs', async () => {
    const store = await openTestStore();
    const { warmly, upstream, poll } = await withWarmly();
    runJobs(store, upstream);
    const emails = ['ada@example.com', 'bounced@example.com', 'grace@example.com'];
    const jobs = await Promise.all(emails.map((email) => accept(store, { request: enroll(email) })));
    await vi.waitFor(() => expect(warmly.executions).toHaveLength(3), SOON);
    poll(store);
    const [ada, bounced, grace] = jobs.map(({ id }) => id);
    const done = await becomes(store, ada ?? '', { state: 'finished', outcome: 'succeeded' });
    expect(done.output).toMatchObject({ email: 'ada@example.com', messagesPlanned: 4 });
    await becomes(store, grace ?? '', { state: 'finished', outcome: 'succeeded' });
    const failed = await becomes(store, bounced ?? '', { state: 'finished', outcome: 'failed' });
    expect(failed.problem?.userMessage).toContain('bounced before');
  });

  it('waits for an approval, tells of it, and goes on', async () => {
    const store = await openTestStore();
    const { warmly, upstream, poll } = await withWarmly();
    runJobs(store, upstream);
    poll(store);
    const job = await accept(store, { request: INVITE });
    const { upstreamId } = await becomes(store, job.id, {
      state: 'waiting',
      upstreamState: 'awaiting_approval',
    });
    expect(await said(store, job.id)).toEqual(['post card', 'post notice needs_approval']);
    warmly.approve(upstreamId ?? '', 4_000);
    await becomes(store, job.id, { state: 'watching', upstreamState: 'running' });
    const done = await becomes(store, job.id, { state: 'finished', outcome: 'succeeded' });
    expect(done.output).toMatchObject({ invited: 1 });
  });

  it('shows a rejected approval and a failure from outside', async () => {
    const store = await openTestStore();
    const { warmly, upstream, poll } = await withWarmly();
    runJobs(store, upstream);
    poll(store);
    const [rejected, broken] = [
      await accept(store, { request: INVITE }),
      await accept(store, { request: INVITE }),
    ];
    const first = await becomes(store, rejected.id, { state: 'waiting' });
    const second = await becomes(store, broken.id, { state: 'waiting' });
    warmly.cancel(first.upstreamId ?? '');
    warmly.fail(second.upstreamId ?? '', 'LinkedIn refused the invitation.');
    await becomes(store, rejected.id, { state: 'finished', outcome: 'cancelled' });
    const failed = await becomes(store, broken.id, { state: 'finished', outcome: 'failed' });
    expect(failed.problem).toEqual({
      code: 'warmly.tool_failed',
      userMessage: 'LinkedIn refused the invitation.',
    });
  });

  it('calls an execution lost that Warmly does not know, after a while', async () => {
    const store = await openTestStore();
    const { poll } = await withWarmly();
    const job = await accept(store, { request: INVITE });
    await startedAs(store, job.id, 'unheard-of');
    await hurry(store, job.id);
    poll(store);
    await becomes(store, job.id, { state: 'finished', outcome: 'lost' });
  });

  it('finds an execution again whose answer was lost', async () => {
    const store = await openTestStore();
    const { warmly, upstream, poll } = await withWarmly();
    warmly.faults.add({ method: 'POST', fault: { type: 'cut', when: 'after' } });
    runJobs(store, upstream);
    poll(store);
    const job = await accept(store, { request: enroll('ada@example.com') });
    await becomes(store, job.id, { state: 'finished', outcome: 'succeeded' });
    expect(warmly.executions).toMatchObject([{ externalRef: job.id }]);
  });
});

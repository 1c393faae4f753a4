import { expect, it, vi } from 'vitest';
import { ErrandError } from '../../../src/errors.ts';
import { acceptJob } from '../../../src/jobs/accept-job.ts';
import {
  fireSchedule,
  resumeSchedule,
  scheduledRequest,
  setAsideSchedule,
  tellOfSchedule,
} from '../../../src/schedules/fire-schedule.ts';
import {
  getSchedule,
  lastScheduledJobId,
  listSchedules,
  scheduleIdOf,
} from '../../../src/store/schedules.ts';
import { describeEachEngine, describePostgres } from '../../support/each-engine.ts';
import { createMemorySlack } from '../../support/memory-slack.ts';
import { happen, outboxRows, REQUESTER, said } from '../../support/stored-jobs.ts';
import { dispatching, SOON } from '../delivery/set-up.ts';
import { allJobs, HOUR_MS, schedule, scheduling } from './set-up.ts';

const CLOSED = { type: 'start_failed', problem: { code: 'x', userMessage: 'It broke.' } } as const;

describeEachEngine('a schedule that is due', (openTestStore) => {
  it('makes one run for all the times that were missed, and is due again after now', async () => {
    const store = await openTestStore();
    const { id } = await schedule(store);
    scheduling(store);
    await vi.waitFor(async () => expect((await getSchedule(store, id))?.firedAtMs).not.toBeNull(), SOON);
    const next = (await getSchedule(store, id))?.dueAtMs ?? 0;
    expect(next - store.clock.nowMs()).toBeLessThanOrEqual(HOUR_MS / 2);
    expect(next).toBeGreaterThan(store.clock.nowMs());
    const jobs = await allJobs(store);
    expect(jobs.map(scheduleIdOf)).toEqual([id]);
    expect(jobs[0]).toMatchObject({
      requesterId: REQUESTER,
      state: 'accepted',
      request: { toolName: 'list_leads' },
    });
    // Nobody waits for it: no card is posted, and the result opens the thread.
    expect(await said(store, jobs[0]?.id ?? '')).toEqual([]);
  });

  it('fires once, however many find it due at the same time', async () => {
    const store = await openTestStore();
    const { id } = await schedule(store);
    const found = await getSchedule(store, id);
    if (found === undefined) throw new Error('It was not stored.');
    const fired = await Promise.all([1, 2, 3].map(() => fireSchedule(store, found)));
    expect(fired.filter(Boolean)).toHaveLength(1);
    expect(await allJobs(store)).toHaveLength(1);
  });

  it('knows the newest of its own runs', async () => {
    const store = await openTestStore();
    const [one, other] = [await schedule(store), await schedule(store)];
    expect(await lastScheduledJobId(store, one)).toBeUndefined();
    const made: (string | undefined)[] = [];
    for (const { id, what } of [
      { id: one.id, what: 1 },
      { id: one.id, what: 'now-2' },
      { id: other.id, what: 3 },
    ]) {
      const stored = await getSchedule(store, id);
      if (stored === undefined) throw new Error('It was not stored.');
      made.push((await acceptJob(store, scheduledRequest(stored, what)))?.id);
    }
    expect(new Set(made).size).toBe(3);
    // Two within one millisecond have no order.
    const createdAtMs = store.clock.nowMs() - HOUR_MS;
    await store.db
      .updateTable('jobs')
      .set({ createdAtMs })
      .where('id', '=', made[0] ?? '')
      .execute();
    expect(await lastScheduledJobId(store, one)).toBe(made[1]);
    expect(await lastScheduledJobId(store, other)).toBe(made[2]);
  });

  it('waits while nobody can say whether it may run, and keeps no other from running', async () => {
    const store = await openTestStore();
    const [stuck, free] = [await schedule(store), await schedule(store)];
    let isKnown = false;
    const { log } = scheduling(store, {
      obstacle: ({ id }) =>
        id === stuck.id && !isKnown
          ? Promise.reject(new ErrandError('slack.not_sent', 'Slack is away.'))
          : Promise.resolve(undefined),
    });
    await vi.waitFor(async () => expect((await allJobs(store)).map(scheduleIdOf)).toEqual([free.id]), SOON);
    await vi.waitFor(() => expect(log.join()).toContain('slack.not_sent'), SOON);
    expect((await getSchedule(store, stuck.id))?.dueAtMs).toBe(stuck.dueAtMs);
    isKnown = true;
    await vi.waitFor(async () => expect(await allJobs(store)).toHaveLength(2), SOON);
  });

  it('pauses itself where Slack will never say whether it may run', async () => {
    const store = await openTestStore();
    const { id } = await schedule(store);
    scheduling(store, {
      obstacle: () =>
        Promise.reject(
          new ErrandError('slack.refused', 'No such person.', { userMessage: 'Slack does not know them.' }),
        ),
    });
    await vi.waitFor(
      async () =>
        expect(await getSchedule(store, id)).toMatchObject({
          dueAtMs: null,
          pausedBecause: 'Slack does not know them.',
        }),
      SOON,
    );
    expect(await allJobs(store)).toEqual([]);
  });

  it('cannot keep others from running, however many wait', async () => {
    const store = await openTestStore();
    const stuck = new Set<string>();
    for (let made = 0; made < 25; made += 1) stuck.add((await schedule(store)).id);
    const free = await schedule(store);
    scheduling(store, {
      obstacle: ({ id }) =>
        stuck.has(id)
          ? Promise.reject(new ErrandError('slack.not_sent', 'Slack is away.'))
          : Promise.resolve(undefined),
    });
    await vi.waitFor(async () => expect((await allJobs(store)).map(scheduleIdOf)).toEqual([free.id]), SOON);
  });

  it('pauses itself where it cannot run any more, and tells its maker', async () => {
    const store = await openTestStore();
    const slack = createMemorySlack();
    dispatching(store, slack);
    const { id } = await schedule(store);
    scheduling(store, {
      obstacle: () => Promise.resolve('Warmly has no tool called “list_leads” any more.'),
    });
    await vi.waitFor(() => expect(slack.messages).toHaveLength(1), SOON);
    const [told] = slack.messages;
    expect(told?.channelId).toBe(`D-${REQUESTER}`);
    expect(told?.shown).toMatch(/paused: Warmly has no tool called “list_leads” any more\./);
    expect(await getSchedule(store, id)).toMatchObject({ dueAtMs: null });
    expect(await allJobs(store)).toEqual([]);
  });

  it('pauses itself also where its maker has left and cannot be told', async () => {
    const store = await openTestStore();
    const { id } = await schedule(store);
    scheduling(store, {
      obstacle: () => Promise.resolve('Errand works only for active members.'),
      openDirectMessage: () => Promise.reject(new ErrandError('slack.refused', 'There is no such user.')),
    });
    await vi.waitFor(async () => expect((await getSchedule(store, id))?.dueAtMs).toBeNull(), SOON);
    expect(await outboxRows(store)).toEqual([]);
  });

  it('pauses itself when its channel is closed, and what it gave goes to its maker', async () => {
    const store = await openTestStore();
    const slack = createMemorySlack();
    slack.closed.add('C1');
    dispatching(store, slack);
    const { id } = await schedule(store);
    scheduling(store);
    await vi.waitFor(async () => expect(await allJobs(store)).toHaveLength(1), SOON);
    const [job] = await allJobs(store);
    await happen(store, job?.id ?? '', CLOSED);
    await vi.waitFor(() => expect(slack.messages).toHaveLength(2), SOON);
    expect(slack.messages[0]?.shown).toMatch(/schedule is paused until then: resume it/);
    expect(slack.messages[1]?.shown).toContain('It broke.');
    const paused = await getSchedule(store, id);
    expect(paused).toMatchObject({ dueAtMs: null, pausedBecause: expect.stringContaining('/invite') });
  });
});

describeEachEngine('a schedule that is made for a closed channel', (openTestStore) => {
  it('is paused, and its maker is told soon, in one message', async () => {
    const store = await openTestStore();
    const slack = createMemorySlack();
    slack.closed.add('C1');
    dispatching(store, slack);
    const made = await schedule(store, { dueAtMs: Date.now() + HOUR_MS });
    await store.transaction((tx) => tellOfSchedule(tx, made, 'C1'));
    // Sooner than the lease of the row would run out.
    await vi.waitFor(() => expect(slack.messages).toHaveLength(1), SOON);
    expect(slack.messages[0]?.channelId).toBe(`D-${REQUESTER}`);
    expect(slack.messages[0]?.shown).toContain('is paused: I may not post in its channel.');
    await vi.waitFor(async () => {
      expect((await outboxRows(store)).map(({ state }) => state)).toEqual(['sent']);
    }, SOON);
    expect((await getSchedule(store, made.id))?.dueAtMs).toBeNull();
  });
});

describeEachEngine('a schedule that a wrong clock has planned', (openTestStore) => {
  it('is planned anew at the next start', async () => {
    const store = await openTestStore();
    const [wrong, right] = [
      await schedule(store, { dueAtMs: Date.now() + 1_000 * HOUR_MS }),
      await schedule(store, { dueAtMs: Date.now() + HOUR_MS / 4 }),
    ];
    scheduling(store);
    await vi.waitFor(async () => {
      const { dueAtMs } = (await getSchedule(store, wrong.id)) ?? {};
      expect(dueAtMs).toBeLessThanOrEqual(Date.now() + HOUR_MS);
      expect(dueAtMs).toBeGreaterThan(Date.now());
    }, SOON);
    expect((await getSchedule(store, right.id))?.dueAtMs).toBe(right.dueAtMs);
    expect(await allJobs(store)).toEqual([]);
  });
});

describeEachEngine('what people do with a schedule', (openTestStore) => {
  it('pauses, resumes from the next time on, and deletes it', async () => {
    const store = await openTestStore();
    const { id } = await schedule(store, { dueAtMs: Date.now() + HOUR_MS });
    await setAsideSchedule(store, id, 'pause');
    expect(await getSchedule(store, id)).toMatchObject({ dueAtMs: null, pausedBecause: null });
    expect(await resumeSchedule(store, id)).toBe(true);
    expect((await getSchedule(store, id))?.dueAtMs).toBeGreaterThan(Date.now());
    await setAsideSchedule(store, id, 'delete');
    expect(await getSchedule(store, id)).toBeUndefined();
    expect(await resumeSchedule(store, id)).toBe(false);
  });

  it('runs it at once, once for each press', async () => {
    const store = await openTestStore();
    const { id } = await schedule(store, { dueAtMs: null });
    const found = await getSchedule(store, id);
    if (found === undefined) throw new Error('It was not stored.');
    for (const press of ['a', 'a', 'b']) await acceptJob(store, scheduledRequest(found, `now-${press}`));
    expect((await allJobs(store)).map(scheduleIdOf)).toEqual([id, id]);
  });

  it('shows people their own and those of the channel, admins all, the newest first', async () => {
    const store = await openTestStore();
    const mine = await schedule(store, { makerId: 'U1', channelId: 'C9' });
    const here = await schedule(store, { makerId: 'U2', channelId: 'C1' });
    const other = await schedule(store, { makerId: 'U2', channelId: 'C9' });
    const idsOf = async (options: Parameters<typeof listSchedules>[1]) =>
      (await listSchedules(store, options)).map(({ id }) => id);
    const visibleTo = { userId: 'U1', channelId: 'C1' };
    expect((await idsOf({ visibleTo, offset: 0, limit: 10 })).toSorted()).toEqual(
      [mine.id, here.id].toSorted(),
    );
    expect(await idsOf({ offset: 0, limit: 10 })).toHaveLength(3);
    expect(await idsOf({ offset: 1, limit: 1 })).toHaveLength(1);
    expect(await idsOf({ visibleTo: { userId: 'U2', channelId: 'C0' }, offset: 0, limit: 10 })).toContain(
      other.id,
    );
  });
});

describePostgres('schedules of a deployment with several replicas', (openTestStore) => {
  it('fire once each', async () => {
    const stores = await Promise.all([openTestStore(), openTestStore()]);
    const [store] = stores;
    const ids = await Promise.all(Array.from({ length: 30 }, async () => (await schedule(store)).id));
    for (const each of stores) scheduling(each);
    await vi.waitFor(async () => {
      const due = await Promise.all(ids.map((id) => getSchedule(store, id)));
      expect(due.filter((each) => each?.firedAtMs === null)).toEqual([]);
    }, SOON);
    const made = (await allJobs(store)).map(scheduleIdOf);
    expect(made.toSorted()).toEqual(ids.toSorted());
  });
});

import { describe, expect, it } from 'vitest';
import type { Observation } from '../../../src/jobs/observation.ts';
import { type Effect, type JobEvent, type Transition, transition } from '../../../src/jobs/transition.ts';
import type { Job, JobState } from '../../../src/store/job.ts';
import { NOW_MS, warmlyJob, warpJob } from '../delivery/job-fixtures.ts';

const PROBLEM = { code: 'warp.unavailable', userMessage: 'Warp is down. Wait a little.' };
const LATER_MS = NOW_MS + 5_000;
const seen = (kind: Observation['kind'], upstreamState = 'INPROGRESS'): Observation => ({
  kind,
  upstreamState,
});

const EVENTS = {
  refused: { type: 'refused', problem: PROBLEM },
  start_attempted: { type: 'start_attempted' },
  start_deferred: { type: 'start_deferred', problem: PROBLEM, retryAtMs: LATER_MS },
  start_failed: { type: 'start_failed', problem: PROBLEM },
  start_unknown: { type: 'start_unknown', lookAtMs: LATER_MS, lookupsDone: 1 },
  start_not_found: { type: 'start_not_found' },
  start_again: { type: 'start_again' },
  started: { type: 'started', upstreamId: 'run-1', observation: seen('running', 'QUEUED') },
  'observed running': { type: 'observed', observation: seen('running') },
  'observed waiting': { type: 'observed', observation: seen('waiting', 'BLOCKED') },
  'observed succeeded': { type: 'observed', observation: seen('succeeded', 'SUCCEEDED') },
  'observed failed': { type: 'observed', observation: seen('failed', 'FAILED') },
  'observed cancelled': { type: 'observed', observation: seen('cancelled', 'CANCELLED') },
  upstream_trouble: { type: 'upstream_trouble', problem: PROBLEM },
  lost: { type: 'lost' },
  cancel_requested: { type: 'cancel_requested' },
  nothing_due: { type: 'nothing_due' },
  cancel_accepted: { type: 'cancel_accepted' },
  cancel_delayed: { type: 'cancel_delayed', retryAtMs: LATER_MS },
  cancel_refused: { type: 'cancel_refused', reason: 'It runs elsewhere.' },
} as const satisfies Record<string, JobEvent>;

type EventName = keyof typeof EVENTS;

const STATES = ['accepted', 'starting', 'start_unclear', 'watching', 'waiting', 'finished'] as const;
const STARTED: readonly JobState[] = ['watching', 'waiting', 'finished'];

/** The state after each event; `-` where the event changes nothing. Columns as in `STATES`. */
const TABLE: Record<EventName, string> = {
  refused: '              failed   failed   -             -         -         -',
  start_attempted: '      starting -        -             -         -         -',
  start_deferred: '       accepted accepted -             -         -         -',
  start_failed: '         failed   failed   -             -         -         -',
  start_unknown: '        -        starting -             -         -         -',
  start_not_found: '      -        start_unclear -        -         -         -',
  start_again: '          -        -        accepted      -         -         -',
  started: '              watching watching watching      -         -         -',
  'observed running': '   -        -        -             watching  watching  -',
  'observed waiting': '   -        -        -             waiting   waiting   -',
  'observed succeeded': ' -        -        -             succeeded succeeded -',
  'observed failed': '    -        -        -             failed    failed    -',
  'observed cancelled': ' -        -        -             cancelled cancelled -',
  upstream_trouble: '     -        -        -             watching  waiting   -',
  lost: '                 -        -        -             lost      lost      -',
  cancel_requested: '     cancelled starting cancelled    watching  waiting   -',
  nothing_due: '          accepted starting start_unclear watching  waiting   -',
  cancel_accepted: '      accepted starting start_unclear watching  waiting   -',
  cancel_delayed: '       accepted starting start_unclear watching  waiting   -',
  cancel_refused: '       accepted starting start_unclear watching  waiting   -',
};

function jobIn(state: JobState, more: Partial<Job> = {}): Job {
  const upstreamId = STARTED.includes(state) ? 'run-1' : null;
  return warpJob({ state, upstreamId, outcome: state === 'finished' ? 'succeeded' : null, ...more });
}

function after(job: Job, name: EventName): Transition | undefined {
  return transition(job, EVENTS[name], NOW_MS);
}

function nameOfNext(job: Job, change: Transition | undefined): string {
  if (change === undefined) return '-';
  const state = change.patch.state ?? job.state;
  return state === 'finished' ? String(change.patch.outcome) : state;
}

function effectTypes(change: Transition | undefined): Effect['type'][] {
  return change?.effects.map(({ type }) => type) ?? [];
}

describe('every event in every state', () => {
  for (const [name, row] of Object.entries(TABLE) as [EventName, string][]) {
    it(`${name} leads on as the table says`, () => {
      const found = STATES.map((state) => {
        const job = jobIn(state);
        return nameOfNext(job, after(job, name));
      });
      expect(found).toEqual(row.trim().split(/\s+/));
    });
  }

  it('an end always unfollows the job, shows it on the card and gives its result', () => {
    for (const state of STATES) {
      for (const name of Object.keys(EVENTS) as EventName[]) {
        const change = after(jobIn(state), name);
        if (change?.patch.state !== 'finished') continue;
        expect(effectTypes(change), `${state}, ${name}`).toEqual(['unwatch', 'result', 'card']);
        expect(change.patch.finishedAtMs).toBe(NOW_MS);
        expect(change.dueAtMs).toBeNull();
      }
    }
  });
});

describe('starting', () => {
  it('remembers when it began, for a later lookup', () => {
    expect(after(jobIn('accepted', { problem: PROBLEM }), 'start_attempted')).toMatchObject({
      patch: { startAttemptedAtMs: NOW_MS, lookupsDone: 0, problem: null },
    });
  });

  it('shows why it is put off, once', () => {
    const first = after(jobIn('starting'), 'start_deferred');
    expect(first).toMatchObject({ patch: { problem: PROBLEM }, dueAtMs: LATER_MS });
    expect(effectTypes(first)).toEqual(['card']);
    expect(effectTypes(after(jobIn('starting', { problem: PROBLEM }), 'start_deferred'))).toEqual([]);
  });

  it('ends when a stop was wished for while nothing could be sent', () => {
    const change = after(jobIn('starting', { cancelRequestedAtMs: NOW_MS - 1 }), 'start_deferred');
    expect(change?.patch).toMatchObject({ state: 'finished', outcome: 'cancelled' });
  });

  it('asks the requester when it stays unclear, and lets go of a wish to stop', () => {
    const change = after(jobIn('starting', { cancelRequestedAtMs: NOW_MS - 1 }), 'start_not_found');
    expect(change?.patch.cancelRequestedAtMs).toBeNull();
    expect(change?.effects).toEqual([
      { type: 'card' },
      { type: 'notice', notice: { type: 'start_unclear' } },
    ]);
    expect(change?.dueAtMs).toBeNull();
  });

  it.each(['warp.malformed_answer', 'warp.environment_setup_failed'])(
    'fails where an answer came that made no sense or was final: %s',
    (code) => {
      const problem = { code, userMessage: 'Odd. Ask your admin.' };
      const change = after(jobIn('starting', { problem }), 'start_not_found');
      expect(change?.patch).toMatchObject({ state: 'finished', outcome: 'failed' });
    },
  );

  it('goes on at once with a stop that was wished for meanwhile', () => {
    expect(after(jobIn('starting'), 'started')?.dueAtMs).toBeNull();
    const wished = jobIn('starting', { cancelRequestedAtMs: NOW_MS - 1 });
    expect(after(wished, 'started')?.dueAtMs).toBe(NOW_MS);
  });

  it('ends with a result that came inline', () => {
    const observation: Observation = { ...seen('succeeded', 'succeeded'), output: { count: 2 } };
    const event: JobEvent = { type: 'started', upstreamId: 'e1', observation };
    const change = transition(warmlyJob({ state: 'starting', upstreamId: null }), event, NOW_MS);
    expect(change?.patch).toMatchObject({
      state: 'finished',
      outcome: 'succeeded',
      upstreamId: 'e1',
      output: { count: 2 },
      startedAtMs: NOW_MS,
    });
    expect(effectTypes(change)).toEqual(['unwatch', 'result', 'card']);
  });
});

describe('being followed', () => {
  it('says nothing when nothing changed', () => {
    const job = jobIn('watching', { upstreamState: 'INPROGRESS', progress: { title: 'Fix' } });
    expect(after(job, 'observed running')).toBeUndefined();
    const moved: JobEvent = {
      type: 'observed',
      observation: { ...seen('running'), progress: { sessionLink: 'https://app.warp.dev/session/1' } },
    };
    expect(transition(job, moved, NOW_MS)?.patch.progress).toEqual({
      title: 'Fix',
      sessionLink: 'https://app.warp.dev/session/1',
    });
  });

  it.each([
    ['blocked', warpJob({ state: 'watching' })],
    ['needs_approval', warmlyJob({ state: 'watching' })],
  ] as const)('tells in the thread that it waits: %s', (type, job) => {
    expect(after(job, 'observed waiting')?.effects).toEqual([
      { type: 'card' },
      { type: 'notice', notice: { type } },
    ]);
    const waiting: Job = { ...job, state: 'waiting', upstreamState: 'BLOCKED' };
    expect(after(waiting, 'observed waiting')).toBeUndefined();
    expect(effectTypes(after(waiting, 'observed running'))).toEqual(['card']);
  });

  it('tells of trouble once and forgets it with the next answer', () => {
    const troubled = jobIn('watching', { upstreamState: 'INPROGRESS', problem: PROBLEM });
    expect(after(troubled, 'upstream_trouble')).toBeUndefined();
    expect(after(troubled, 'observed running')).toMatchObject({
      patch: { problem: null },
      effects: [{ type: 'card' }],
    });
  });

  it('keeps the reason of a failure', () => {
    const event: JobEvent = { type: 'observed', observation: { ...seen('failed'), problem: PROBLEM } };
    expect(transition(jobIn('watching'), event, NOW_MS)?.patch.problem).toEqual(PROBLEM);
  });
});

describe('a wish to stop', () => {
  it('is stored and due at once while the job runs', () => {
    expect(after(jobIn('watching'), 'cancel_requested')).toMatchObject({
      patch: { cancelRequestedAtMs: NOW_MS },
      dueAtMs: NOW_MS,
    });
  });

  it('waits for the end of a create call that is under way', () => {
    const change = after(jobIn('starting'), 'cancel_requested');
    expect(change?.patch).toEqual({ cancelRequestedAtMs: NOW_MS });
    expect(change).not.toHaveProperty('dueAtMs');
  });

  it('counts once', () => {
    expect(after(jobIn('watching', { cancelRequestedAtMs: 1 }), 'cancel_requested')).toBeUndefined();
  });

  it('is explained when it is refused, and may be wished again', () => {
    const change = after(jobIn('watching', { cancelRequestedAtMs: 1 }), 'cancel_refused');
    expect(change?.patch).toEqual({ cancelRequestedAtMs: null });
    expect(change?.effects).toContainEqual({
      type: 'notice',
      notice: { type: 'stop_refused', reason: 'It runs elsewhere.' },
    });
  });

  it('makes the run be read at once when it was accepted', () => {
    expect(after(jobIn('watching', { cancelRequestedAtMs: 1 }), 'cancel_accepted')).toEqual({
      patch: {},
      effects: [{ type: 'watch', urgent: true }],
      dueAtMs: null,
    });
  });
});

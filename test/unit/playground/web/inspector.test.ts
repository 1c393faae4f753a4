import { expect, test } from 'vitest';
import { NewFaultRule } from '../../../../src/playground/faults.ts';
import type { TrafficEntry } from '../../../../src/playground/traffic.ts';
import {
  FAULT_CHOICES,
  type FaultDraft,
  ruleOf,
  ruleText,
} from '../../../../src/playground/web/inspector/fault-choices.ts';
import {
  filteredTraffic,
  outcomeOf,
  prettyBody,
} from '../../../../src/playground/web/inspector/traffic-filter.ts';

const entry = (more: Partial<TrafficEntry>): TrafficEntry => ({
  seq: 1,
  atMs: 0,
  service: 'slack',
  direction: 'from_bot',
  method: 'POST',
  path: 'chat.postMessage',
  status: 200,
  durationMs: 3,
  request: { headers: {}, body: { text: 'Hello' } },
  response: { headers: {}, body: null },
  fault: null,
  ...more,
});

const choiceOf = (key: string): FaultDraft['choice'] => {
  const found = FAULT_CHOICES.find((choice) => choice.key === key);
  if (found === undefined) throw new Error(`There is no choice ${key}.`);
  return found;
};

test('traffic is found by service, by what is in it, and without what is left out', () => {
  const entries = [entry({ seq: 1 }), entry({ seq: 2, service: 'warp', path: '/agent/runs' })];
  const seqs = (service: 'all' | 'slack' | 'warp' | 'warmly', words: string) =>
    filteredTraffic(entries, { service, words }).map(({ seq }) => seq);
  expect(seqs('all', '')).toEqual([1, 2]);
  expect(seqs('warp', '')).toEqual([2]);
  expect(seqs('all', 'RUNS hello')).toEqual([2]);
  expect(seqs('all', '-agent')).toEqual([1]);
  expect(seqs('warmly', 'hello')).toEqual([]);
});

test('an exchange ends well, refused, without an answer, or by a fault', () => {
  expect(outcomeOf(entry({}))).toBe('ok');
  expect(outcomeOf(entry({ status: 429 }))).toBe('failed');
  expect(outcomeOf(entry({ status: null }))).toBe('unanswered');
  expect(outcomeOf(entry({ status: 503, fault: 'status' }))).toBe('faulty');
});

test('bodies are laid out, texts stay as they are', () => {
  expect(prettyBody({ a: 1 })).toBe('{\n  "a": 1\n}');
  expect(prettyBody('a=1')).toBe('a=1');
  expect(prettyBody(null)).toBe('');
});

test.each(FAULT_CHOICES.map((choice) => [choice.key, choice] as const))(
  'the choice %s makes a rule that the services take',
  (_, choice) => {
    const { service, ...rule } = ruleOf({
      service: 'slack',
      choice,
      match: '',
      amount: choice.amount?.initial ?? 0,
      times: 0,
    });
    const parsed = NewFaultRule.parse(rule);
    expect(parsed.times).toBeNull();
    const text = ruleText({ ...parsed, id: 'x', service });
    expect(text).toMatch(/^.+: (every call|delivery:\*), until removed$/);
  },
);

test('a rule says what it was told', () => {
  const draft = { service: 'warp', match: ' /agent/runs ', amount: 7, times: 3 } as const;
  expect(ruleOf({ ...draft, choice: choiceOf('429') })).toEqual({
    service: 'warp',
    match: '/agent/runs',
    times: 3,
    fault: { type: 'status', status: 429, retryAfterSeconds: 7 },
  });
  expect(ruleOf({ ...draft, match: '', choice: choiceOf('duplicate') })).toMatchObject({
    service: 'slack',
    match: 'delivery:*',
  });
});

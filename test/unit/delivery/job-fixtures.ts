import type { Job, WarmlyRequest, WarpRequest } from '../../../src/store/job.ts';

export const WARMLY_APP_URL = 'https://warmly.example/app';
export const NOW_MS = Date.parse('2026-11-30T12:00:00Z');

const BASE = {
  id: '019ad000-0000-7000-8000-0000deadbeef',
  state: 'watching',
  outcome: null,
  requesterId: 'U111',
  teamId: 'T1',
  threadId: 'thread-1',
  dedupeKey: 'key',
  upstreamId: 'up-1',
  upstreamState: null,
  progress: {},
  output: null,
  problem: null,
  cancelRequestedAtMs: null,
  createdAtMs: NOW_MS - 60_000,
  updatedAtMs: NOW_MS,
  startedAtMs: NOW_MS - 50_000,
  finishedAtMs: null,
  version: 3,
} as const;

export function warmlyJob(more: Partial<Job> = {}, request: Partial<WarmlyRequest> = {}): Job {
  return {
    ...BASE,
    kind: 'warmly',
    request: { kind: 'warmly', toolName: 'list_warm_visitors', isAsync: false, input: {}, ...request },
    ...more,
  };
}

export function warpJob(more: Partial<Job> = {}, request: Partial<WarpRequest> = {}): Job {
  return {
    ...BASE,
    kind: 'warp',
    request: { kind: 'warp', prompt: 'fix the flaky login test', ...request },
    ...more,
  };
}

/** A tool that succeeded with this output, 12 seconds after its start. */
export function succeeded(output: unknown, request: Partial<WarmlyRequest> = {}): Job {
  return warmlyJob({ ...finished('succeeded'), output }, request);
}

export function finished(outcome: NonNullable<Job['outcome']>): Partial<Job> {
  return { state: 'finished', outcome, startedAtMs: NOW_MS - 12_000, finishedAtMs: NOW_MS };
}

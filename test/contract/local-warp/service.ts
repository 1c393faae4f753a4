import { onTestFinished } from 'vitest';
import {
  createLocalWarp,
  type LocalWarp,
  type LocalWarpOptions,
} from '../../../src/playground/warp/local-warp.ts';
import { createManualClock, type ManualClock } from '../local-warmly/manual-clock.ts';

/** Loose enough to walk through an answer in an assertion. */
export interface Json {
  readonly [key: string]: Json;
  readonly [index: number]: Json;
}

export interface Answered {
  readonly status: number;
  readonly type: string | null;
  readonly location: string | null;
  /** Null for an answer without a body. */
  readonly json: Json;
}

export interface TestWarp {
  readonly warp: LocalWarp;
  readonly clock: ManualClock;
  get(path: string, headers?: Record<string, string>): Promise<Answered>;
  post(path: string, body?: unknown): Promise<Answered>;
  /** Any method; redirects are not followed. */
  send(method: string, path: string, body?: unknown): Promise<Answered>;
  /** Creates a run and returns its id. */
  start(prompt: string, more?: object): Promise<string>;
  run(id: string): Promise<Json>;
  state(id: string): Promise<unknown>;
}

/** A local Warp with a clock of its own, stopped when the test is over. */
export async function startTestWarp(options: LocalWarpOptions = {}): Promise<TestWarp> {
  const clock = createManualClock();
  const warp = await createLocalWarp({ clock, ...options });
  onTestFinished(() => warp.stop());
  const auth = { authorization: `Bearer ${warp.apiKey}` };
  async function call(path: string, init: RequestInit): Promise<Answered> {
    const response = await fetch(`${warp.url}${path}`, { redirect: 'manual', ...init });
    const text = await response.text();
    return {
      status: response.status,
      type: response.headers.get('content-type'),
      location: response.headers.get('location'),
      json: JSON.parse(text === '' ? 'null' : text),
    };
  }
  const get = (path: string, headers: Record<string, string> = auth) => call(path, { headers });
  async function send(method: string, path: string, body?: unknown): Promise<Answered> {
    if (body === undefined) return call(path, { method, headers: auth });
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return call(path, {
      method,
      headers: { ...auth, 'content-type': 'application/json' },
      body: text,
    });
  }
  const post = (path: string, body?: unknown) => send('POST', path, body);
  async function run(id: string): Promise<Json> {
    return (await get(`/agent/runs/${id}`)).json;
  }
  return {
    warp,
    clock,
    get,
    post,
    send,
    run,
    start: async (prompt, more = {}) =>
      String((await post('/agent/runs', { prompt, ...more })).json['run_id']),
    state: async (id) => (await run(id))['state'],
  };
}

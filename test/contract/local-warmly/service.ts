import { onTestFinished } from 'vitest';
import {
  createLocalWarmly,
  type LocalWarmly,
  type LocalWarmlyOptions,
} from '../../../src/playground/warmly/local-warmly.ts';
import { createWarmlyClient, type WarmlyClient } from '../../../src/warmly/client.ts';
import { createFakeClock } from '../../unit/http/fake-clock.ts';
import { createManualClock, type ManualClock } from './manual-clock.ts';

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly json: Json;
}

/** Loose enough to walk through an answer in an assertion. */
export interface Json {
  readonly [key: string]: Json;
  readonly [index: number]: Json;
}

export interface TestWarmly {
  readonly warmly: LocalWarmly;
  readonly clock: ManualClock;
  get(path: string, headers?: Record<string, string>): Promise<Answered>;
  execute(body: unknown): Promise<Answered>;
  run(toolName: string, input?: object, more?: object): Promise<Answered>;
}

/** A local Warmly with a clock of its own, stopped when the test is over. */
export async function startTestWarmly(options: LocalWarmlyOptions = {}): Promise<TestWarmly> {
  const clock = createManualClock();
  const warmly = await createLocalWarmly({ clock, ...options });
  onTestFinished(() => warmly.stop());
  const auth = { authorization: `Bearer ${warmly.apiKey}` };
  async function call(path: string, init: RequestInit): Promise<Answered> {
    const response = await fetch(`${warmly.url}${path}`, init);
    const text = await response.text();
    return { status: response.status, headers: response.headers, json: JSON.parse(text) };
  }
  function execute(body: unknown): Promise<Answered> {
    return call('/agent-tools/execute', {
      method: 'POST',
      headers: { ...auth, 'content-type': 'application/json' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  }
  return {
    warmly,
    clock,
    get: (path, headers = auth) => call(path, { headers }),
    execute,
    run: (toolName, input = {}, more = {}) =>
      execute({ toolName, organizationId: warmly.organizationId, input, ...more }),
  };
}

/** The bot's own client of it, closed when the test is over. */
export function clientOf({ warmly }: TestWarmly): WarmlyClient {
  const client = createWarmlyClient({
    apiUrl: warmly.url,
    apiKey: warmly.apiKey,
    organizationId: warmly.organizationId,
    clock: createFakeClock({ skipSleeps: true }),
  });
  onTestFinished(() => client.close());
  return client;
}

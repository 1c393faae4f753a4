import { request as httpRequest } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSystemClock } from '../../../src/clock.ts';
import { type Control, createControl } from '../../../src/playground/control.ts';
import { createControlEndpoints } from '../../../src/playground/control-endpoints.ts';
import { createLocalSlack, type LocalSlack } from '../../../src/playground/slack/local-slack.ts';
import { createTrafficLog } from '../../../src/playground/traffic.ts';
import { createLocalWarmly, type LocalWarmly } from '../../../src/playground/warmly/local-warmly.ts';
import { createLocalWarp, type LocalWarp } from '../../../src/playground/warp/local-warp.ts';
import { webClient } from '../slack/slack-clients.ts';

let slack: LocalSlack;
let warmly: LocalWarmly;
let warp: LocalWarp;
let control: Control;
let restarts: number;

beforeEach(async () => {
  restarts = 0;
  const traffic = createTrafficLog(createSystemClock());
  warmly = await createLocalWarmly({ speed: 1_000, traffic });
  warp = await createLocalWarp({ speed: 1_000, traffic });
  slack = await createLocalSlack({ traffic, webPage: (request, response) => serve(request, response) });
  control = createControl({
    slack,
    warmly,
    warp,
    traffic,
    restartBot: async (meanwhile) => {
      await Promise.resolve();
      meanwhile();
      restarts += 1;
    },
  });
  const serve = createControlEndpoints(control);
});
afterEach(() => Promise.all([slack.stop(), warmly.stop(), warp.stop()]));

async function order(method: string, path: string, body?: unknown) {
  const response = await fetch(`${slack.url}/control/${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
}

async function startRun() {
  const response = await fetch(`${warp.url}/agent/runs`, {
    method: 'POST',
    headers: { authorization: `Bearer ${warp.apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      prompt: 'go',
      config: { mcp_servers: { x: { command: 'x', env: { KEY: 'hush' } } } },
    }),
  });
  return response.status;
}

function readTools() {
  return fetch(`${warmly.url}/agent-tools/tools?organizationId=${warmly.organizationId}`, {
    headers: { authorization: `Bearer ${warmly.apiKey}` },
  });
}

/** `fetch` sets these headers by itself. */
function statusWith(headers: Record<string, string>, path = '/control/faults'): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    httpRequest(`${slack.url}${path}`, { headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
}

describe('faults', () => {
  it('are added to any service, hit, and are listed with what is left of them', async () => {
    const added = await order('POST', 'faults', {
      service: 'warp',
      match: '/agent/runs',
      times: 2,
      fault: { type: 'status', status: 503 },
    });
    expect(added).toMatchObject({ status: 201, body: { id: 'warp-1', service: 'warp', times: 2 } });
    await order('POST', 'faults', {
      service: 'slack',
      match: '*',
      times: null,
      fault: { type: 'malformed' },
    });
    expect(await startRun()).toBe(503);
    const rules = (await order('GET', 'faults')).body;
    expect(rules).toMatchObject({
      rules: [
        { id: 'slack-1', times: null },
        { id: 'warp-1', times: 1 },
      ],
    });
    expect((await order('DELETE', 'faults/slack-1')).status).toBe(200);
    expect((await order('DELETE', 'faults/slack-1')).status).toBe(400);
    await order('DELETE', 'faults');
    expect(control.faults()).toEqual([]);
    expect(await startRun()).toBe(200);
  });

  it.each([
    [{ service: 'teams', fault: { type: 'malformed' } }, 'service'],
    [{ service: 'warp', fault: { type: 'explode' } }, 'fault'],
    [{ service: 'warp', fault: { type: 'latency', latencyMs: -1 } }, 'latencyMs'],
    [{ service: 'warp', path: '/x', fault: { type: 'malformed' } }, 'path'],
    [{ service: 'warp', times: 0, fault: { type: 'malformed' } }, 'times'],
    [{ service: 'slack', match: 'auth.test', fault: { type: 'duplicate' } }, 'only deliveries come twice'],
    [{ service: 'slack', match: 'delivery:*', fault: { type: 'malformed' } }, 'cannot happen to a delivery'],
    [undefined, 'object'],
  ])('%j is refused: %s', async (rule, names) => {
    const refused = await order('POST', 'faults', rule);
    expect(refused).toMatchObject({ status: 400, body: { error: expect.stringContaining(names) } });
    expect(control.faults()).toEqual([]);
  });
});

describe('traffic', () => {
  it('holds the exchanges with all services, without secrets', async () => {
    await webClient(slack).chat.postMessage({
      channel: 'C0REVENUE',
      text: 'hello',
      metadata: { event_type: 'x', event_payload: { password: 'swordfish' } },
    });
    await readTools();
    await startRun();
    const { entries, nextSeq } = control.traffic.after(0);
    expect(entries).toMatchObject([
      { seq: 1, service: 'slack', method: 'POST', path: 'chat.postMessage', status: 200 },
      { seq: 2, service: 'warmly', method: 'GET', status: 200 },
      { seq: 3, service: 'warp', method: 'POST', path: '/agent/runs', direction: 'from_bot', fault: null },
    ]);
    expect(entries[0]?.request.body).toMatchObject({
      text: 'hello',
      metadata: { event_payload: { password: '•••' } },
    });
    expect(entries[2]?.request.headers['authorization']).toBe('•••');
    const text = JSON.stringify(entries);
    for (const secret of [slack.botToken, warmly.apiKey, warp.apiKey, 'swordfish', 'hush']) {
      expect(text).not.toContain(secret);
    }
    expect(nextSeq).toBe(3);
    expect((await order('GET', `traffic?after=2`)).body).toMatchObject({ entries: [{ seq: 3 }], nextSeq: 3 });
  });

  it('holds faulty exchanges, and cuts what is long or deep', async () => {
    warp.faults.add({ fault: { type: 'cut', when: 'after' } });
    await expect(startRun()).rejects.toThrow('fetch failed');
    await webClient(slack).chat.postMessage({ channel: 'C0REVENUE', text: 'x'.repeat(30_000) });
    await fetch(`${warmly.url}/agent-tools/execute`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: `${'['.repeat(100_000)}${']'.repeat(100_000)}`,
    });
    await expect.poll(() => control.traffic.after(0).entries.length).toBe(3);
    const [cut, long, deep] = control.traffic.after(0).entries;
    expect(deep).toMatchObject({ path: '/agent-tools/execute', status: 401 });
    expect(cut).toMatchObject({ fault: 'cut', status: null, response: { body: null } });
    expect(long?.request.body).toMatch(/characters in all$/);
  });

  it('is told as it happens, from any point on', async () => {
    await readTools();
    await readTools();
    const giveUp = new AbortController();
    const response = await fetch(`${slack.url}/control/traffic/stream?after=1`, { signal: giveUp.signal });
    await startRun();
    const seqs: number[] = [];
    let text = '';
    for await (const chunk of response.body ?? []) {
      text += Buffer.from(chunk).toString();
      seqs.splice(0, seqs.length, ...[...text.matchAll(/"seq":(\d+)/g)].map(([, seq]) => Number(seq)));
      if (seqs.length >= 2) break;
    }
    giveUp.abort();
    expect(seqs).toEqual([2, 3]);
  });
});

describe('clock and reset', () => {
  it('puts one service ahead', async () => {
    expect((await order('POST', 'clock', { service: 'warp', skewMs: 3_600_000 })).status).toBe(200);
    expect(control.clocks()).toEqual({ slack: 0, warmly: 0, warp: 3_600_000 });
    expect((await order('POST', 'clock', { service: 'warp', skewMs: 'soon' })).status).toBe(400);
  });

  it('empties everything and starts the bot again', async () => {
    await webClient(slack).chat.postMessage({ channel: 'C0REVENUE', text: 'hello' });
    await startRun();
    warp.setCapacity(0);
    warmly.removeTool('get_credits_remaining');
    control.addFault({ service: 'warmly', fault: { type: 'malformed' } });
    control.setClock({ service: 'slack', skewMs: 60_000 });
    expect((await order('POST', 'reset')).status).toBe(200);
    expect(restarts).toBe(1);
    expect(slack.history('C0REVENUE')).toEqual([]);
    expect(slack.calls()).toEqual([]);
    expect(warp.runs).toEqual([]);
    expect(warmly.tools.map(({ name }) => name)).toContain('get_credits_remaining');
    expect(control.faults()).toEqual([]);
    expect(control.clocks().slack).toBe(0);
    expect(control.traffic.after(0).entries).toEqual([]);
    await webClient(slack).chat.postMessage({ channel: 'C0REVENUE', text: 'again' });
    expect(slack.history('C0REVENUE')).toHaveLength(1);
  });

  it('is done once for orders that come together', async () => {
    await Promise.all([control.reset(), control.reset()]);
    expect(restarts).toBe(1);
  });

  it('makes pages of people begin anew', async () => {
    const stream = await fetch(`${slack.url}/ui/events?user=U0ADA`);
    const ended = stream.text();
    await control.reset();
    expect(await ended).toContain('hello');
  });
});

it('is only for this machine', async () => {
  const { host } = new URL(slack.url);
  expect(await statusWith({})).toBe(200);
  expect(await statusWith({ origin: slack.url })).toBe(200);
  expect(await statusWith({ origin: 'https://evil.example' })).toBe(403);
  expect(await statusWith({ host: 'evil.example' })).toBe(403);
  expect(await statusWith({ host, origin: 'null' })).toBe(403);
  // Whoever reaches these acts as anybody.
  for (const path of ['/ui/state?user=U0ADA', '/ui/events?user=U0ADA', '/ui/files/F1', '/console', '/']) {
    expect(await statusWith({ host: 'evil.example' }, path)).toBe(403);
    expect(await statusWith({ origin: 'https://evil.example' }, path)).toBe(403);
  }
  expect(await statusWith({}, '/ui/state?user=U0ADA')).toBe(200);
  expect(await statusWith({ host: host.replace('127.0.0.1', 'localhost') }, '/ui/state?user=U0ADA')).toBe(
    200,
  );
});

it('knows no other orders', async () => {
  expect((await order('GET', 'nothing')).status).toBe(404);
  expect((await fetch(`${slack.url}/control/faults`, { method: 'POST', body: '{' })).status).toBe(400);
});

import { describe, expect, it } from 'vitest';
import { openedModal } from '../support/modal.ts';
import { modalWorld } from '../support/modal-world.ts';

const at = modalWorld({ speed: 20 });
const warp = (text: string) => at.ada().command(at.engineering, '/warp', text);

describe('what there is to choose from', () => {
  it('shows agents, with those that cannot be read and why, and starts one', async () => {
    await warp('agents refresh');
    const words = await at.modal.says(/in all/);
    expect(words).toContain('*fix-flaky-test*');
    expect(words).toContain('`example-org/web-app`');
    expect(words).toContain(':warning: It cannot be used: front matter: description is missing');
    const { query } = at.world.warp.calls.findLast(({ path }) => path === '/agent') ?? {};
    expect(query).toEqual({ refresh: 'true', sort_by: 'name', include_malformed_skills: 'true' });
    await at.modal.press('Last used first');
    await at.modal.says(/Sort by name/);
    expect(at.world.warp.calls.findLast(({ path }) => path === '/agent')?.query['sort_by']).toBe('last_run');
    await warp('agents example-org/api');
    const [, name] = /\*(.*?)\*/.exec(await at.modal.says(/Agents of `example-org\/api`/)) ?? [];
    await at.modal.press('Start');
    await at.modal.says(/What should the agent do/);
    const form = await openedModal(at.world.slack, at.ada(), ({ title }) => title === 'Start a Warp agent');
    const ts = await at.world.newThread(at.engineering, async () => {
      expect(await form.submit({ 'What should': 'go on' })).toBeUndefined();
    });
    await at.world.thread(at.engineering, ts);
    expect(JSON.stringify(at.world.warp.runs.at(-1)?.['agent_skill'])).toContain(String(name));
  });

  it('shows models, which of them cannot be used and why', async () => {
    await warp('models');
    const words = await at.modal.says(/in all/);
    expect(words).toMatch(/\*Auto\* {2}`auto`\n.*sees pictures · the team’s default/);
    expect(words).toContain('Not available: its provider has an outage');
  });

  it('shows environments by name or by last change', async () => {
    await warp('environments');
    const words = await at.modal.says(/in all/);
    expect(words).toMatch(/\*backend\*[^]*\*data-lab\*[^]*\*web-app\*/);
    expect(words).toContain(':warning: Its last set-up failed.');
    await at.modal.press('Last changed first');
    await at.modal.says(/\*web-app\*[^]*\*backend\*/);
  });
});

describe('/warp identities', () => {
  it('shows who a run can be made by, who cannot, and starts one', async () => {
    const madeAt = '2026-03-01T10:00:00Z';
    const agents = [
      { uid: 'agent-default', name: 'Default agent', available: true, created_at: madeAt },
      { uid: 'agent-4', name: 'One too many', available: false, created_at: madeAt },
    ];
    const text = JSON.stringify({ agents });
    const fault = { type: 'status', status: 200, text } as const;
    at.world.warp.faults.add({ method: 'GET', match: '/agent/identities', fault });
    await warp('identities');
    const words = await at.modal.says(/2 in all/);
    expect(words).toMatch(/\*Default agent\* {2}`agent-default`/);
    expect(words).toMatch(/\*One too many\*[^]*It cannot be used: the team’s plan has fewer/);
    await at.modal.press('Start');
    await at.modal.says(/What should the agent do/);
    const form = await openedModal(at.world.slack, at.ada(), ({ title }) => title === 'Start a Warp agent');
    const ts = await at.world.newThread(at.engineering, async () => {
      expect(await form.submit({ 'What should': 'introduce yourself' })).toBeUndefined();
    });
    await at.world.card(at.engineering, ts, /made by another agent identity/);
    const { body } = at.world.warp.calls.findLast(
      ({ method, path }) => method === 'POST' && path === '/agent/runs',
    ) ?? { body: undefined };
    expect(body).toEqual({ prompt: 'introduce yourself', agent_identity_uid: 'agent-default' });
  });
});

describe('/warp inbox', () => {
  const script = { holdIn: 'INPROGRESS', queuedMs: 0, pendingMs: 0, claimedMs: 0 } as const;

  async function send(to: string, from: string, subject: string): Promise<void> {
    await fetch(`${at.world.warp.url}/agent/messages`, {
      method: 'POST',
      headers: { authorization: `Bearer ${at.world.warp.apiKey}`, 'content-type': 'application/json' },
      body: JSON.stringify({ to: [to], sender_run_id: from, subject, body: `About ${subject} <!channel>` }),
    });
  }

  it('shows headers, reads a letter and says that this marks it, marks as delivered', async () => {
    const [to, from] = [
      at.world.warp.seed({ prompt: 'To' }, script),
      at.world.warp.seed({ prompt: 'From' }, script),
    ];
    await send(to, from, 'branches');
    await send(to, from, 'tests');
    await warp(`inbox ${to} unread since=1d limit=50`);
    const words = await at.modal.says(/\*branches\*/);
    expect(words).toContain('*tests*');
    expect(words).toMatch(/\*unread\* · not delivered/);
    expect(words).not.toContain('About');
    expect(at.world.warp.calls.findLast(({ path }) => path === `/agent/messages/${to}`)?.query).toEqual({
      unread: 'true',
      limit: '50',
      since: expect.stringMatching(/Z$/),
    });
    await at.modal.press('Mark as delivered');
    await at.modal.says(/Marked as delivered/);
    await at.modal.press('Read');
    const read = await at.modal.says(/This letter is marked as read now/);
    expect(read.replaceAll('\u200b', '')).toContain('About branches &lt;!channel&gt;');
    // Only unread ones were asked for.
    expect(read.match(/\*branches\*/g)).toHaveLength(1);
  });

  it('writes a letter between runs, and says why one was not sent', async () => {
    const [to, from] = [
      at.world.warp.seed({ prompt: 'To' }, script),
      at.world.warp.seed({ prompt: 'From' }, script),
    ];
    await warp(`inbox ${to}`);
    await at.modal.says(/There are no letters here/);
    await at.modal.press('Write to this run');
    await at.modal.says(/Letter/);
    const form = await openedModal(at.world.slack, at.ada(), ({ title }) => title === 'Write to a run');
    await form.submit({ To: to, From: from, Subject: 'Hello', Letter: 'Which branch?' });
    expect(await at.modal.says(/The letter is sent/)).toContain('*Hello*');
    at.world.warp.control(to).finish();
    await at.modal.press('Write to this run');
    await at.modal.says(/Which run|Write to a run/);
    const second = await openedModal(at.world.slack, at.ada(), ({ title }) => title === 'Write to a run');
    await second.submit({ To: to, From: from, Subject: 'Too late', Letter: 'Still there?' });
    await at.modal.says(/Not sent: one of these runs has ended/);
  });

  it('is refused in words where the account has none', async () => {
    at.world.warp.setFeature('messages', 'forbidden');
    await warp('inbox 0199aaaa-0000-7000-8000-000000000000');
    expect(await at.modal.says(/:warning:/)).toContain('not part of the team’s Warp plan'.replace('’', "'"));
    at.world.warp.setFeature('messages', 'on');
    const told = await at.world.toldPrivately(at.ada(), at.engineering, () =>
      warp('inbox 0199aaaa-0000-7000-8000-000000000000 limit=1000'),
    );
    expect(told).toContain('`limit=100` at most');
  });
});

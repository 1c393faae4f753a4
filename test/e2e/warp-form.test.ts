import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { viewText } from '../support/message-text.ts';
import { type Modal, openedModal } from '../support/modal.ts';
import { topModal } from '../support/top-modal.ts';
import { startWorld, type World } from '../support/world.ts';

let world: World;
let engineering: string;

beforeAll(async () => {
  world = await startWorld({ speed: 20 });
  engineering = world.slack.channel('engineering');
});
afterAll(() => world.stop());

const ada = () => world.person('ada');
const creates = () =>
  world.warp.calls.filter(({ method, path }) => method === 'POST' && path === '/agent/runs');

async function openForm(): Promise<Modal> {
  await ada().command(engineering, '/warp');
  return await openedModal(world.slack, ada());
}

describe('/warp', () => {
  it('offers what Warp lists now', async () => {
    const modal = await openForm();
    expect(viewText(modal.view())).toContain('Start a Warp agent');
    expect(await modal.search('Agent', 'flaky')).toEqual(['fix-flaky-test']);
    expect(await modal.search('Environment', 'api')).toEqual(['backend']);
    expect(await modal.search('Model', 'outage')).toEqual(['Gemini 3 Pro']);
    expect(await modal.descriptions('Model', 'gpt')).toEqual([
      'OpenAI · high reasoning',
      'Not available: no requests are left',
    ]);
    await ada().closeView(modal.view().id);
  });

  it('sends everything that was chosen', async () => {
    const modal = await openForm();
    const ts = await world.newThread(engineering, async () => {
      const errors = await modal.submit({
        'What should': 'tidy the login page\nand test it',
        Agent: 'fix-flaky-test',
        Model: 'Claude 4.6 Sonnet',
        Environment: 'web-app',
        Title: 'Login page',
        'Who owns': 'Just me',
      });
      expect(errors).toBeUndefined();
    });
    const [card, result] = await world.thread(engineering, ts);
    expect(card).toContain('*Login page*');
    expect(card).toContain('personal run');
    expect(result).toMatch(/^✅ \*Login page\* finished/);
    expect(creates().at(-1)?.body).toMatchObject({
      prompt: 'tidy the login page\nand test it',
      title: 'Login page',
      team: false,
      config: { model_id: 'claude-4-6-sonnet', environment_id: 'EnvWebApp0000000000001' },
    });
    expect(JSON.stringify(creates().at(-1)?.body)).toContain('skills/fix-flaky-test/SKILL.md');
  });

  it('sends nothing but the prompt when nothing else was chosen', async () => {
    const modal = await openForm();
    // What Slack would call optional has an answer instead, where “Warp decides” is one.
    expect(modal.field('Who owns').element['initial_option']).toMatchObject({
      text: { text: 'Warp decides' },
    });
    expect(modal.view().blocks).toContainEqual(
      expect.objectContaining({ block_id: 'warp_owner', optional: false }),
    );
    const ts = await world.newThread(engineering, async () => {
      expect(await modal.submit({ 'What should': 'say hello' })).toBeUndefined();
    });
    await world.thread(engineering, ts);
    expect(creates().at(-1)?.body).toEqual({ prompt: 'say hello' });
  });

  it('leaves to Warp what nobody answers behind “More options”', async () => {
    const modal = await openForm();
    const view = topModal(world.slack, ada());
    await view.press('More options');
    await view.says(/Keep the sandbox/);
    const ts = await world.newThread(engineering, async () => {
      expect(await modal.submit({ 'What should': 'say goodbye' })).toBeUndefined();
    });
    await world.thread(engineering, ts);
    expect(creates().at(-1)?.body).toEqual({ prompt: 'say goodbye' });
  });

  it('has everything that Warp takes behind “More options”, and keeps what was typed before', async () => {
    const message = ada().share(engineering, { name: 'trace.log', content: 'line one' });
    const { files } = world.slack.history(engineering).find(({ ts }) => ts === message) ?? {};
    const modal = await openForm();
    const view = topModal(world.slack, ada());
    const prompt = modal.field('What should');
    const file = modal.field('Files');
    await view.press('More options', {
      [prompt.blockId]: { [prompt.actionId]: { type: 'plain_text_input', value: 'everything' } },
      [file.blockId]: { [file.actionId]: { type: 'file_input', files } },
    });
    await view.says(/Keep the sandbox/);
    const servers = {
      docs: { url: 'https://mcp.test/sse', headers: { Authorization: 'Bearer s3cret-key' } },
    };
    expect(await modal.submit({ 'MCP servers': '{"docs": {"url": "ftp://x"}}' })).toEqual({
      'MCP servers': expect.stringContaining('just one of "warp_id", "command" or "url"'),
    });
    const parent = world.warp.seed({ prompt: 'Parent' });
    const ts = await world.newThread(engineering, async () => {
      const errors = await modal.submit({
        Label: 'nightly',
        'Base prompt': 'Be brief',
        'MCP servers': JSON.stringify(servers),
        'Computer use': 'Yes',
        'Keep the sandbox': '20',
        Worker: 'warp',
        Interactive: 'Yes',
        'Agent identity': 'agent-default',
        Harness: 'Warp’s own',
        'Secret for': 'claude',
        'Part of run': parent,
      });
      expect(errors).toBeUndefined();
    });
    const [card] = await world.thread(engineering, ts);
    expect(card).toContain('MCP docs');
    expect(card).toContain('1 file');
    expect(JSON.stringify(world.slack.thread(engineering, ts))).not.toContain('s3cret');
    expect(creates().at(-1)?.body).toEqual({
      prompt: 'everything',
      interactive: true,
      agent_identity_uid: 'agent-default',
      parent_run_id: parent,
      attachments: [{ file_name: 'trace.log', mime_type: 'text/plain', data: btoa('line one') }],
      config: {
        name: 'nightly',
        base_prompt: 'Be brief',
        mcp_servers: servers,
        computer_use_enabled: true,
        idle_timeout_minutes: 20,
        worker_host: 'warp',
        harness: { type: 'oz' },
        harness_auth_secrets: { claude_auth_secret_name: 'claude' },
      },
    });
  });

  it('starts an agent without a prompt, as a team run', async () => {
    const modal = await openForm();
    const ts = await world.newThread(engineering, async () => {
      expect(await modal.submit({ Agent: 'triage-alerts', 'Who owns': 'My team' })).toBeUndefined();
    });
    const [, result] = await world.thread(engineering, ts);
    expect(result).toMatch(/^✅/);
    expect(creates().at(-1)?.body).toMatchObject({ team: true });
  });

  it('refuses a model that cannot be used, with the reason at its field, and an empty form', async () => {
    const before = creates().length;
    const modal = await openForm();
    expect(await modal.submit({ 'What should': 'x', Model: 'Gemini 3 Flash' })).toEqual({
      Model: 'This model can’t be used now: an admin has switched it off.',
    });
    expect(await modal.submit({ 'What should': null, Model: null })).toEqual({
      'What should the agent do?': 'Say what the agent should do, or choose an agent that knows.',
    });
    expect(creates()).toHaveLength(before);
    await ada().closeView(modal.view().id);
  });

  it('starts one run of a form that is submitted twice', async () => {
    const before = world.warp.runs.length;
    const modal = await openForm();
    const { blockId, actionId } = modal.field('What should');
    const state = { [blockId]: { [actionId]: { type: 'plain_text_input', value: 'only once' } } };
    const ts = await world.newThread(engineering, () =>
      Promise.allSettled([ada().submit(modal.view().id, state), ada().submit(modal.view().id, state)]),
    );
    await world.thread(engineering, ts);
    expect(world.warp.runs).toHaveLength(before + 1);
  });

  it('explains itself', async () => {
    const help = await world.toldPrivately(ada(), engineering, () =>
      ada().command(engineering, '/warp', 'Help'),
    );
    expect(help).toContain('`/warp fix the flaky login test` starts an agent');
    expect(help).toContain('*Stop*');
  });
});

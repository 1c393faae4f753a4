import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openedModal } from '../support/modal.ts';
import { type TopModal, topModal } from '../support/top-modal.ts';
import { startWorld, type World } from '../support/world.ts';

let world: World;
let engineering: string;
let random: string;
let modal: TopModal;

beforeAll(async () => {
  world = await startWorld({ speed: 50, environment: { ADMIN_USERS: 'U0CARLA' } });
  engineering = world.slack.channel('engineering');
  random = world.slack.channel('random');
});
afterAll(() => world.stop());

const ada = () => world.person('ada');
const ben = () => world.person('ben');
const carla = () => world.person('carla');
beforeEach(() => {
  modal = topModal(world.slack, ada());
});
const bodies = () =>
  world.warp.calls
    .filter(({ method, path }) => method === 'POST' && path === '/agent/runs')
    .map(({ body }) => body);

describe('options in words', () => {
  it('choose by name, leave the prompt, and are echoed on the card', async () => {
    const ts = ada().say(
      engineering,
      '@Errand [model=“Claude 4.6 Sonnet” env=backend skill=triage-alerts] look into it',
    );
    const [, card] = await world.thread(engineering, ts, 3);
    expect(card).toMatch(/agent triage-alerts {2}· {2}model Claude 4\.6 Sonnet {2}· {2}environment backend/);
    expect(card).not.toContain('EnvBackend');
    expect(bodies().at(-1)).toEqual({
      prompt: 'look into it',
      skill: 'example-org/worker:.agents/skills/triage-alerts/SKILL.md',
      config: { model_id: 'claude-4-6-sonnet', environment_id: 'EnvBackend000000000002' },
    });
  });

  it('stand anywhere in a command, all that Warp takes', async () => {
    const ts = await world.newThread(engineering, () =>
      ada().command(
        engineering,
        '/warp',
        'check title="Two words" the links team=personal label=links base_prompt="Be brief" mcp=linear computer_use=yes idle=15 worker=warp interactive=no harness=oz',
      ),
    );
    const [card] = await world.thread(engineering, ts);
    expect(card).toContain('*Two words*');
    expect(card).toContain('personal run');
    expect(bodies().at(-1)).toEqual({
      prompt: 'check the links',
      title: 'Two words',
      team: false,
      interactive: false,
      config: {
        name: 'links',
        base_prompt: 'Be brief',
        mcp_servers: { linear: { warp_id: 'linear' } },
        computer_use_enabled: true,
        idle_timeout_minutes: 15,
        worker_host: 'warp',
        harness: { type: 'oz' },
      },
    });
  });

  it.each([
    ['[model=gpd-5.4] go', /There is no model “gpd-5\.4”\. Did you mean GPT-5\.4\?/],
    ['go env=prod', /There is no environment “prod”\. `\/warp environments` shows all\./],
    ['go model=gemini-3-pro', /Gemini 3 Pro can’t be used now: its provider has an outage\./],
    ['go skill=weekly-report', /cannot be used: front matter/],
    ['[colour=red env=backend] go', /no option “colour”/],
    ['env=backend', /Say what the agent should do/],
  ])('that cannot be meant so start nothing: %s', async (text, says) => {
    const before = world.warp.runs.length;
    const told = await world.toldPrivately(ada(), engineering, () =>
      ada().command(engineering, '/warp', text),
    );
    expect(told).toMatch(says);
    expect(world.warp.runs).toHaveLength(before);
  });

  it('go along with the files of the message', async () => {
    const ts = ada().share(engineering, {
      name: 'trace.log',
      content: 'line one',
      text: '@Errand env=backend read it',
    });
    const [, card] = await world.thread(engineering, ts, 3);
    expect(card).toContain('1 file');
    expect(bodies().at(-1)).toMatchObject({
      prompt: 'read it',
      attachments: [{ file_name: 'trace.log', mime_type: 'text/plain', data: btoa('line one') }],
    });
  });

  it('said in a thread hold for what is asked there later', async () => {
    const ts = ada().say(engineering, '@Errand [env=backend model=auto] first');
    await world.thread(engineering, ts, 3);
    ben().say(engineering, '@Errand model=claude-4-6-sonnet second', { threadTs: ts });
    await world.slack.until(() => world.warp.runs.some(({ prompt }) => String(prompt).includes('second')));
    // What was said before goes along.
    expect(bodies().at(-1)).toEqual({
      prompt: expect.stringContaining('second'),
      config: { model_id: 'claude-4-6-sonnet', environment_id: 'EnvBackend000000000002' },
    });
  });
});

describe('/warp settings', () => {
  async function settings(person = ada(), channel = engineering) {
    await person.command(channel, '/warp', 'settings');
    return await openedModal(world.slack, person, ({ title }) => title === 'Warp settings');
  }
  async function choose(person: ReturnType<typeof ada>, label: string): Promise<void> {
    const view = person.views().at(-1);
    const value =
      { 'Everybody in this channel': 'channel', 'The whole workspace': 'workspace' }[label] ?? 'person';
    await person.act({
      container: { type: 'view', viewId: view?.id ?? '' },
      blockId: 'warp_settings_scope',
      actionId: 'warp_settings_scope',
      value: { type: 'radio_buttons', selected_option: { text: { type: 'plain_text', text: label }, value } },
      stateValues: {},
    });
  }

  it('hold for oneself before the channel before the workspace, and give way to words', async () => {
    const mine = await settings();
    expect(await mine.submit({ Model: 'Claude 4.6 Sonnet' })).toBeUndefined();

    const channels = await settings(ben());
    await choose(ben(), 'Everybody in this channel');
    await world.slack.until(() =>
      ben()
        .views()
        .at(-1)
        ?.blocks.some(({ block_id }) => block_id === 'warp_model:channel'),
    );
    expect(await channels.submit({ Model: 'GPT-5.4', Environment: 'backend' })).toBeUndefined();

    const all = await settings(carla());
    await choose(carla(), 'The whole workspace');
    await world.slack.until(() =>
      carla()
        .views()
        .at(-1)
        ?.blocks.some(({ block_id }) => block_id === 'warp_model:workspace'),
    );
    expect(
      await all.submit({ Environment: 'web-app', Label: 'from slack', 'Computer use': 'No' }),
    ).toBeUndefined();

    const ts = ada().say(engineering, '@Errand go env=data-lab');
    const [, card] = await world.thread(engineering, ts, 3);
    expect(card).toContain('model Claude 4.6 Sonnet');
    expect(bodies().at(-1)).toEqual({
      prompt: 'go',
      config: {
        model_id: 'claude-4-6-sonnet',
        environment_id: 'EnvDataLab000000000003',
        name: 'from slack',
        computer_use_enabled: false,
      },
    });

    await world.newThread(random, () => ben().command(random, '/warp', 'elsewhere'));
    await world.slack.until(() => world.warp.runs.some((run) => run['prompt'] === 'elsewhere'));
    expect(bodies().at(-1)).toEqual({
      prompt: 'elsewhere',
      config: { environment_id: 'EnvWebApp0000000000001', name: 'from slack', computer_use_enabled: false },
    });
  });

  it('are shown as they are, and taken away again', async () => {
    const mine = await settings();
    expect(await modal.says(/Last changed by/)).toContain('<@U0ADA>');
    expect(JSON.stringify(mine.field('Model').element)).toContain('Claude 4.6 Sonnet');
    expect(await mine.submit({ Model: null })).toBeUndefined();
    const ts = ada().say(engineering, '@Errand plain again');
    await world.thread(engineering, ts, 3);
    expect(bodies().at(-1)).toMatchObject({ config: { model_id: 'gpt-5-4-high' } });
  });

  it('leave to Warp what the channel or the workspace says', async () => {
    const mine = await settings();
    expect(await mine.submit({ 'Computer use': 'Warp decides' })).toBeUndefined();
    const ts = ada().say(engineering, '@Errand as Warp likes');
    await world.thread(engineering, ts, 3);
    expect(bodies().at(-1)).toEqual({
      prompt: 'as Warp likes',
      config: { model_id: 'gpt-5-4-high', environment_id: 'EnvBackend000000000002', name: 'from slack' },
    });
    const again = await settings();
    expect(again.field('Computer use').element['initial_option']).toMatchObject({ value: 'undecided' });
    expect(await again.submit({ 'Computer use': null })).toBeUndefined();
    const next = ada().say(engineering, '@Errand as before');
    await world.thread(engineering, next, 3);
    expect(bodies().at(-1)).toMatchObject({ config: { computer_use_enabled: false } });
  });

  it('are where the form starts from', async () => {
    await ben().command(engineering, '/warp');
    const form = await openedModal(world.slack, ben(), ({ title }) => title === 'Start a Warp agent');
    expect(JSON.stringify(form.field('Environment').element)).toContain('"backend"');
    const ts = await world.newThread(engineering, async () => {
      expect(await form.submit({ 'What should': 'from the form', Environment: null })).toBeUndefined();
    });
    await world.thread(engineering, ts);
    expect(bodies().at(-1)).toEqual({
      prompt: 'from the form',
      config: { model_id: 'gpt-5-4-high', name: 'from slack', computer_use_enabled: false },
    });
  });

  it('of the workspace are for admins', async () => {
    await settings();
    const words = await modal.says(/For whom/);
    expect(words).toContain('Everybody in this channel');
    expect(words).not.toContain('The whole workspace');
  });
});

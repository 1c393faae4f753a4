import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { objectOf, objectsOf } from '../../src/playground/slack/json-value.ts';
import type { Person } from '../../src/playground/slack/person.ts';
import { openedModal } from '../support/modal.ts';
import { startWorld, type World } from '../support/world.ts';

let world: World;
let engineering: string;

beforeAll(async () => {
  world = await startWorld({ speed: 50 });
  engineering = world.slack.channel('engineering');
  // A thread of card and result: what else a run leaves behind is no matter here.
  world.warp.script(/^/, { artifacts: ['PULL_REQUEST'] });
});
afterAll(() => world.stop());

const ada = () => world.person('ada');
const ben = () => world.person('ben');
const bodies = () =>
  world.warp.calls
    .filter(({ method, path }) => method === 'POST' && path === '/agent/runs')
    .map(({ body }) => body);
const press = (by: Person, ts: string, actionId: string) =>
  by.clickButton({ channel: engineering, ts, actionId });

/** Chooses in the menu of a card. */
async function choose(by: Person, ts: string, words: string): Promise<void> {
  const card = world.slack.history(engineering).find((message) => message['ts'] === ts);
  const [found] = objectsOf(card?.['blocks']).flatMap(({ block_id: blockId, elements }) =>
    objectsOf(elements)
      .filter(({ type }) => type === 'overflow')
      .map(({ options }) => ({ blockId: String(blockId), options: objectsOf(options) })),
  );
  const option = found?.options.find(({ text }) => objectOf(text)['text'] === words);
  if (found === undefined || option === undefined) throw new Error(`The card has no “${words}”.`);
  await by.act({
    container: { type: 'message', channel: engineering, ts },
    blockId: found.blockId,
    actionId: 'run_more',
    value: { type: 'overflow', selected_option: option },
    stateValues: {},
  });
}

/** A run that has ended, with its card and its result. */
async function ended(prompt: string): Promise<string> {
  const ts = await world.newThread(engineering, () => ada().command(engineering, '/warp', prompt));
  await world.thread(engineering, ts);
  await world.card(engineering, ts, /Run again/);
  return ts;
}

describe('the buttons of a run that has ended', () => {
  it('run it again, as it was, in the same thread, once for a double press', async () => {
    const ts = await ended('[env=backend] sweep the floor');
    await Promise.all([press(ben(), ts, 'run_again'), press(ben(), ts, 'run_again')]);
    const words = await world.thread(engineering, ts, 4);
    expect(words[2]).toContain('Asked by <@U0BEN>');
    expect(words[3]).toContain('for <@U0BEN>');
    expect(bodies().filter((body) => JSON.stringify(body).includes('sweep the floor'))).toEqual([
      { prompt: 'sweep the floor', config: { environment_id: 'EnvBackend000000000002' } },
      { prompt: 'sweep the floor', config: { environment_id: 'EnvBackend000000000002' } },
    ]);
  });

  it('open the form with what was asked, to be changed', async () => {
    const ts = await ended('[env=backend] mop title="The hall"');
    await choose(ada(), ts, 'Edit and run again');
    const form = await openedModal(world.slack, ada());
    expect(JSON.stringify(form.field('Environment').element)).toContain('"backend"');
    expect(form.field('What should').element['initial_value']).toBe('mop');
    expect(await form.submit({ 'What should': 'mop twice', Environment: 'web-app' })).toBeUndefined();
    await world.thread(engineering, ts, 4);
    expect(bodies().at(-1)).toEqual({
      prompt: 'mop twice',
      title: 'The hall',
      config: { environment_id: 'EnvWebApp0000000000001' },
    });
  });

  it('go on with its conversation', async () => {
    const ts = await ended('[model=claude-4-6-sonnet] dust the shelf');
    const first = world.warp.runs.at(-1);
    await press(ada(), ts, 'run_follow_up');
    const form = await openedModal(world.slack, ada());
    expect(form.field('What should').element['initial_value']).toBeUndefined();
    expect(await form.submit({ 'What should': 'and the table' })).toBeUndefined();
    const words = await world.thread(engineering, ts, 4);
    expect(words[2]).toContain('knows the earlier conversation');
    expect(bodies().at(-1)).toEqual({
      prompt: 'and the table',
      conversation_id: first?.['conversation_id'],
      config: { model_id: 'claude-4-6-sonnet' },
    });
  });

  it('bring its transcript into the thread, to be read', async () => {
    const ts = await ended('wash the window');
    await choose(ben(), ts, 'Transcript');
    const words = await world.thread(engineering, ts, 3);
    expect(words[2]).toContain('wash-the-window-transcript.md');
    const files = world.slack.thread(engineering, ts)[2]?.['files'];
    const address = Array.isArray(files) ? String(Object(files[0])['permalink']) : '';
    const text = await (await fetch(address)).text();
    expect(text).toMatch(/^# wash the window\n\n## 1\. wash the window\n\n\*\*Asked\*\* · 20\d\d-/);
    expect(text).toContain('▸ run command\n\n```\nnpm test\n```');
  });

  it('say where it can be linked to', async () => {
    const ts = await ended('close the door');
    const told = await world.toldPrivately(ben(), engineering, () => choose(ben(), ts, 'Copy link'));
    expect(told).toMatch(
      /This thread: ```\n<?http\S+>?\n```\nSession in Warp: ```\n<?http\S+>?\n```\nRun: ```\n[\w-]+\n```/,
    );
  });
});

describe('a run that cannot be started', () => {
  it('for want of an outside service leads to where it is connected, and can be run again then', async () => {
    const undo = world.warp.script('needs the repository', {
      refusal: {
        code: 'external_authentication_required',
        detail: 'GitHub access is needed.',
        members: { provider: 'github', auth_url: 'https://github.com/apps/warp/installations/new' },
      },
    });
    const ts = await ended('needs the repository');
    const [card, result] = world.slack.thread(engineering, ts);
    for (const message of [card, result]) {
      expect(JSON.stringify(message)).toContain('https://github.com/apps/warp/installations/new');
      expect(JSON.stringify(message)).toContain('Connect GitHub');
    }
    undo();
    await press(ada(), ts, 'run_again');
    const words = await world.thread(engineering, ts, 4);
    expect(words[3]).toMatch(/^✅/);
  });

  it.each([
    ['refuse with insufficient_credits', /no credits left\. Ask an admin/],
    ['refuse with budget_exceeded', /spending limit is reached\. Ask an admin/],
    ['refuse with integration_disabled', /switched off in Warp\. Ask an admin/],
    ['refuse with invalid_request', /did not accept the request\. Check the prompt/],
    ['refuse with operation_not_supported', /cannot do this with this run\. Open its session/],
    ['end with internal_error', /failed inside Warp\. Try again in a few minutes/],
    ['end with resource_unavailable', /no machine free for this at the moment\. Try again/],
    ['refuse with not_authorized', /may not use what was asked for\. Choose something else/],
    [
      'refuse with content_policy_violation',
      /content policy does not allow this prompt\. Change its wording/,
    ],
    ['refuse with feature_not_available', /not part of the team's Warp plan\. Ask an admin/],
    ['refuse with integration_not_configured', /not fully set up in Warp\. Ask an admin/],
    ['refuse with resource_not_found', /no longer knows.*Choose another/],
    ['end with environment_setup_failed', /could not be set up\. Correct its image/],
    ['credits used up', /no credits left/],
  ])('says why and what to do: %s', async (prompt, says) => {
    const ts = await ended(prompt);
    const [card, result] = await world.thread(engineering, ts);
    expect(card).toContain('❌ Failed');
    expect(result).toMatch(says);
  });
});

import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RunScript } from '../../src/playground/warp/script.ts';
import { startWorld, type World } from '../support/world.ts';

/** Long enough for something more to show itself. */
const QUIET_MS = 1_500;

let world: World;
let engineering: string;

beforeAll(async () => {
  world = await startWorld({ speed: 20 });
  engineering = world.slack.channel('engineering');
  // A thread of card and result: what else a run leaves behind is no matter here.
  world.warp.script(/^/, { artifacts: ['PULL_REQUEST'] });
});
afterAll(() => world.stop());
beforeEach(() => {
  world.warp.setFeature('followups', 'on');
  world.warp.setFeature('messages', 'on');
});

const ada = () => world.person('ada');
const ben = () => world.person('ben');
const runOf = (prompt: string) => world.warp.runs.find((run) => run['prompt'] === prompt);
const control = (prompt: string) => world.warp.control(String(runOf(prompt)?.['run_id']));

/** A run that stays at work, and its thread. */
async function atWork(prompt: string, script: Partial<RunScript> = {}): Promise<string> {
  world.warp.script(prompt, { holdIn: 'INPROGRESS', ...script });
  const ts = ada().say(engineering, `@Errand ${prompt}`);
  await world.slack.until(() => runOf(prompt)?.['state'] === 'INPROGRESS');
  await world.card(engineering, ts, /Running/);
  return ts;
}

const say = (ts: string, text: string, who = ada()) => who.say(engineering, text, { threadTs: ts });
const marks = (ts: string, replyTs: string) =>
  world.slack
    .thread(engineering, ts)
    .filter((message) => message['ts'] === replyTs)
    .flatMap((message) => (message['reactions'] ?? []) as { name: string }[])
    .map(({ name }) => name);
const marked = (ts: string, replyTs: string, name: string) =>
  world.slack.until(() => marks(ts, replyTs).includes(name));
const follow = async (prompt: RegExp) =>
  await world.slack.until(() => world.warp.runs.find((run) => prompt.test(String(run['prompt']))));
const calls = (end: string) => world.warp.calls.filter(({ path }) => path.endsWith(end)).length;

describe('a reply while the run is at work', () => {
  it('goes to the agent, in order, each once', async () => {
    const ts = await atWork('paint the shed');
    const before = calls('/followups');
    const first = say(ts, 'Use the green paint');
    world.slack.repeatLastDelivery();
    const second = say(ts, 'and two coats', ben());
    await marked(ts, first, 'eyes');
    await marked(ts, second, 'eyes');
    expect(calls('/followups') - before).toBe(2);
    const sent = world.warp.calls.filter(({ path }) => path.endsWith('/followups')).slice(-2);
    expect(sent.map(({ body }) => body)).toEqual([
      { message: 'Use the green paint' },
      { message: 'ben: and two coats' },
    ]);
    control('paint the shed').finish('Painted.');
    await world.card(engineering, ts, /Painted\./);
  });

  it('goes as a letter where Warp has no follow-ups', async () => {
    world.warp.setFeature('followups', 'missing');
    const ts = await atWork('water the plants');
    const reply = say(ts, 'Not the cactus');
    await marked(ts, reply, 'eyes');
    const letter = world.warp.calls.findLast(({ path }) => path.endsWith('/agent/messages'));
    expect(letter?.body).toMatchObject({
      body: 'Not the cactus',
      to: [runOf('water the plants')?.['run_id']],
    });
    control('water the plants').finish();
    await world.card(engineering, ts, /✅ Done/);
  });

  it('waits where Warp takes nothing, and all that waits becomes one run at the end', async () => {
    world.warp.setFeature('followups', 'missing');
    world.warp.setFeature('messages', 'forbidden');
    const ts = await atWork('sort the shelf');
    const first = say(ts, 'By colour');
    await marked(ts, first, 'hourglass_flowing_sand');
    const second = say(ts, 'and by size');
    await marked(ts, second, 'hourglass_flowing_sand');
    control('sort the shelf').finish('Sorted.');
    const run = await follow(/^By colour/);
    expect(run['prompt']).toBe('By colour\n\nand by size');
    expect(run['conversation_id']).toBe(runOf('sort the shelf')?.['conversation_id']);
    await marked(ts, second, 'eyes');
    expect(marks(ts, first)).toEqual(['eyes']);
    await world.card(engineering, ts, /By colour[\s\S]*✅ Done/);
    await sleep(QUIET_MS);
    expect(
      world.warp.runs.filter((each) => /^(By colour|and by size)/.test(String(each['prompt']))),
    ).toHaveLength(1);
  });

  it('that begins with aside stays between people, as does an edit', async () => {
    const ts = await atWork('count the stars');
    const before = calls('/followups');
    const aside = say(ts, 'aside: should we stop it?');
    ada().edit(engineering, aside, 'should we stop it?');
    const heard = say(ts, 'Count twice');
    await marked(ts, heard, 'eyes');
    expect(marks(ts, aside)).toEqual([]);
    expect(calls('/followups') - before).toBe(1);
    control('count the stars').finish();
    await world.card(engineering, ts, /✅ Done/);
  });

  it('of another app is none, and its mention asks for nothing', async () => {
    const ts = await atWork('guard the gate');
    const before = calls('/followups');
    const runs = world.warp.runs.length;
    const report = world.slack.sayAsOtherApp(engineering, 'Deployed main', { threadTs: ts });
    const mention = world.slack.sayAsOtherApp(engineering, '@Errand what do you make of it?', {
      threadTs: ts,
    });
    world.slack.sayAsOtherApp(engineering, '@Errand start something');
    const own = say(ts, 'Did you see the deployment?');
    await marked(ts, own, 'eyes');
    await sleep(QUIET_MS);
    expect(calls('/followups') - before).toBe(1);
    expect(world.warp.runs).toHaveLength(runs);
    expect([...marks(ts, report), ...marks(ts, mention)]).toEqual([]);
    control('guard the gate').finish('Guarded.');
    await world.card(engineering, ts, /Guarded\./);
  });

  it('of a guest is not passed on, and the guest is told', async () => {
    await ada().command(engineering, '/invite', '@gus');
    const ts = await atWork('feed the cat');
    const before = calls('/followups');
    const told = await world.toldPrivately(world.person('gus'), engineering, () =>
      say(ts, 'Give it cream', world.person('gus')),
    );
    expect(told).toMatch(/The agent did not get your reply\. Guests can’t use Errand/);
    expect(calls('/followups')).toBe(before);
    control('feed the cat').finish();
    await world.card(engineering, ts, /✅ Done/);
  });

  it('that came to an end meanwhile is answered by the work that follows, not by the old end', async () => {
    const ts = await atWork('bake the bread', { staleMs: 60_000 });
    world.warp.faults.add({
      method: 'GET',
      match: '/agent/runs',
      times: 8,
      fault: { type: 'status', status: 503 },
    });
    world.warp.faults.add({
      method: 'GET',
      match: '/agent/events',
      times: 8,
      fault: { type: 'status', status: 503 },
    });
    control('bake the bread').finish('Old end.');
    world.warp.script('With seeds', { message: 'Baked with seeds.', staleMs: 60_000 });
    const reply = say(ts, 'With seeds');
    await marked(ts, reply, 'eyes');
    const words = await world.card(engineering, ts, /Baked with seeds\./);
    expect(words).toContain('Baked with seeds.');
    expect(
      world.slack.thread(engineering, ts).filter((each) => JSON.stringify(each).includes('Old end.')),
    ).toEqual([]);
  });

  it('of which nobody knows whether it arrived is not said twice', async () => {
    const ts = await atWork('wind the clock');
    const before = calls('/followups');
    world.warp.faults.add({ method: 'POST', match: '*/followups', fault: { type: 'cut', when: 'after' } });
    const reply = say(ts, 'Gently');
    await marked(ts, reply, 'warning');
    await world.card(engineering, ts, /Nobody knows whether your reply reached the agent/);
    await sleep(QUIET_MS);
    expect(calls('/followups') - before).toBe(1);
    control('wind the clock').finish();
  });
});

describe('a reply after the end', () => {
  it('is a run that goes on with the conversation, in the same thread', async () => {
    const ts = ada().say(engineering, '@Errand mow the lawn');
    await world.thread(engineering, ts, 3);
    say(ts, 'and the hedge, please', ben());
    const run = await follow(/and the hedge/);
    expect(run['prompt']).toBe('ben: and the hedge, please');
    expect(run['conversation_id']).toBe(runOf('mow the lawn')?.['conversation_id']);
    const words = await world.thread(engineering, ts, 6);
    expect(words[4]).toContain('knows the earlier conversation');
    expect(words[5]).toContain('<@U0BEN>');
  });

  it('asks again what never began, with what was said since', async () => {
    const prompt = 'sweep the yard';
    world.warp.credits.set(0);
    const ts = ada().say(engineering, `@Errand ${prompt}`);
    await world.thread(engineering, ts, 3);
    world.warp.credits.set(1_000);
    world.warp.script(/I have topped up/, { message: 'Now it went.' });
    say(ts, 'I have topped up');
    const run = await follow(/I have topped up/);
    expect(run['prompt']).toBe(`${prompt}\n\nI have topped up`);
    await world.card(engineering, ts, /Now it went\./);
  });

  it('is a run of its own where it says new', async () => {
    const ts = ada().say(engineering, '@Errand wash the car');
    await world.thread(engineering, ts, 3);
    ada().say(engineering, '@Errand new: wax the floor', { threadTs: ts });
    const run = await follow(/wax the floor/);
    expect(run['conversation_id']).not.toBe(runOf('wash the car')?.['conversation_id']);
    await world.thread(engineering, ts, 6);
  });
});

describe('a reply to a run that waits for an answer', () => {
  it('answers it where Warp takes that, and the run goes on', async () => {
    world.warp.script('block until answered', {
      end: 'BLOCKED',
      message: 'Which colour?',
      takesAnswers: true,
    });
    world.warp.script('Red', { message: 'Done in red.' });
    const ts = ada().say(engineering, '@Errand block until answered');
    await world.card(engineering, ts, /✋ Blocked/);
    await world.card(engineering, ts, />Which colour\?/);
    say(ts, 'Red');
    const words = await world.card(engineering, ts, /Done in red\./);
    expect(words).toContain('✅');
    expect(world.warp.runs.filter((run) => run['prompt'] === 'Red')).toEqual([]);
  });

  it('goes on with its conversation where Warp does not', async () => {
    const ts = ada().say(engineering, '@Errand block for an answer');
    await world.card(engineering, ts, /✋ Blocked/);
    say(ts, 'Yes, push it');
    const run = await follow(/Yes, push it/);
    expect(run['conversation_id']).toBe(runOf('block for an answer')?.['conversation_id']);
    await world.card(engineering, ts, /✅ \*Yes, push it/);
    await world.card(engineering, ts, /✋ Blocked: the run below goes on with its conversation/);
  });
});

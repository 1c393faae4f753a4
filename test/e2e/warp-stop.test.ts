import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Person } from '../../src/playground/slack/person.ts';
import type { RunScript } from '../../src/playground/warp/script.ts';
import { startWorld, type World } from '../support/world.ts';

let world: World;
let engineering: string;
let random: string;

beforeAll(async () => {
  // Ada and Ben are in this group, Carla is not.
  world = await startWorld({
    speed: 10,
    environment: { ADMIN_USERS: 'S0REVOPS', ALLOWED_USERS: 'U0CARLA, S0REVOPS' },
  });
  engineering = world.slack.channel('engineering');
  random = world.slack.channel('random');
});
afterAll(() => world.stop());

const carla = () => world.person('carla');
const stateOf = (prompt: string) => world.warp.runs.find((run) => run['prompt'] === prompt)?.['state'];
const control = (prompt: string) =>
  world.warp.control(String(world.warp.runs.find((run) => run['prompt'] === prompt)?.['run_id']));

/** A run of Carla's that stays where the script holds it, and its card. */
async function held(prompt: string, script: Partial<RunScript>, channelId = engineering): Promise<string> {
  world.warp.script(prompt, script);
  const ts = await world.newThread(channelId, () => carla().command(channelId, '/warp', prompt));
  await world.slack.until(() => stateOf(prompt) === script.holdIn);
  await world.card(channelId, ts, /Stop$/m);
  return ts;
}

const pressStop = (by: Person, ts: string, channelId = engineering) =>
  by.clickButton({ channel: channelId, ts, actionId: 'job_stop' });

describe('Stop', () => {
  it.each(['QUEUED', 'INPROGRESS'] as const)('cancels a run that is %s', async (holdIn) => {
    const prompt = `hold in ${holdIn}`;
    const ts = await held(prompt, { holdIn });
    await pressStop(carla(), ts);
    const [card, result] = await world.thread(engineering, ts);
    expect(stateOf(prompt)).toBe('CANCELLED');
    expect(card).toContain('🚫 Stopped');
    expect(card).not.toMatch(/Stop$/m);
    expect(result).toMatch(/🚫 \*hold in \w+\* was stopped · for/);
  });

  it('waits while the run is being prepared, and stops it then', async () => {
    const prompt = 'hold while preparing';
    const ts = await held(prompt, { holdIn: 'PENDING' }, random);
    await pressStop(carla(), ts, random);
    await world.card(random, ts, /🛑 Stopping/);
    await world.slack.until(
      () =>
        world.warp.calls.filter(({ path, status }) => path.endsWith('/cancel') && status === 409).length > 1,
    );
    control(prompt).moveOn('CLAIMED');
    const [card] = await world.thread(random, ts);
    expect(card).toContain('🚫 Stopped');
    expect(stateOf(prompt)).toBe('CANCELLED');
  });

  it('explains what Warp cannot stop, and the run goes on to its result', async () => {
    const prompt = 'run elsewhere';
    const ts = await held(prompt, { holdIn: 'INPROGRESS' });
    world.warp.faults.add({ method: 'POST', match: '*/cancel', fault: { type: 'status', status: 422 } });
    await pressStop(carla(), ts);
    const [, notice] = await world.thread(engineering, ts);
    expect(notice).toMatch(
      /<@U0CARLA> \*.*\* could not be stopped: Warp cannot stop a run.* Stop it where it runs\.$/m,
    );
    control(prompt).finish('Done after all.');
    const [card, , result] = await world.thread(engineering, ts, 3);
    expect(card).toContain('✅ Done');
    expect(result).toContain('Done after all.');
  });

  it('says so when the run has ended meanwhile, and brings its result', async () => {
    const prompt = 'end before the click';
    const ts = await held(prompt, { holdIn: 'INPROGRESS' }, random);
    control(prompt).finish('Quicker than you.');
    await pressStop(carla(), ts, random);
    // Whether the poller was quicker still decides if there is anything to explain.
    await world.card(random, ts, /Quicker than you\./);
    const [card, ...others] = await world.thread(random, ts);
    expect(card).toContain('✅ Done');
    for (const notice of others.filter((text) => text.includes('could not be stopped'))) {
      expect(notice).toMatch(
        /This run has already ended, so there is nothing to stop\. Its result comes here\.$/m,
      );
    }
    expect(others.join('\n')).not.toContain('It goes on');
  });

  it('is for the requester and admins only', async () => {
    world.warp.script('only for some', { holdIn: 'INPROGRESS' });
    const ts = await world.newThread(engineering, () =>
      world.person('ada').command(engineering, '/warp', 'only for some'),
    );
    await world.card(engineering, ts, /Stop$/m);
    const refused = await world.toldPrivately(carla(), engineering, () => pressStop(carla(), ts));
    expect(refused).toBe('Only <@U0ADA>, who asked for this, and Errand’s admins can do that.');
    expect(stateOf('only for some')).not.toBe('CANCELLED');
    await pressStop(world.person('ben'), ts);
    const [card] = await world.thread(engineering, ts);
    expect(card).toContain('🚫 Stopped');
  });
});

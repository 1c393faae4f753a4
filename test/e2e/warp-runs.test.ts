import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openedModal } from '../support/modal.ts';
import { type TopModal, topModal } from '../support/top-modal.ts';
import { startWorld, type World } from '../support/world.ts';

const RUNS = 200;

let world: World;
let engineering: string;
let modal: TopModal;

beforeAll(async () => {
  world = await startWorld({
    speed: 20,
    environment: { ADMIN_USERS: 'U0BEN' },
    prepare: ({ warp }) => {
      for (let index = 1; index <= RUNS; index += 1) {
        const isOld = index <= 150;
        warp.seed(
          {
            prompt: `Old work ${String(index).padStart(3, '0')}${isOld ? '' : ', for the login'}`,
            config: { model_id: 'auto' },
            source: index % 2 === 0 ? 'LINEAR' : 'API',
            creatorUid: index % 10 === 0 ? 'user-nina' : 'user-local',
          },
          {
            end: index % 5 === 0 ? 'FAILED' : 'SUCCEEDED',
            artifacts: ['PLAN', 'PULL_REQUEST'],
            workingMs: 10,
          },
        );
      }
    },
  });
  engineering = world.slack.channel('engineering');
});
afterAll(() => world.stop());

const ada = () => world.person('ada');
const ben = () => world.person('ben');
beforeEach(() => {
  for (const person of [ada(), ben()]) {
    for (const { id } of person.views().toReversed()) void person.closeView(id);
  }
  modal = topModal(world.slack, ada());
});
const warp = (text: string, person = ada()) => person.command(engineering, '/warp', text);
const lastQuery = () =>
  world.warp.calls
    .filter(({ path }) => path === '/agent/runs')
    .findLast(({ query }) => query['limit'] !== '100')?.query;

describe('/warp runs', () => {
  it('pages through two hundred runs, forth and back', async () => {
    await warp('runs sort=title order=asc');
    const first = await modal.says(/Page 1\b/);
    expect(first).toContain('*Old work 001*');
    expect(first).toContain('Sorted by title, A to Z');
    expect(first).not.toContain('← Previous');
    await modal.press('Next →');
    expect(await modal.says(/Page 2\b/)).toContain('*Old work 011*');
    await modal.press('Next →');
    expect(await modal.says(/Page 3\b/)).toContain('*Old work 021*');
    await modal.press('← Previous');
    expect(await modal.says(/Page 2\b/)).toContain('*Old work 011*');
  });

  it('takes filters as words', async () => {
    await warp('runs failed login creator=user-nina source=linear after=2d before=2099-01-01 limit=5');
    const words = await modal.says(/^5 runs$/m);
    expect(words).toContain('*Old work 200, for the login*');
    expect(words).not.toContain('Page');
    expect(words).toMatch(/❌ Failed.*matching “login”.*by user-nina.*from Linear/);
    expect(lastQuery()).toMatchObject({
      state: ['FAILED', 'ERROR'],
      q: 'login',
      creator: 'user-nina',
      source: 'LINEAR',
      limit: '5',
      created_after: expect.stringMatching(/Z$/),
      created_before: expect.stringMatching(/^2098-12-31|^2099-01-01/),
    });
  });

  it('has every filter of Warp in a form, which starts from what is chosen', async () => {
    await warp('runs failed');
    await modal.says(/Page 1\b/);
    await modal.press('Filter and sort');
    await modal.says(/Runs per page/);
    const form = await openedModal(world.slack, ada(), ({ title }) => title === 'Filter and sort');
    const errors = await form.submit({
      Search: 'login',
      State: ['✅ Succeeded'],
      'Sort by': 'Title',
      Order: 'Oldest first, or A to Z',
      'Created after': 1_700_000_000,
      'Created before': 4_000_000_000,
      'Changed after': 1_700_000_000,
      'Started from': 'API',
      Runs: 'In the cloud',
      'Left behind': 'Pull request',
      Creator: 'user-local',
      'Runs per page': '20',
    });
    expect(errors).toBeUndefined();
    const words = await modal.says(/sorted by title, A to Z/);
    expect(words).toContain('20 runs');
    expect(words).not.toContain('❌ Failed ·');
    expect(lastQuery()).toEqual({
      limit: '20',
      q: 'login',
      state: 'SUCCEEDED',
      sort_by: 'title',
      sort_order: 'asc',
      created_after: '2023-11-14T22:13:20.000Z',
      created_before: '2096-10-02T07:06:40.000Z',
      updated_after: '2023-11-14T22:13:20.000Z',
      source: 'API',
      execution_location: 'REMOTE',
      artifact_type: 'PULL_REQUEST',
      creator: 'user-local',
    });
    await modal.press('Filter and sort');
    await modal.says(/Runs per page/);
    const again = await openedModal(world.slack, ada(), ({ title }) => title === 'Filter and sort');
    await again.submit({
      Search: null,
      Creator: null,
      'Left behind': null,
      Agent: 'fix-flaky-test',
      Model: 'Claude 4.6 Sonnet',
      Environment: 'backend',
      Label: 'nightly',
      Schedule: 's1',
    });
    expect(await modal.says(/environment backend/)).toContain('No run fits');
    expect(lastQuery()).toMatchObject({
      skill: expect.stringContaining('fix-flaky-test'),
      model_id: 'claude-4-6-sonnet',
      environment_id: 'EnvBackend000000000002',
      name: 'nightly',
      schedule_id: 's1',
    });
  });

  it('says which filter it does not know, and what may have been meant', async () => {
    const told = await world.toldPrivately(ada(), engineering, () => warp('runs stat=failed'));
    expect(told).toBe('There is no filter “stat”. Did you mean state?');
    const time = await world.toldPrivately(ada(), engineering, () => warp('runs after=soon'));
    expect(time).toContain('is no time for after');
  });

  it('starts nothing with a lone word that is nearly a subcommand', async () => {
    const starts = () =>
      world.warp.calls.filter(({ method, path }) => method === 'POST' && path === '/agent/runs');
    const before = starts().length;
    const told = await world.toldPrivately(ada(), engineering, () => warp('modles'));
    expect(told).toBe('Did you mean `/warp models`? To give an agent that one word, use the form: `/warp`.');
    expect(starts()).toHaveLength(before);
  });

  it('says why the list cannot be had', async () => {
    world.warp.faults.add({ match: '/agent/runs', times: 20, fault: { type: 'status', status: 403 } });
    await warp('runs');
    expect(await modal.says(/:warning:/)).toContain('may not use what was asked for');
    world.warp.faults.clear();
  });
});

describe('one run', () => {
  it('opens from the list, with everything about it, and back', async () => {
    await warp('runs done q="work 031"');
    await modal.says(/Old work 031\*/);
    await modal.press('Open');
    const words = await modal.says(/Left behind/);
    expect(modal.depth()).toBe(2);
    expect(words).toMatch(/✅ Succeeded · [\d.]+ credits/);
    expect(words).toContain('*Model:* Auto');
    expect(words).toContain('*Started by:* Robin Playground from API');
    expect(words).toContain('Pull request: ');
    expect(words).not.toContain('Report event');
  });

  it('is followed in the channel: card and result come, once', async () => {
    const id = world.warp.seed(
      { prompt: 'Started elsewhere', source: 'CLI' },
      { holdIn: 'INPROGRESS', queuedMs: 0, pendingMs: 0, claimedMs: 0 },
    );
    await warp(`run ${id}`);
    await modal.says(/Not followed in Slack/);
    const ts = await world.newThread(engineering, () => modal.press('Follow in this channel'));
    await modal.says(/followed in this channel from now on/);
    expect(await world.card(engineering, ts, /⏳ Running/)).toContain('Followed by <@U0ADA>');
    world.warp.control(id).finish('Done elsewhere.');
    const [card, result] = await world.thread(engineering, ts);
    expect(card).toContain('✅ Done');
    expect(result).toContain('Done elsewhere.');
    const told = await world.toldPrivately(ada(), engineering, () => warp(`follow ${id}`));
    expect(told).toMatch(/followed already, in <http.*\|this thread>/);
    await world.thread(engineering, ts, 4);
    expect(world.slack.thread(engineering, ts)).toHaveLength(4);
  });

  it('gives its transcript to whoever asks, to be read', async () => {
    const id = world.warp.runs.find((run) => run['title'] === 'Old work 042')?.['run_id'];
    await warp(`run ${String(id)}`);
    await modal.says(/Old work 042/);
    const message = await world.newDirectMessage(ada(), () => modal.press('Transcript'));
    await modal.says(/comes to you as a direct message/);
    const [file] = Array.isArray(message['files']) ? message['files'] : [];
    const address: unknown = Object(file)['permalink'];
    const text = await (await fetch(String(address))).text();
    expect(text).toMatch(/^# Old work 042\n/);
    expect(text).toContain('**Agent**');
    expect(text).toContain('npm test');
  });

  it('that Warp does not know says so', async () => {
    await warp('run 0199aaaa-0000-7000-8000-000000000000');
    expect(await modal.says(/:warning:/)).toContain(
      'Warp knows no run “0199aaaa-0000-7000-8000-000000000000”',
    );
  });

  it('is stopped, and told of as an event, by admins only', async () => {
    const script = { holdIn: 'INPROGRESS', queuedMs: 0, pendingMs: 0, claimedMs: 0 } as const;
    const id = world.warp.seed({ prompt: 'Somebody else’s' }, script);
    await warp(`run ${id}`);
    expect(await modal.says(/Running/)).not.toMatch(/^Stop$/m);
    modal = topModal(world.slack, ben());
    await warp(`run ${id}`, ben());
    await modal.says(/Report event/);
    await modal.press('Report event');
    await modal.says(/What happened/);
    const form = await openedModal(world.slack, ben(), ({ title }) => title === 'Report an event');
    await form.submit({ 'What happened': 'It is at work', Execution: 'e1', Reference: 'r1' });
    await modal.says(/The event is reported/);
    expect(world.warp.calls.findLast(({ path }) => path === `/agent/events/${id}`)?.body).toEqual({
      event_type: 'run_in_progress',
      execution_id: 'e1',
      ref_id: 'r1',
    });
    await modal.press('Stop');
    expect(await modal.says(/Warp stops this run/)).toContain('🚫 Stopped');
  });

  it('is told apart from work to do', async () => {
    const ts = await world.newThread(engineering, () => warp('run the tests of the login'));
    await world.thread(engineering, ts);
    expect(world.warp.runs.at(-1)?.['prompt']).toBe('run the tests of the login');
  });
});

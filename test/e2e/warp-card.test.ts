import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorld, type World } from '../support/world.ts';

let world: World;
let engineering: string;

beforeAll(async () => {
  world = await startWorld({ speed: 10 });
  engineering = world.slack.channel('engineering');
});
afterAll(() => world.stop());

const ada = () => world.person('ada');
const runOf = (prompt: string) => world.warp.runs.find((run) => run['prompt'] === prompt);
const blocksOf = (ts: string) => JSON.stringify(world.slack.thread(engineering, ts)[1]?.['blocks'] ?? []);

describe('the card of a run at work', () => {
  it('shows its steps, the runs that it started, what it runs on by name and what it has cost', async () => {
    world.warp.script('repair the gate', { workingMs: 300_000 });
    const ts = ada().say(engineering, '@Errand repair the gate');
    await world.slack.until(() => runOf('repair the gate')?.['state'] === 'INPROGRESS');
    const parent = String(runOf('repair the gate')?.['run_id']);
    await world.slack.until(() => blocksOf(ts).includes('Run command: npm test'));
    await world.slack.until(
      () => world.slack.assistantThread(engineering, ts)?.status?.startsWith('is at work: ') === true,
      20_000,
    );
    expect(blocksOf(ts)).toMatch(/model (?!auto)\w+/);
    const response = await fetch(`${world.warp.url}/agent/runs`, {
      method: 'POST',
      headers: { authorization: `Bearer ${world.warp.apiKey}`, 'content-type': 'application/json' },
      body: JSON.stringify({ prompt: 'sand the gate', parent_run_id: parent }),
    });
    expect(response.status).toBe(200);
    await world.slack.until(() => blocksOf(ts).includes('Run: sand the gate'));
    expect(blocksOf(ts)).toContain('"type":"plan"');
    expect(blocksOf(ts)).toMatch(/"title":"I look at the code and run the tests\.","status":"complete"/);
    await world.slack.until(() => /credits? so far/.test(blocksOf(ts)));
    world.warp.control(parent).finish('Repaired.');
    const done = await world.card(engineering, ts, /✅ Done/);
    expect(done).not.toContain('so far');
    expect(blocksOf(ts)).not.toContain('npm test');
    await world.slack.until(() => blocksOf(ts).includes('Open transcript in Warp'));
  });

  it('is followed by what it left behind: the plan to be read, files, screenshots, the pull request as a link', async () => {
    world.warp.script('paint the gate', { artifacts: ['PLAN', 'PULL_REQUEST', 'SCREENSHOT', 'FILE'] });
    const ts = ada().say(engineering, '@Errand paint the gate');
    const words = await world.thread(engineering, ts, 6);
    expect(words[2]).toMatch(/✅ \*paint the gate\* finished.*<@U0ADA>/);
    expect(words[2]).toContain('Pull request');
    expect(words[3]).toMatch(/🗺️ \*Plan: paint the gate\*\s+1\. Reproduce/);
    const files = world.slack.thread(engineering, ts).flatMap((message) => message['files'] ?? []);
    expect(files).toMatchObject([{ mimetype: 'image/png' }, { name: 'summary.md' }]);
    expect(words.slice(1).filter((text) => text.includes('<@U0ADA>'))).toHaveLength(2);
  });

  it('tells of what Warp does not hand out', async () => {
    world.warp.script('clean the gate', { artifacts: ['PLAN', 'FILE'] });
    world.warp.faults.add({
      method: 'GET',
      match: '/agent/artifacts/*',
      fault: { type: 'status', status: 404 },
    });
    const ts = ada().say(engineering, '@Errand clean the gate');
    const words = await world.thread(engineering, ts, 5);
    expect(words[3]).toMatch(/^⚠️ The plan “Plan: clean the gate” could not be fetched from Warp/);
    expect(JSON.stringify(world.slack.thread(engineering, ts)[4])).toContain('summary.md');
  });
});

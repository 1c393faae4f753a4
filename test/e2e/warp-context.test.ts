import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorld, type World } from '../support/world.ts';

let world: World;
let engineering: string;

beforeAll(async () => {
  world = await startWorld({ speed: 20 });
  engineering = world.slack.channel('engineering');
});
afterAll(() => world.stop());

const ada = () => world.person('ada');
const ben = () => world.person('ben');
const promptOf = async (pattern: RegExp) => {
  const run = await world.slack.until(
    () => world.warp.runs.find((each) => pattern.test(String(each['prompt']))),
    20_000,
  );
  return String(run['prompt']);
};
const filesOf = (prompt: string): unknown =>
  world.warp.calls.find(
    ({ body }) => typeof body === 'object' && body !== null && 'prompt' in body && body.prompt === prompt,
  )?.body;

describe('a run asked for in a thread', () => {
  it('gets what was said before, by name and in order, and the files; the card says how many', async () => {
    const ts = ada().say(engineering, 'The *login* test is flaky & red');
    ben().say(engineering, 'aside: not my fault', { threadTs: ts });
    ben().share(engineering, {
      name: 'trace.txt',
      content: 'at line 4',
      text: 'Here is the trace',
      threadTs: ts,
    });
    ada().say(engineering, '@Errand repair what is broken', { threadTs: ts });
    const prompt = await promptOf(/^repair what is broken/);
    expect(prompt).toBe(
      'repair what is broken\n\n' +
        'Earlier messages from the Slack conversation that this was asked in, oldest first:\n\n' +
        'ada: The *login* test is flaky & red\nben: Here is the trace\n[file trace.txt]',
    );
    expect(filesOf(prompt)).toMatchObject({
      attachments: [{ file_name: 'trace.txt', data: Buffer.from('at line 4').toString('base64') }],
    });
    const card = await world.card(
      engineering,
      ts,
      /with 2 earlier messages · 1 file|2 earlier messages[\s\S]*1 file/,
    );
    expect(card).toContain('repair what is broken');
    expect(card).not.toContain('Earlier messages from the Slack');
  });

  it('goes without where it says so', async () => {
    const ts = ada().say(engineering, 'Something secret');
    ada().say(engineering, '@Errand dust the lamp, no context', { threadTs: ts });
    expect(await promptOf(/^dust the lamp/)).toBe('dust the lamp');
    const card = await world.card(engineering, ts, /dust the lamp/);
    expect(card).not.toContain('earlier');
  });

  it('counts a forwarded message, whose files go along too', async () => {
    const origin = ben().share(engineering, { name: 'log.txt', content: 'boom', text: 'Boom at noon' });
    ada().forward(
      { channel: engineering, ts: origin },
      { channel: engineering, text: '@Errand explain the boom' },
    );
    const prompt = await promptOf(/^explain the boom/);
    expect(prompt).toContain('ada: [forwarded from Ben Castillo] Boom at noon\n[file log.txt]');
    expect(filesOf(prompt)).toMatchObject({ attachments: [{ file_name: 'log.txt' }] });
  });

  it('keeps the first and the newest of a long thread, and five files', async () => {
    const ts = ada().say(engineering, 'It all began here');
    for (let index = 0; index < 60; index += 1) {
      ben().say(engineering, `step ${index}: ${'x'.repeat(400)}`, { threadTs: ts });
    }
    for (let index = 0; index < 6; index += 1) {
      ben().share(engineering, { name: `f${index}.txt`, content: String(index), threadTs: ts });
    }
    ada().say(engineering, '@Errand condense this thread', { threadTs: ts });
    await world.card(engineering, ts, /5 files {2}· {2}1 left out, since Warp takes 5/);
    const prompt = await promptOf(/^condense this thread/);
    expect(prompt).toContain('ada: It all began here\n(');
    expect(prompt).toMatch(/\(\d+ messages left out\)/);
    expect(prompt).toContain('step 59');
    expect(prompt).not.toContain('step 3:');
    expect(prompt.length).toBeLessThan(20_000);
    expect(filesOf(prompt)).toMatchObject({
      attachments: ['f5', 'f4', 'f3', 'f2', 'f1'].map((name) => ({ file_name: `${name}.txt` })),
    });
  });
});

describe('“Ask Warp about this”', () => {
  it('opens the form with the message, and tells of its run in that thread', async () => {
    const ts = ben().say(engineering, 'Checkout answers 500 since ten');
    await ada().shortcut('ask_warp', { channel: engineering, ts });
    const view = await world.slack.until(() => ada().views().at(-1));
    expect(JSON.stringify(view)).toContain('About ben: Checkout answers 500 since ten');
    await ada().submit(view.id, {
      warp_prompt: { warp_prompt: { type: 'plain_text_input', value: 'Find the cause of this' } },
    });
    const prompt = await promptOf(/^Find the cause of this/);
    expect(prompt).toContain('ben: Checkout answers 500 since ten');
    const card = await world.card(engineering, ts, /Find the cause of this/);
    expect(card).toContain('with 1 earlier message');
    await world.thread(engineering, ts, 3);
  });

  it('needs no words of one’s own', async () => {
    const ts = ben().say(engineering, 'Please bump the year in the footer');
    await ada().shortcut('ask_warp', { channel: engineering, ts });
    const view = await world.slack.until(() => ada().views().at(-1));
    await ada().submit(view.id, {});
    expect(await promptOf(/bump the year/)).toMatch(/^Do what is asked for in this conversation\./);
    await world.thread(engineering, ts, 3);
  });

  it('says so where Slack no longer waits for the form', async () => {
    const ts = ben().say(engineering, 'Is this still so?');
    const text = '{"ok":false,"error":"expired_trigger_id"}';
    world.slack.faults.add({ match: 'views.open', fault: { type: 'status', status: 200, text } });
    await ada().shortcut('ask_warp', { channel: engineering, ts });
    const [told] = await world.slack.until(() => {
      const all = ada().ephemerals(engineering);
      return all.length > 0 ? all : undefined;
    });
    expect(told?.text).toContain('too long for Slack to open the form');
  });
});

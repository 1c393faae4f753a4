import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { usableChromium } from '../support/chromium.ts';
import { type PageWorld, RESULT_WITHIN_MS, type SlackPage, startPageWorld } from '../support/slack-page.ts';

const CHROMIUM = usableChromium();

describe.skipIf(CHROMIUM === undefined)('a Warp run in a browser', () => {
  let world: PageWorld;

  beforeAll(async () => {
    world = await startPageWorld(CHROMIUM ?? '');
  });
  afterEach(() => world?.closePages());
  afterAll(() => world?.stop());

  async function reply({ thread }: SlackPage, text: string): Promise<void> {
    const composer = thread.getByRole('textbox');
    await composer.fill(text);
    await composer.press('Enter');
  }

  it('goes from a mention to a pull request, with two replies on the way', async () => {
    const { warp } = world.playground;
    warp.script('repaint the fence', {
      holdIn: 'INPROGRESS',
      artifacts: ['PLAN', 'PULL_REQUEST', 'SCREENSHOT'],
    });
    const ada = await world.open('U0ADA/C0ENGINEERING');
    await ada.type('#engineering', '@Errand repaint the fence');
    const thread = await ada.openThread(ada.message('repaint the fence'));
    await ada.says(thread, /npm test/);
    await ada.picture('warp-at-work');
    await reply(ada, 'Green, please');
    await reply(ada, 'aside: do we have green?');
    await reply(ada, 'And the gate too');
    await expect.poll(() => thread.getByText('👀').count(), { timeout: RESULT_WITHIN_MS }).toBe(2);
    const run = warp.runs.find(({ prompt }) => prompt === 'repaint the fence');
    const told = warp.calls.filter(({ path }) => path.endsWith('/followups')).map(({ body }) => body);
    expect(told).toEqual([{ message: 'Green, please' }, { message: 'And the gate too' }]);
    await ada.picture('warp-replies');
    warp.control(String(run?.['run_id'])).finish('The fence and the gate are green.');
    await ada.says(thread, 'The fence and the gate are green.');
    await ada.says(thread, /Reproduce what is asked for/);
    await expect
      .poll(() => thread.getByRole('link', { name: /Pull request/ }).count(), { timeout: RESULT_WITHIN_MS })
      .toBe(1);
    await expect
      .poll(() => thread.getByRole('img', { name: /page after the change|screenshot/i }).count(), {
        timeout: RESULT_WITHIN_MS,
      })
      .toBeGreaterThan(0);
    await ada.says(thread, 'What the agent did');
    // Nothing is left under way, not even what the replies have cut short.
    await ada.says(thread, /\b(\d+) of \1\b/);
    await ada.picture('warp-pull-request');
    await thread.getByRole('button', { name: 'Follow up' }).waitFor({ timeout: RESULT_WITHIN_MS });
    await thread.getByRole('button', { name: 'More options' }).click();
    await ada.page.getByRole('menuitem', { name: 'Transcript' }).waitFor();
    await ada.picture('warp-card-menu');
  });

  it('says what it waits for, and goes on with the answer', async () => {
    world.playground.warp.script('block before pushing', { takesAnswers: true });
    const ada = await world.open('U0ADA/C0ENGINEERING');
    await ada.type('#engineering', '@Errand block before pushing');
    const thread = await ada.openThread(ada.message('block before pushing'));
    await ada.says(thread, /May I run/);
    await ada.says(thread, /reply here/i);
    await ada.picture('warp-blocked');
    await reply(ada, 'Yes, go ahead');
    await ada.says(thread, /Finished “Yes, go ahead”/);
    await ada.picture('warp-answered');
  });

  it('leads on to the run beside it where Warp takes the answer in the session only', async () => {
    const ada = await world.open('U0ADA/C0ENGINEERING');
    await ada.type('#engineering', '@Errand block before merging');
    const thread = await ada.openThread(ada.message('block before merging'));
    await ada.says(thread, /the agent waits for an answer/);
    await reply(ada, 'Merge it');
    await ada.says(thread, /the run below goes on with its conversation/);
    await ada.says(thread, /Finished “Merge it”/);
    await ada.picture('warp-answered-beside');
  });

  it('says that there are no credits left, and what to do', async () => {
    const ada = await world.open('U0ADA/C0ENGINEERING');
    await ada.type('#engineering', '@Errand polish the door, out of credits');
    const thread = await ada.openThread(ada.message('polish the door'));
    await ada.says(thread, /no credits left/);
    await ada.says(thread, /Ask an admin of the team to add some/);
    await ada.picture('warp-out-of-credits');
  });
});

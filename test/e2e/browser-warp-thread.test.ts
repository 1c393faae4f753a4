import type { Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { usableChromium } from '../support/chromium.ts';
import { type PageWorld, RESULT_WITHIN_MS, startPageWorld } from '../support/slack-page.ts';

const CHROMIUM = usableChromium();
/** Several of a person's steps, each with an upstream's part. */
const SLOW_MS = 120_000;

const shown = (what: Locator) => what.first().waitFor({ timeout: RESULT_WITHIN_MS });

describe.skipIf(CHROMIUM === undefined)('a run’s thread in a browser', () => {
  let world: PageWorld;

  beforeAll(async () => {
    world = await startPageWorld(CHROMIUM ?? '');
  });
  afterEach(() => world?.closePages());
  afterAll(() => world?.stop());

  async function askIn(prompt: string) {
    const ada = await world.open('U0ADA/C0ENGINEERING');
    await ada.type('#engineering', `@Errand ${prompt}`);
    const thread = await ada.openThread(ada.message(prompt));
    const reply = async (text: string) => {
      const composer = ada.page.getByRole('textbox', { name: /^Reply/ });
      await composer.fill(text);
      await composer.press('Enter');
    };
    const run = () => world.playground.warp.runs.find((each) => each['prompt'] === prompt);
    return { ...ada, thread, reply, run };
  }

  it(
    'from a mention to a pull request, with two replies on the way',
    async () => {
      world.playground.warp.script('Mend the login page', {
        holdIn: 'INPROGRESS',
        artifacts: ['PLAN', 'PULL_REQUEST', 'SCREENSHOT'],
      });
      const { thread, reply, run, ...ada } = await askIn('Mend the login page');
      await ada.says(thread, /Running/);
      await ada.says(thread, 'Run command: npm test');
      await reply('Keep the old colours');
      await reply('and tell us about the tests');
      await expect.poll(() => thread.getByText('👀').count(), { timeout: RESULT_WITHIN_MS }).toBe(2);
      await ada.picture('warp-thread-at-work');
      world.playground.warp.control(String(run()?.['run_id'])).finish('The login page works again.');
      await ada.says(thread, 'The login page works again.');
      await ada.says(thread, 'What the agent did');
      await shown(thread.getByRole('link', { name: /^Pull request/ }));
      await ada.says(thread, '🗺️');
      await shown(thread.getByRole('article').filter({ hasText: /page after the change|\.png/i }));
      await shown(thread.getByRole('button', { name: 'Follow up' }));
      await ada.picture('warp-thread-ended');
      await thread.getByRole('button', { name: 'More options' }).first().click();
      await ada.page.getByRole('menuitem', { name: 'Transcript' }).waitFor();
      await ada.picture('warp-card-menu');
    },
    SLOW_MS,
  );

  it(
    'of a run that is stopped',
    async () => {
      const { thread, ...ada } = await askIn('Do something slow');
      await thread.getByRole('button', { name: 'Stop' }).click();
      await ada.says(thread, /Stopped after|🚫 Stopped/);
      await thread
        .getByRole('button', { name: 'Stop' })
        .waitFor({ state: 'detached', timeout: RESULT_WITHIN_MS });
      await ada.picture('warp-thread-stopped');
    },
    SLOW_MS,
  );

  it(
    'of a run that waits for an answer, which goes on beside it',
    async () => {
      const { thread, reply, ...ada } = await askIn('block for an answer');
      await ada.says(thread, /the agent waits for an answer/);
      await ada.picture('warp-thread-blocked');
      await reply('Yes, push it');
      await ada.says(thread, /the run below goes on with its conversation/);
      await ada.says(thread, /The change is in a pull request/);
      await ada.picture('warp-thread-answered');
    },
    SLOW_MS,
  );

  it(
    'of a team that is out of credits',
    async () => {
      const { thread, ...ada } = await askIn('Spend it, though we are out of credits');
      await ada.says(thread, /no credits left\. Ask an admin/);
      await shown(thread.getByRole('button', { name: 'Run again' }));
      await ada.picture('warp-thread-out-of-credits');
    },
    SLOW_MS,
  );
});

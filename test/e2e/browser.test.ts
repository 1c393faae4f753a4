import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { usableChromium } from '../support/chromium.ts';
import {
  horizontalOverflow,
  type PageWorld,
  RESULT_WITHIN_MS,
  startPageWorld,
} from '../support/slack-page.ts';

const CHROMIUM = usableChromium();

describe.skipIf(CHROMIUM === undefined)('the playground in a browser', () => {
  let world: PageWorld;

  beforeAll(async () => {
    world = await startPageWorld(CHROMIUM ?? '');
  });
  afterEach(() => world?.closePages());
  afterAll(() => world?.stop());

  it('runs a Warmly tool from its form and shows the result in the thread', async () => {
    const { dialog, ...ada } = await world.open('U0ADA/C0REVENUE');
    await ada.type('#revenue', '/warmly list_warm_visitors');
    await dialog.getByLabel('How many').fill('900');
    await ada.press('Run');
    await expect
      .poll(() => dialog.getByRole('alert').allInnerTexts(), { timeout: RESULT_WITHIN_MS })
      .toContainEqual(expect.stringMatching(/500/));
    await ada.picture('form-with-error');
    await dialog.getByLabel('How many').fill('7');
    await dialog.getByLabel('past_week').check();
    await ada.press('Run');
    await dialog.waitFor({ state: 'detached' });
    const thread = await ada.openThread(ada.message('list_warm_visitors'));
    await ada.says(thread, '7 visitors');
    expect(await thread.getByRole('table').count()).toBe(1);
    expect(await thread.getByRole('row').count()).toBe(8);
    await ada.picture('tool-result');
  });

  it('finds a tool by searching the list', async () => {
    const { dialog, ...ben } = await world.open('U0BEN/C0REVENUE');
    await ben.type('#revenue', '/warmly');
    await ben.choose('Tool', 'credits', 'get_credits_remaining');
    await ben.says(dialog, /How many credits/);
    await ben.picture('tool-chosen');
    await ben.press('Run');
    const thread = await ben.openThread(ben.message('get_credits_remaining'));
    await ben.says(thread, 'Credits remaining');
  });

  it('starts an agent from its form and shows how it ended', async () => {
    const { dialog, ...ada } = await world.open('U0ADA/C0ENGINEERING');
    await ada.type('#engineering', '/warp');
    await dialog.getByRole('textbox', { name: /What should the agent do/ }).fill('tidy the changelog');
    await ada.choose(/Model/, 'Gemini', /outage/);
    await ada.press('Start');
    await ada.says(dialog, /can’t be used now/);
    await ada.picture('disabled-model');
    await ada.choose(/Model/, 'Opus', /high reasoning/);
    await ada.press('Start');
    const card = ada.message('tidy the changelog');
    await ada.says(card, 'Done');
    const thread = await ada.openThread(card);
    await ada.says(thread, 'Cost:');
    expect(await thread.getByRole('link', { name: /Pull request/ }).count()).toBe(1);
    expect(world.playground.warp.runs.at(-1)).toMatchObject({ prompt: 'tidy the changelog' });
    await ada.picture('run-result');
  });

  it('stops a run by its button', async () => {
    const ada = await world.open('U0ADA/C0ENGINEERING');
    await ada.type('#engineering', '@Errand do something slow');
    const thread = await ada.openThread(ada.message('do something slow'));
    // Until then the card grows, and the button moves away under a pointer.
    await ada.says(thread, 'Run command: npm test');
    await thread.getByRole('button', { name: 'Stop' }).click();
    await ada.says(thread, /Stopped/);
    await expect.poll(() => thread.getByRole('button', { name: 'Stop' }).count()).toBe(0);
    await ada.picture('run-stopped');
  });

  it('tells a guest in words', async () => {
    const gus = await world.open('U0GUS/C0REVENUE');
    await gus.type('#revenue', '/warmly list_warm_visitors take=5');
    await gus.says(gus.page.locator('body'), /Guests can’t use Errand/);
    await gus.picture('guest');
  });

  it('works at the width of a phone', async () => {
    const { dialog, page, ...carla } = await world.open('U0CARLA/C0REVENUE', { width: 390, height: 844 });
    await carla.type('#revenue', '/warmly list_warm_accounts');
    await dialog.waitFor();
    await carla.picture('phone-form');
    expect(await horizontalOverflow(page)).toBe(0);
    await carla.press('Run');
    const thread = await carla.openThread(carla.message('list_warm_accounts'));
    await carla.says(thread, /accounts/);
    await carla.picture('phone-thread');
    expect(await horizontalOverflow(page)).toBe(0);
    await thread.getByRole('button', { name: 'Close thread' }).click();
    await page.getByRole('button', { name: 'Open channel list' }).click();
    await page.getByRole('button', { name: 'engineering, channel' }).click();
    await page.getByRole('textbox', { name: 'Message #engineering' }).waitFor();
  });

  it('takes the whole way by keyboard', async () => {
    const { dialog, page, ...ada } = await world.open('U0ADA/C0RANDOM');
    const { keyboard } = page;
    await page.getByRole('textbox', { name: 'Message #random' }).focus();
    await keyboard.type('/warm');
    await page.getByRole('option', { name: /warmly/ }).waitFor();
    await keyboard.press('Enter');
    await keyboard.press('Enter');
    await dialog.getByRole('combobox', { name: 'Tool' }).waitFor();
    await keyboard.type('visitors');
    await page.getByRole('option', { name: /list_warm_visitors/ }).waitFor();
    await keyboard.press('Enter');
    await dialog.getByLabel('How many').waitFor();
    await keyboard.press('Tab');
    await keyboard.press('ArrowUp');
    await keyboard.press('Tab');
    await keyboard.type('3');
    await keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    const replies = ada.message('list_warm_visitors').getByRole('button', { name: /repl/ });
    await replies.waitFor({ timeout: RESULT_WITHIN_MS });
    await replies.focus();
    await keyboard.press('Enter');
    await ada.says(ada.thread, '3 visitors');
    expect(world.playground.warmly.executions.at(-1)?.input).toEqual({ take: 3, timeWindow: 'past_week' });
    await ada.thread.getByRole('textbox').focus();
    await keyboard.press('Escape');
    await ada.thread.waitFor({ state: 'detached' });
  });
});

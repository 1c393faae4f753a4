import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { usableChromium } from '../support/chromium.ts';
import { type PageWorld, startPageWorld } from '../support/slack-page.ts';

const CHROMIUM = usableChromium();

describe.skipIf(CHROMIUM === undefined)('Warp in a browser', () => {
  let world: PageWorld;

  beforeAll(async () => {
    world = await startPageWorld(CHROMIUM ?? '');
    for (let index = 1; index <= 200; index += 1) {
      const end = index % 5 === 0 ? 'FAILED' : 'SUCCEEDED';
      const prompt = `Work ${String(index).padStart(3, '0')} on the ${index > 150 ? 'login' : 'checkout'}`;
      const script = { end, queuedMs: 0, pendingMs: 0, claimedMs: 0, workingMs: 1 } as const;
      world.playground.warp.seed({ prompt, config: { model_id: 'auto' } }, script);
    }
  });
  afterEach(() => world?.closePages());
  afterAll(() => world?.stop());

  it('looks through two hundred runs, filters them and opens one', async () => {
    const { dialog, page, ...ada } = await world.open('U0ADA/C0ENGINEERING');
    await ada.type('#engineering', '/warp runs sort=title order=asc');
    await ada.says(dialog, 'Work 001 on the checkout');
    await ada.press('Next →');
    await ada.says(dialog, 'Work 011 on the checkout');
    await ada.picture('warp-runs');
    await ada.press('Filter and sort');
    const search = page.getByRole('dialog').last().getByLabel('Search');
    await search.fill('login');
    await ada.picture('warp-runs-filter');
    await page.getByRole('dialog').last().getByRole('button', { name: 'Show', exact: true }).click();
    await ada.says(dialog, 'Work 151 on the login');
    await ada.picture('warp-runs-filtered');
    await dialog.getByRole('button', { name: 'Open', exact: true }).first().click();
    await ada.says(page.getByRole('dialog').last(), 'Follow in this channel');
    await ada.picture('warp-run');
    expect(await page.getByRole('dialog').last().getByText('Work 151').count()).toBeGreaterThan(0);
  });

  it('starts a run from the form with everything that Warp takes', async () => {
    const { dialog, ...ada } = await world.open('U0ADA/C0ENGINEERING');
    await ada.type('#engineering', '/warp');
    await dialog.getByLabel('What should the agent do?').fill('Tidy the login page');
    await ada.choose('Model', 'sonnet', 'Claude 4.6 Sonnet');
    await ada.picture('warp-form');
    await ada.press('More options');
    await dialog.getByLabel('Label').fill('tidy');
    expect(await dialog.getByLabel('What should the agent do?').inputValue()).toBe('Tidy the login page');
    await ada.picture('warp-form-more');
    await ada.press('Start');
    await dialog.waitFor({ state: 'detached' });
    const thread = await ada.openThread(ada.message('Tidy the login page'));
    await ada.says(thread, 'Finished');
    await ada.picture('warp-run-ended');
  });

  it('sets what holds for oneself, and shows agents, models and environments', async () => {
    const { dialog, ...ada } = await world.open('U0ADA/C0ENGINEERING');
    await ada.type('#engineering', '/warp settings');
    await ada.choose('Environment', 'back', 'backend');
    await ada.picture('warp-settings');
    await ada.press('Save');
    await dialog.waitFor({ state: 'detached' });
    for (const list of ['agents', 'models', 'environments']) {
      await ada.type('#engineering', `/warp ${list}`);
      await ada.says(dialog, 'in all');
      await ada.picture(`warp-${list}`);
      await ada.press('Close');
      await dialog.waitFor({ state: 'detached' });
    }
  });
});

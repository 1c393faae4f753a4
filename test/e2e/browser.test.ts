import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Playground, startPlayground } from '../../src/playground/playground.ts';
import { chromiumPath, launchChromium } from '../support/chromium.ts';

const CHROMIUM = chromiumPath();
/** Where a person finds the pictures of the last run. */
const SCREENSHOTS = join(tmpdir(), 'errand-screenshots');
const RESULT_WITHIN_MS = 30_000;

if (CHROMIUM === undefined) {
  const message = 'Chromium is not installed: the browser tests cannot run.';
  if (process.env['REQUIRE_CHROMIUM'] === '1') throw new Error(message);
  console.warn(`\n*** SKIPPED: ${message} ***\n`);
}

describe.skipIf(CHROMIUM === undefined)('the playground in a browser', () => {
  let playground: Playground;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    await mkdir(SCREENSHOTS, { recursive: true });
    [playground, browser] = await Promise.all([
      startPlayground({ port: 0, speed: 4 }),
      launchChromium(CHROMIUM ?? ''),
    ]);
  });
  afterAll(async () => {
    await browser?.close();
    await playground?.stop();
  });

  async function open(place: string, size = { width: 1280, height: 800 }): Promise<void> {
    await page?.close();
    page = await browser.newPage({ viewport: size });
    page.setDefaultTimeout(15_000);
    await page.goto(`${playground.url}/#/${place}`);
  }
  async function type(channel: string, text: string): Promise<void> {
    const composer = page.getByRole('textbox', { name: `Message ${channel}` });
    await composer.fill(text);
    await composer.press('Enter');
  }
  const dialog = () => page.getByRole('dialog');
  const submit = (name: string) => dialog().getByRole('button', { name, exact: true }).click();
  /** The newest message in the channel that says this. */
  const message = (text: string | RegExp): Locator =>
    page.getByRole('log').first().getByRole('article').filter({ hasText: text }).last();
  async function openThread(card: Locator): Promise<Locator> {
    await card.getByRole('button', { name: /repl(y|ies)/ }).click({ timeout: RESULT_WITHIN_MS });
    return page.getByRole('complementary', { name: 'Thread' });
  }
  const picture = (name: string) => page.screenshot({ path: join(SCREENSHOTS, `${name}.png`) });

  it('runs a Warmly tool from its form and shows the result in the thread', async () => {
    await open('U0ADA/C0REVENUE');
    await type('#revenue', '/warmly list_warm_visitors');
    await dialog().waitFor();
    await dialog().getByLabel('How many').fill('900');
    await submit('Run');
    await expect
      .poll(() => dialog().getByRole('alert').allInnerTexts())
      .toContainEqual(expect.stringMatching(/500/));
    await picture('form-with-error');
    await dialog().getByLabel('How many').fill('7');
    await dialog().getByLabel('past_week').check();
    await submit('Run');
    await dialog().waitFor({ state: 'detached' });
    const thread = await openThread(message('list_warm_visitors'));
    await thread.getByText('7 visitors').waitFor({ timeout: RESULT_WITHIN_MS });
    expect(await thread.getByRole('table').count()).toBe(1);
    expect(await thread.getByRole('row').count()).toBe(8);
    await picture('tool-result');
  });

  it('finds a tool by searching the list', async () => {
    await open('U0BEN/C0REVENUE');
    await type('#revenue', '/warmly');
    const tool = dialog().getByRole('combobox', { name: 'Tool' });
    await tool.fill('credits');
    await page.getByRole('option', { name: /get_credits_remaining/ }).click();
    await dialog()
      .getByText(/credits/i)
      .first()
      .waitFor();
    await dialog().getByRole('button', { name: 'Run', exact: true }).waitFor();
    await picture('tool-chosen');
    await submit('Run');
    const thread = await openThread(message('get_credits_remaining'));
    await thread.getByText('Credits remaining').waitFor({ timeout: RESULT_WITHIN_MS });
  });

  it('starts an agent from its form and shows how it ended', async () => {
    await open('U0ADA/C0ENGINEERING');
    await type('#engineering', '/warp');
    await dialog().waitFor();
    await dialog()
      .getByRole('textbox', { name: /What should the agent do/ })
      .fill('tidy the changelog');
    const model = dialog().getByRole('combobox', { name: /Model/ });
    await model.fill('Gemini');
    await page.getByRole('option', { name: /outage/ }).click();
    await submit('Start');
    await dialog()
      .getByText(/can’t be used now/)
      .waitFor();
    await picture('disabled-model');
    await model.fill('Opus');
    await page.getByRole('option', { name: /Opus/ }).first().click();
    await submit('Start');
    await message('tidy the changelog').getByText('Done').waitFor({ timeout: RESULT_WITHIN_MS });
    const thread = await openThread(message('tidy the changelog'));
    await thread.getByText('Cost:').waitFor({ timeout: RESULT_WITHIN_MS });
    expect(await thread.getByRole('link', { name: /Pull request/ }).count()).toBeGreaterThan(0);
    await picture('run-result');
  });

  it('stops a run by its button', async () => {
    await open('U0ADA/C0ENGINEERING');
    await type('#engineering', '@Errand do something slow');
    const thread = await openThread(message('do something slow'));
    await thread.getByRole('button', { name: 'Stop' }).click({ timeout: RESULT_WITHIN_MS });
    await thread
      .getByText(/Stopped/)
      .first()
      .waitFor({ timeout: RESULT_WITHIN_MS });
    await picture('run-stopped');
  });

  it('tells a guest in words', async () => {
    await open('U0GUS/C0REVENUE');
    await type('#revenue', '/warmly list_warm_visitors take=5');
    await page.getByText(/Guests can’t use Errand/).waitFor();
    await picture('guest');
  });

  it('works at the width of a phone', async () => {
    await open('U0CARLA/C0REVENUE', { width: 390, height: 844 });
    await type('#revenue', '/warmly list_warm_accounts');
    await dialog().waitFor();
    await picture('phone-form');
    expect(await horizontalOverflow()).toBe(0);
    await submit('Run');
    const thread = await openThread(message('list_warm_accounts'));
    await thread
      .getByText(/accounts/)
      .first()
      .waitFor({ timeout: RESULT_WITHIN_MS });
    await picture('phone-thread');
    expect(await horizontalOverflow()).toBe(0);
  });

  it('takes the whole way by keyboard', async () => {
    await open('U0ADA/C0REVENUE');
    await page.getByRole('textbox', { name: 'Message #revenue' }).focus();
    await page.keyboard.type('/warm');
    await page.getByRole('option', { name: /warmly/ }).waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.type('get_credits_remaining');
    const before = await page.getByRole('article').count();
    await page.keyboard.press('Enter');
    await expect
      .poll(() => page.getByRole('article').count(), { timeout: RESULT_WITHIN_MS })
      .toBe(before + 1);
  });

  async function horizontalOverflow(): Promise<number> {
    return await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
  }
});

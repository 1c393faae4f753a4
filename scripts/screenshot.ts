/** Makes the README's picture: `node scripts/screenshot.ts`. Needs Chromium and an emoji font. */
import { fileURLToPath } from 'node:url';
import { startPlayground } from '../src/playground/playground.ts';
import { chromiumPath, launchChromium } from '../test/support/chromium.ts';

const TARGET = fileURLToPath(new URL('../docs/screenshot.png', import.meta.url));

const path = chromiumPath();
if (path === undefined) {
  console.error('No Chromium found. Install it, or name it in CHROMIUM_PATH.');
  process.exit(1);
}
const playground = await startPlayground({ port: 0 });
const browser = await launchChromium(path);
try {
  const page = await browser.newPage({ viewport: { width: 1360, height: 850 }, deviceScaleFactor: 1 });
  await page.goto(`${playground.url}/#/U0ADA/C0REVENUE`);
  const composer = page.getByRole('textbox', { name: 'Message #revenue' });
  await composer.fill('/warp fix the flaky login test');
  await composer.press('Enter');
  await composer.fill('/warmly list_warm_visitors take=5 timeWindow=past_week');
  await composer.press('Enter');
  const card = page.getByRole('article').filter({ hasText: 'list_warm_visitors' }).first();
  await card.getByRole('button', { name: /repl/ }).click({ timeout: 30_000 });
  const thread = page.getByRole('complementary', { name: 'Thread' });
  await thread.getByText('5 visitors').waitFor({ timeout: 30_000 });
  await page.getByRole('article').filter({ hasText: 'Done in' }).first().waitFor({ timeout: 60_000 });
  await thread.getByText('list_warm_visitors').first().scrollIntoViewIfNeeded();
  await page.waitForTimeout(1_000);
  await page.screenshot({ path: TARGET });
  console.log('docs/screenshot.png written.');
} finally {
  await browser.close();
  await playground.stop();
}

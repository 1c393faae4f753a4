import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { usableChromium } from '../support/chromium.ts';
import { scriptedPage } from '../support/scripted-page.ts';
import { horizontalOverflow } from '../support/slack-page.ts';

const CHROMIUM = usableChromium();
const WIDE = { width: 1440, height: 900 };

describe.skipIf(CHROMIUM === undefined)('several people on one page', () => {
  const scripted = scriptedPage(CHROMIUM ?? '');

  const column = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
  const composer = (where: Locator) => where.getByRole('textbox', { name: 'Message #revenue' });
  async function addPerson(page: Page, name: string): Promise<Locator> {
    await page.getByRole('button', { name: 'Person', exact: true }).click();
    await page.getByRole('menuitem', { name }).click();
    await column(page, name).waitFor();
    return column(page, name);
  }

  it('talk with each other and see the same thread, each from their side', async () => {
    const { page, picture } = await scripted.open('U0ADA/C0REVENUE', WIDE);
    const ben = await addPerson(page, 'Ben Castillo');
    const ada = column(page, 'Ada Okafor');
    await composer(ada).fill('Ben, are you there?');
    await composer(ada).press('Enter');
    const asked = ben.getByRole('article').filter({ hasText: 'Ben, are you there?' });
    await asked.hover();
    await asked.getByRole('button', { name: 'Reply in thread' }).click();
    const reply = ben.getByRole('textbox', { name: 'Reply in thread' });
    await reply.fill('Next to you');
    await reply.press('Enter');
    await ada.getByRole('button', { name: /1 reply/ }).click();
    await ada.getByRole('complementary', { name: 'Thread' }).getByText('Next to you').waitFor();
    await picture('side-by-side-threads');
    await ben.getByRole('button', { name: 'Close thread' }).click();
    await scripted.app.api.chat.postEphemeral({ channel: 'C0REVENUE', user: 'U0BEN', text: 'For Ben alone' });
    await ben.getByText('For Ben alone').waitFor();
    expect(await ada.getByText('For Ben alone').count()).toBe(0);
    expect(await horizontalOverflow(page)).toBe(0);
    await picture('side-by-side');
  });

  it('keep their places over a reload, go to other channels, and leave', async () => {
    const { page, picture } = await scripted.open('U0ADA/C0REVENUE;/U0CARLA/C0RANDOM', WIDE);
    const carla = column(page, 'Carla Nowak');
    await carla.getByRole('heading', { name: '#random', level: 1 }).waitFor();
    const gus = await addPerson(page, 'Gus Lindqvist');
    await gus.getByRole('heading', { name: '#revenue', level: 1 }).waitFor();
    expect(await page.getByRole('button', { name: 'Person', exact: true }).count()).toBe(0);
    await carla.getByRole('button', { name: 'Open channel list' }).click();
    await picture('side-by-side-drawer');
    await carla.getByRole('button', { name: 'engineering, channel' }).click();
    await carla.getByRole('heading', { name: '#engineering', level: 1 }).waitFor();
    await picture('three-people');
    await page.reload();
    await carla.getByRole('heading', { name: '#engineering', level: 1 }).waitFor();
    await gus.getByRole('heading', { name: '#revenue', level: 1 }).waitFor();
    await column(page, 'Ada Okafor').getByLabel('Acting as').selectOption('U0BEN');
    await column(page, 'Ben Castillo').waitFor();
    await carla.getByRole('button', { name: 'Close Carla Nowak' }).click();
    await carla.waitFor({ state: 'detached' });
    await gus.getByRole('button', { name: 'Close Gus Lindqvist' }).click();
    await gus.waitFor({ state: 'detached' });
    expect(new URL(page.url()).hash).toBe('#/U0BEN/C0REVENUE');
  });

  it('have a modal each, which leaves the other at work', async () => {
    const { page, picture } = await scripted.open('U0ADA/C0REVENUE;/U0BEN/C0REVENUE', WIDE);
    const [ada, ben] = [column(page, 'Ada Okafor'), column(page, 'Ben Castillo')];
    await ada.getByRole('button', { name: 'Shortcuts' }).click();
    await page.getByRole('menuitem', { name: /Run a tool/ }).click();
    await ada.getByRole('dialog').waitFor();
    await composer(ben).fill('I go on meanwhile');
    await composer(ben).press('Enter');
    await ben.getByRole('log').getByText('I go on meanwhile').waitFor();
    await picture('side-by-side-modal');
    expect(await ben.getByRole('dialog').count()).toBe(0);
    await ada.getByRole('dialog').getByRole('button', { name: 'Done' }).click();
    await ada.getByRole('dialog').waitFor({ state: 'detached' });
  });
});

import { beforeAll, describe, expect, it } from 'vitest';
import {
  AGENT_BLOCKS,
  CHART_BLOCKS,
  DATA_TABLE_BLOCKS,
  ELEMENT_BLOCKS,
  mediaBlocks,
  TABLE_BLOCKS,
  TEXT_BLOCKS,
} from '../support/block-gallery.ts';
import { usableChromium } from '../support/chromium.ts';
import { dusk } from '../support/picture.ts';
import { scriptedPage } from '../support/scripted-page.ts';
import { horizontalOverflow } from '../support/slack-page.ts';
import { groupBlocks, MODAL_BLOCKS } from '../support/view-gallery.ts';

const CHROMIUM = usableChromium();
const TALL = { width: 1280, height: 1400 };

describe.skipIf(CHROMIUM === undefined)('every block on the page', () => {
  const scripted = scriptedPage(CHROMIUM ?? '');
  let picture: string;

  beforeAll(async () => {
    await scripted.app.api.filesUploadV2({ channel_id: 'C0ENGINEERING', file: dusk(), filename: 'dusk.png' });
    const files = await scripted.app.slack.until(() =>
      scripted.app.slack
        .person('U0ADA')
        .messages('C0ENGINEERING')
        .flatMap(({ files = [] }) => files)
        .at(0),
    );
    picture = `${scripted.app.slack.url}${files.url}`;
  });

  async function post(blocks: readonly object[], name: string) {
    await scripted.app.api.apiCall('chat.postMessage', { channel: 'C0REVENUE', text: name, blocks });
    const ts = scripted.app.slack.history('C0REVENUE').at(-1)?.ts;
    const opened = await scripted.open('U0ADA/C0REVENUE', TALL);
    const message = opened.page.locator(`[data-ts="${String(ts)}"]`);
    await message.waitFor();
    await opened.pictureOf(message, `blocks-${name}`);
    expect(await message.getByText(/^unsupported/).count()).toBe(0);
    expect(await message.locator('.image-missing').count()).toBe(0);
    await opened.page.setViewportSize({ width: 390, height: 844 });
    expect(await horizontalOverflow(opened.page)).toBe(0);
    await opened.pictureOf(message, `blocks-${name}-phone`);
    await opened.page.setViewportSize(TALL);
    return { ...opened, message };
  }

  it('texts', async () => {
    const { message, page } = await post(TEXT_BLOCKS, 'text');
    expect(await message.getByText('@Ada Okafor').count()).toBe(1);
    expect(await message.getByRole('heading', { name: 'Weekly report 📊' }).count()).toBe(1);
    await page.close();
  });

  it('elements', async () => {
    const { message, page, picture: take } = await post(ELEMENT_BLOCKS, 'elements');
    await message.getByRole('button', { name: 'Good answer' }).click();
    await expect.poll(() => scripted.app.heard.at(-1)).toBe('fb:U0ADA');
    await message.getByRole('button', { name: 'Danger' }).click();
    await take('blocks-confirm');
    await page.getByRole('alertdialog').getByRole('button', { name: 'Keep it' }).click();
    await message.getByRole('button', { name: 'More options' }).click();
    await take('blocks-overflow');
    await page.getByRole('menuitem', { name: 'Copy as command' }).click();
    await expect.poll(() => scripted.app.heard.at(-1)).toBe('more:U0ADA');
    await page.close();
  });

  it('tables', async () => {
    const { message, page } = await post(TABLE_BLOCKS, 'table');
    expect(await message.getByRole('columnheader').allInnerTexts()).toEqual(['Company', 'Visits', 'Warm']);
    await page.close();
  });

  it('data tables, which can be sorted and turned', async () => {
    const { message, page, pictureOf } = await post(DATA_TABLE_BLOCKS, 'data-table');
    const first = () => message.getByRole('row').nth(1).innerText();
    expect(await first()).toContain('Account 1');
    await message.getByRole('button', { name: 'Pipeline' }).click();
    await message.getByRole('button', { name: 'Pipeline' }).click();
    expect(await first()).toContain('$89,000');
    await message.getByRole('button', { name: 'Next' }).click();
    await message.getByText('6–10 of 12').waitFor();
    await pictureOf(message, 'blocks-data-table-sorted');
    await page.close();
  });

  it.each(CHART_BLOCKS)('charts of %s', async (name, blocks) => {
    const { message, page } = await post(blocks, `charts-${name}`);
    expect(await message.getByRole('img').count()).toBe(2);
    await page.close();
  });

  it('tasks of agents', async () => {
    const { message, page } = await post(AGENT_BLOCKS, 'agent');
    expect(await message.getByRole('img', { name: /complete|in progress|pending|error/ }).count()).toBe(5);
    await page.close();
  });

  it('cards, pictures and films', async () => {
    const { message, page } = await post(mediaBlocks(picture), 'media');
    await message.getByRole('button', { name: /Details of the run/ }).click();
    await message.getByText('Everything that happened').waitFor({ state: 'hidden' });
    await page.close();
  });

  it('groups on the Home tab', async () => {
    const view = { type: 'home', blocks: groupBlocks(picture) };
    await scripted.open('U0CARLA/D0CARLA/home', TALL).then(async (carla) => {
      const tab = carla.page.getByRole('region', { name: 'Home tab' });
      await tab.getByRole('heading', { name: 'Your runs' }).waitFor();
      await scripted.app.api.apiCall('views.publish', { user_id: 'U0CARLA', view });
      await tab.getByText('Your week').waitFor();
      expect(await tab.getByText(/^unsupported/).count()).toBe(0);
      expect(await tab.locator('.image-missing').count()).toBe(0);
      await carla.pictureOf(tab, 'blocks-home');
      expect(await tab.getByRole('link', { name: 'Connect', exact: true }).getAttribute('href')).toContain(
        '/in',
      );
      await carla.page.close();
    });
  });

  it('alerts and inputs in a modal', async () => {
    scripted.app.nextModal(MODAL_BLOCKS);
    const { page, dialog, pictureOf } = await scripted.open('U0ADA/C0REVENUE', {
      width: 1280,
      height: 2200,
    });
    await page.getByRole('button', { name: 'Shortcuts' }).click();
    await page.getByRole('menuitem', { name: /Run a tool/ }).click();
    await dialog.waitFor();
    await pictureOf(dialog, 'blocks-modal');
    await page.setViewportSize({ width: 390, height: 2600 });
    await pictureOf(dialog, 'blocks-modal-phone');
    expect(await horizontalOverflow(page)).toBe(0);
    expect(await dialog.getByText(/^unsupported/).count()).toBe(0);
    await page.close();
  });
});

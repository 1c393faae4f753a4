import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { usableChromium } from '../support/chromium.ts';
import { type PageWorld, startPageWorld } from '../support/slack-page.ts';

const CHROMIUM = usableChromium();
const VISITORS = Array.from({ length: 200 }, (_, index) => ({
  id: `0198c0de-0000-7000-8000-${String(index).padStart(12, '0')}`,
  name: `Visitor ${index + 1}`,
  email: `visitor${index + 1}@c${index % 7}.example`,
  company: { name: `Company ${index % 7}`, domain: `c${index % 7}.example` },
  country: ['Germany', 'France', 'Spain', 'Italy'][index % 4],
  score: (index * 37) % 101,
  lastSeenAt: new Date(Date.UTC(2026, 10, 1 + (index % 20), 9)).toISOString(),
}));

describe.skipIf(CHROMIUM === undefined)('Warmly at the playground’s page', () => {
  let world: PageWorld;

  beforeAll(async () => {
    world = await startPageWorld(CHROMIUM ?? '', {
      prepare: ({ warmly }) =>
        warmly.addTool({
          name: 'list_site_visitors',
          description: 'Everybody who visited the site.',
          isAsync: false,
          inputSchema: {
            type: 'object',
            properties: { take: { type: 'integer', title: 'How many', default: 25, maximum: 500 } },
          },
          run: (input) => ({ ok: true, output: { visitors: VISITORS.slice(0, Number(input['take'])) } }),
        }),
    });
  });
  afterEach(() => world?.closePages());
  afterAll(() => world?.stop());

  it('finds a tool, fills in its form, and reads two hundred visitors by pages, columns, order and chart', async () => {
    const { page, dialog, ...ada } = await world.open('U0ADA/C0REVENUE');
    await ada.type('#revenue', '/warmly tools visitors');
    await ada.says(dialog, 'list_site_visitors');
    await ada.picture('warmly-tools');
    await ada.press('Close');
    await ada.type('#revenue', '/warmly list_site_visitors');
    await dialog.getByRole('textbox', { name: /^How many/ }).fill('200');
    await ada.picture('warmly-form');
    await ada.press('Run');
    const thread = await ada.openThread(ada.message('list_site_visitors'));
    await ada.says(thread, /Rows 1–20 of 200/);
    await ada.picture('warmly-table');
    await thread.getByRole('button', { name: 'Next →' }).last().click();
    await ada.says(thread, /Rows 21–40 of 200/);
    await ada.says(thread, 'Visitor 21');
    await thread.getByRole('button', { name: 'Chart' }).last().click();
    await ada.says(thread, /Visitors by/);
    await ada.picture('warmly-chart');
    await thread.getByRole('button', { name: 'Columns & sorting' }).last().click();
    await ada.says(dialog, 'Sort by');
    await ada.picture('warmly-columns');
    await dialog.getByRole('radio', { name: /highest/ }).check();
    await ada.press('Show');
    await ada.says(thread, /Rows 1–20 of 200/);
    expect(await page.getByRole('dialog').count()).toBe(0);
  });

  it('looks through the history and narrows it down', async () => {
    const { dialog, ...ada } = await world.open('U0ADA/C0REVENUE');
    for (const tool of ['get_credits_remaining', 'list_warm_accounts take=2']) {
      await ada.type('#revenue', `/warmly ${tool}`);
      await ada.openThread(ada.message(tool.split(' ')[0] ?? ''));
    }
    await ada.type('#revenue', '/warmly history tool=get_credits_remaining');
    await ada.says(dialog, /Succeeded/);
    await ada.picture('warmly-history');
    await dialog.getByRole('button', { name: 'Filter' }).click();
    await ada.says(dialog, 'Only what I asked for in Slack');
    await ada.picture('warmly-history-filter');
    await ada.press('Show');
    await dialog.getByRole('button', { name: 'Open' }).first().click();
    await ada.says(dialog, 'Copy as command');
    await ada.picture('warmly-run');
  });
});

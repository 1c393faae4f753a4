import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { usableChromium } from '../support/chromium.ts';
import { makeSchedulesDue } from '../support/due-schedules.ts';
import { type PageWorld, startPageWorld } from '../support/slack-page.ts';

const CHROMIUM = usableChromium();
const VISITORS = Array.from({ length: 8 }, (_, index) => ({
  id: `0198c0de-0000-7000-8000-${String(index).padStart(12, '0')}`,
  name: `Visitor ${index + 1}`,
  email: `visitor${index + 1}@c${index % 3}.example`,
  company: { name: `Company ${index % 3}`, domain: `c${index % 3}.example` },
  score: (index * 37) % 101,
}));

describe.skipIf(CHROMIUM === undefined)('Schedules at the playground’s page', () => {
  let world: PageWorld;
  let dataDir: string;
  let [from, to] = [2, 6];

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'errand-schedules-'));
    world = await startPageWorld(CHROMIUM ?? '', {
      environment: { DATA_DIR: dataDir },
      prepare: ({ warmly }) =>
        warmly.addTool({
          name: 'list_site_visitors',
          description: 'Everybody who visited the site.',
          isAsync: false,
          inputSchema: {
            type: 'object',
            properties: { timeWindow: { type: 'string', enum: ['past_day', 'past_week'] } },
          },
          run: () => ({ ok: true, output: { visitors: VISITORS.slice(from, to) } }),
        }),
    });
  });
  afterEach(() => world?.closePages());
  afterAll(async () => {
    await world?.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  it('makes one, which posts twice and marks the rows that are new, and deletes it', async () => {
    const { page, dialog, ...ada } = await world.open('U0ADA/C0REVENUE');
    const wish = 'every weekday at 9:00 list_site_visitors timeWindow=past_day';
    await ada.type('#revenue', `/warmly ${wish}`);
    await ada.says(dialog, 'Next times');
    await ada.picture('schedule-create');
    await ada.press('Create');
    const messages = page.getByRole('article');
    await ada.says(messages.filter({ hasText: 'has scheduled' }), /every weekday at 09:00/);

    makeSchedulesDue(dataDir);
    await ada.says(messages.filter({ hasText: '4 visitors' }), /Scheduled every weekday at 09:00/);
    [from, to] = [0, 5];
    makeSchedulesDue(dataDir);
    const second = messages.filter({ hasText: '5 visitors, 2 new' });
    await ada.says(second, 'Visitor 1');
    expect(await second.getByText('🆕').count()).toBe(2);
    await ada.picture('schedule-new-rows');

    await ada.type('#revenue', '/warmly schedules');
    await ada.says(dialog, 'Run now');
    await ada.picture('schedules');
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('button', { name: 'Delete' }).last().click();
    await ada.says(dialog, 'Nothing is scheduled here yet');
  });
});

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { CONSOLE_PATH } from '../../src/playground/upstream-console.ts';
import { usableChromium } from '../support/chromium.ts';
import { type PageWorld, RESULT_WITHIN_MS, startPageWorld } from '../support/slack-page.ts';
import { kindsTool } from '../support/tools.ts';

const CHROMIUM = usableChromium();
/** The last that a run says before it is held. */
const AT_REST = 'Run command: npm test';

describe.skipIf(CHROMIUM === undefined)('people at the playground’s page', () => {
  let world: PageWorld;

  beforeAll(async () => {
    world = await startPageWorld(CHROMIUM ?? '', {
      // Then a card has its run's steps on it, and tells by them when it is at rest.
      environment: { ADMIN_USERS: 'U0ADA', SLACK_STREAMS: 'off' },
      prepare: ({ warmly }) => warmly.addTool(kindsTool),
    });
  });
  afterEach(() => world?.closePages());
  afterAll(() => world?.stop());

  it('start a run by a direct message and find the answer in its thread', async () => {
    const { page, ...ben } = await world.open('U0BEN/C0REVENUE');
    await page.getByRole('button', { name: 'Errand', exact: true }).click();
    await ben.type('Errand', 'summarize the open incidents');
    const thread = await ben.openThread(ben.message('summarize the open incidents'));
    await ben.says(thread, /Finished “summarize the open incidents”/);
    expect(world.playground.warp.runs.at(-1)).toMatchObject({ prompt: 'summarize the open incidents' });
    await ben.picture('direct-message');
  });

  it('mention Errand inside a thread and are answered there', async () => {
    const { thread, ...carla } = await world.open('U0CARLA/C0ENGINEERING');
    await carla.type('#engineering', 'The nightly build is red');
    const root = carla.message('The nightly build is red');
    await root.hover();
    await root.getByRole('button', { name: 'Reply in thread' }).click();
    const reply = thread.getByRole('textbox', { name: 'Reply in thread' });
    await reply.pressSequentially('@Err');
    await thread.getByRole('option', { name: /Errand/ }).waitFor();
    await reply.press('Enter');
    await reply.pressSequentially('look into it');
    await reply.press('Enter');
    await carla.says(thread, /Finished “/);
    expect(await carla.message('look into it').count()).toBe(0);
    await carla.picture('mention-in-thread');
  });

  it('fill in every kind of field by hand', async () => {
    const { dialog, ...ada } = await world.open('U0ADA/C0ENGINEERING');
    await ada.type('#engineering', '/warmly every_kind');
    const field = (name: string | RegExp) => dialog.getByRole('textbox', { name });
    const group = (name: RegExp) => dialog.getByRole('radiogroup', { name });
    await field('Name').fill('Ines');
    await field('Count').fill('4');
    await field(/^Code/).fill('ABC-17');
    await field(/^Amount/).fill('1.5');
    // A boolean has three states: yes, no, and left as it is.
    expect(
      await group(/^Active/)
        .getByRole('radio')
        .count(),
    ).toBe(3);
    await group(/^Active/)
      .getByLabel('No', { exact: true })
      .check();
    await dialog.getByRole('button', { name: /^More options/ }).click();
    await group(/^Tier/).getByLabel('scale').check();
    await ada.choose(/^Region/, '149', 'region-149');
    await field(/^Tags/).fill('one\n two words \n');
    await field(/^Scores/).fill('3\nmany');
    await dialog.getByLabel('email', { exact: true }).check();
    await dialog.getByLabel('phone', { exact: true }).check();
    await dialog.getByLabel(/^Day/).fill('2026-12-24');
    await dialog.getByLabel(/^Moment/).fill('2026-12-24T18:30');
    await field(/^Contact/).fill('ines@example.com');
    await dialog.getByRole('button', { name: /^(Fill in|Edit)$/ }).click();
    await field(/^Field/).fill('plan');
    await field(/^Equals/).fill('3');
    await ada.press('Done');
    await field(/^Reason/).fill('trying the form');
    await ada.press('Run');
    await ada.says(dialog.getByRole('alert'), /number/);
    await ada.picture('every-kind');
    await field(/^Scores/).fill('3\n-1');
    await ada.press('Run');
    await dialog.waitFor({ state: 'detached', timeout: RESULT_WITHIN_MS });
    await ada.openThread(ada.message('every_kind'));
    const { moment, ...input } = world.playground.warmly.executions.at(-1)?.input ?? {};
    expect(input).toEqual({
      name: 'Ines',
      count: 4,
      code: 'ABC-17',
      amount: 1.5,
      active: false,
      tier: 'scale',
      region: 'region-149',
      tags: ['one', 'two words'],
      scores: [3, -1],
      channels: ['email', 'phone'],
      day: '2026-12-24',
      contact: 'ines@example.com',
      filter: { field: 'plan', equals: 3 },
    });
    // Berlin's wall clock, which is Ada's.
    expect(Date.parse(String(moment))).toBe(Date.parse('2026-12-24T18:30:00+01:00'));
    await ada.picture('every-kind-result');
  });

  it('are told how to invite Errand to a private channel, and get the result meanwhile', async () => {
    const { page, ...ben } = await world.open('U0BEN/C0DEALS');
    await ben.type('#deals', '/warmly get_credits_remaining');
    const unread = page.getByRole('button', { name: /^Errand, \d unread$/ });
    await unread.click({ timeout: RESULT_WITHIN_MS });
    const notice = ben.message('/invite @Errand');
    await ben.says(notice, '#deals');
    await ben.says(await ben.openThread(notice), 'Credits remaining');
    await ben.picture('private-channel');

    await page.getByRole('button', { name: /^deals/ }).click();
    await ben.type('#deals', '/invite @Errand');
    await ben.says(page.getByRole('main'), /joined/);
    await ben.type('#deals', '/warmly get_credits_remaining');
    const thread = await ben.openThread(ben.message('get_credits_remaining'));
    await ben.says(thread, 'Credits remaining');
  });

  it('approve in Warmly what waits there, and read its end in the thread', async () => {
    const { page, ...ben } = await world.open('U0BEN/C0ENGINEERING');
    await ben.type(
      '#engineering',
      '/warmly send_linkedin_invites profileUrls=https://www.linkedin.com/in/ines,https://www.linkedin.com/in/tom',
    );
    await ben.says(ben.dialog, /Nothing has been sent yet/);
    await ben.picture('confirm');
    await ben.press('Run it');
    const thread = await ben.openThread(ben.message('send_linkedin_invites'));
    await ben.says(thread, /needs approval in Warmly/);
    await ben.picture('needs-approval');
    await page.getByRole('link', { name: 'Warmly & Warp: what waits' }).click();
    await page.getByText('send_linkedin_invites awaits approval').waitFor();
    await ben.picture('console');
    await page.getByRole('button', { name: 'Approve' }).click();
    await page.getByText('Nothing waits for you.').waitFor();
    expect(new URL(page.url()).pathname).toBe(CONSOLE_PATH);
    await page.getByRole('link', { name: 'Back to Slack' }).click();
    await ben.openThread(ben.message('send_linkedin_invites'));
    await ben.says(thread, /Invited/);
    await ben.picture('approved');
  });

  it('find their place again after a reload', async () => {
    const { page, thread, ...carla } = await world.open('U0CARLA/C0ENGINEERING');
    await carla.type('#engineering', 'Does anybody read this?');
    const root = carla.message('Does anybody read this?');
    await root.hover();
    await root.getByRole('button', { name: 'Reply in thread' }).click();
    await thread.getByText('Does anybody read this?').waitFor();
    await page.reload();
    await thread.getByText('Does anybody read this?').waitFor();
    expect(await page.getByLabel('Acting as').inputValue()).toBe('U0CARLA');
    await page.getByRole('heading', { name: '#engineering', level: 1 }).waitFor();
  });

  it('work side by side, each with their own view', async () => {
    const ada = await world.open('U0ADA/C0ENGINEERING');
    const carla = await world.open('U0CARLA/C0ENGINEERING');
    await ada.type('#engineering', '/warp');
    await ada.dialog.waitFor();
    await carla.type('#engineering', '@Errand something slow for Carla');
    await ada.dialog.getByRole('textbox', { name: /What should the agent do/ }).fill('slow work of Ada');
    expect(await carla.dialog.count()).toBe(0);
    await ada.press('Start');
    const card = carla.message('slow work of Ada');
    // Until then the card grows, and the button moves away under a pointer.
    await carla.says(card, AT_REST);
    await card.getByRole('button', { name: 'Stop' }).click();
    await carla.says(carla.page.getByRole('main'), /admins can do that/);
    await carla.picture('not-hers-to-stop');
    expect(await ada.page.getByText(/admins can do that/).count()).toBe(0);
    const thread = await ada.openThread(ada.message('something slow for Carla'));
    await ada.says(thread, AT_REST);
    await thread.getByRole('button', { name: 'Stop' }).click();
    await carla.openThread(carla.message('something slow for Carla'));
    await carla.says(carla.thread, /Stopped/);
  });
});

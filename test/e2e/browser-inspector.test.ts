import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { usableChromium } from '../support/chromium.ts';
import {
  horizontalOverflow,
  type PageWorld,
  RESULT_WITHIN_MS,
  startPageWorld,
} from '../support/slack-page.ts';

const CHROMIUM = usableChromium();
const WIDE = { width: 1440, height: 900 };

describe.skipIf(CHROMIUM === undefined)('the inspector', () => {
  let world: PageWorld;

  beforeAll(async () => {
    world = await startPageWorld(CHROMIUM ?? '');
  });
  afterEach(() => world?.closePages());
  afterAll(() => world?.stop());

  async function openInspector(size = WIDE) {
    const slack = await world.open('U0ADA/C0REVENUE', size);
    await slack.page.getByRole('button', { name: 'Inspector' }).click();
    const inspector = slack.page.getByRole('complementary', { name: 'Inspector' });
    await inspector.waitFor();
    return { ...slack, inspector, list: inspector.getByRole('group', { name: 'Traffic' }) };
  }

  it('shows what goes between the bot and the services, whole and without secrets', async () => {
    const { page, inspector, list, ...ada } = await openInspector();
    await ada.type('#revenue', '/warmly get_credits_remaining');
    const execute = list.getByRole('button', { name: /POST \/agent-tools\/execute/ });
    await execute.waitFor({ timeout: RESULT_WITHIN_MS });
    await list.getByRole('button', { name: /to the bot.*delivery:slash_commands/ }).waitFor();
    await inspector.getByRole('button', { name: 'Warmly', exact: true }).click();
    expect(await list.getByText('Slack', { exact: true }).count()).toBe(0);
    await inspector.getByRole('searchbox', { name: 'Filter by text' }).fill('get_credits_remaining execute');
    await execute.click();
    const detail = inspector.getByRole('region', { name: /^Exchange/ });
    await detail.getByText('"get_credits_remaining"').first().waitFor();
    await detail
      .getByText(/\d+ headers/)
      .first()
      .click();
    await detail.getByText('authorization: •••').waitFor();
    await ada.picture('inspector');
    const whole = await page.content();
    const { slack, warmly, warp } = world.playground;
    for (const secret of [slack.botToken, slack.appToken, warmly.apiKey, warp.apiKey]) {
      expect(whole).not.toContain(secret);
    }
    await page.reload();
    await inspector.waitFor();
    await inspector.getByRole('button', { name: 'Close inspector' }).click();
    await inspector.waitFor({ state: 'detached' });
  });

  it('goes through the traffic by keyboard, and holds still when told', async () => {
    const { page, inspector, list } = await openInspector();
    await list.getByRole('button').nth(2).waitFor();
    await inspector.getByRole('button', { name: 'Pause' }).click();
    await list.getByRole('button').first().focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await inspector.getByRole('region', { name: /^Exchange/ }).waitFor();
    expect(await list.getByRole('button').nth(1).getAttribute('aria-pressed')).toBe('true');
    await inspector.getByRole('button', { name: 'Clear' }).click();
    await inspector.getByText('Nothing yet').waitFor();
  });

  it('makes a call go wrong, and shows that it did', async () => {
    const { page, inspector, list, ...ada } = await openInspector();
    await inspector.getByRole('button', { name: 'Faults' }).click();
    const form = inspector.getByRole('form', { name: 'Add a fault' });
    await form.getByLabel('Service').selectOption('warmly');
    await form.getByLabel('What happens').selectOption('429 Too many requests');
    await form.getByLabel('To which call').fill('/agent-tools/execute*');
    await form.getByLabel('Retry-After').fill('1');
    await form.getByRole('button', { name: 'Add fault' }).click();
    const rules = inspector.getByRole('list', { name: 'Faults in force' });
    await rules.getByText('429, Retry-After 1 s: /agent-tools/execute*, once').waitFor();
    await form.getByLabel('What happens').selectOption('Slow answer');
    await form.getByLabel('Delay').fill('20');
    await form.getByLabel('To which call').fill('');
    await form.getByLabel('How often').selectOption('Until removed');
    await form.getByRole('button', { name: 'Add fault' }).click();
    await rules.getByText('20 ms late: every call, until removed').waitFor();
    await ada.picture('inspector-faults');
    await ada.type('#revenue', '/warmly get_credits_remaining');
    await rules.getByText('429, Retry-After 1 s').waitFor({ state: 'detached', timeout: RESULT_WITHIN_MS });
    await rules.getByRole('button', { name: /^Remove: 20 ms/ }).click();
    await inspector.getByText('Nothing goes wrong on purpose.').waitFor();
    await inspector.getByRole('button', { name: 'Traffic' }).click();
    await list.getByRole('button', { name: /execute.*429 by fault/ }).waitFor();
    expect(await page.getByRole('main').getByText('get_credits_remaining').count()).toBeGreaterThan(0);
  });

  it('puts a clock wrong and right again', async () => {
    const { inspector } = await openInspector();
    await inspector.getByRole('button', { name: 'Faults' }).click();
    await inspector.getByLabel('Warp’s clock is').selectOption('6 minutes fast');
    await expect.poll(() => world.playground.warp.faults.clockSkewMs).toBe(360_000);
    await inspector.getByLabel('Warp’s clock is').selectOption('right');
    await expect.poll(() => world.playground.warp.faults.clockSkewMs).toBe(0);
  });

  it('tells what the services refuse', async () => {
    const { inspector } = await openInspector();
    await inspector.getByRole('button', { name: 'Faults' }).click();
    const form = inspector.getByRole('form', { name: 'Add a fault' });
    await form.getByLabel('Delay').fill('99999999');
    await form.getByRole('button', { name: 'Add fault' }).click();
    await inspector
      .getByRole('alert')
      .getByText(/latencyMs/)
      .waitFor();
    expect(world.playground.control.faults()).toEqual([]);
  });

  it('begins anew by its button, after a question', async () => {
    const { page, inspector, ...ada } = await openInspector();
    await ada.type('#revenue', 'Soon forgotten');
    await ada.message('Soon forgotten').waitFor();
    await inspector.getByRole('button', { name: 'Reset' }).click();
    await ada.picture('reset-question');
    await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel' }).click();
    expect(world.playground.slack.history('C0REVENUE')).not.toEqual([]);
    await inspector.getByRole('button', { name: 'Reset' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Reset' }).click();
    await ada.message('Soon forgotten').waitFor({ state: 'detached', timeout: RESULT_WITHIN_MS });
    await inspector
      .getByRole('button', { name: 'Reset', exact: true })
      .waitFor({ timeout: RESULT_WITHIN_MS });
    await expect.poll(() => world.playground.slack.isConnected(), { timeout: RESULT_WITHIN_MS }).toBe(true);
    await ada.type('#revenue', '/warmly get_credits_remaining');
    await ada.says(await ada.openThread(ada.message('get_credits_remaining')), 'Credits remaining');
  });

  it('stands beside two people, and is there again by its address', async () => {
    const { page, ...both } = await world.open('U0ADA/C0REVENUE;/U0BEN/C0ENGINEERING;inspector', WIDE);
    await page.getByRole('complementary', { name: 'Inspector' }).waitFor();
    await page.getByRole('textbox', { name: 'Message #revenue' }).waitFor();
    await page.getByRole('textbox', { name: 'Message #engineering' }).waitFor();
    await both.picture('inspector-side-by-side');
    expect(await horizontalOverflow(page)).toBe(0);
    await page.getByRole('button', { name: 'Close Ben Castillo' }).click();
    await page.getByRole('textbox', { name: 'Message #engineering' }).waitFor({ state: 'detached' });
    expect(new URL(page.url()).hash).toBe('#/U0ADA/C0REVENUE;inspector');
  });

  it('covers a phone, and gives it back', async () => {
    const { page, inspector, ...ada } = await openInspector({ width: 390, height: 844 });
    await ada.picture('phone-inspector');
    expect(await horizontalOverflow(page)).toBe(0);
    await inspector.getByRole('button', { name: 'Faults' }).click();
    await ada.picture('phone-faults');
    expect(await horizontalOverflow(page)).toBe(0);
    await inspector.getByRole('button', { name: 'Close inspector' }).click();
    await page.getByRole('textbox', { name: 'Message #revenue' }).waitFor();
  });
});

import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BotProcess, startBotProcess } from '../support/bot-process.ts';
import { viewText } from '../support/message-text.ts';
import { type Modal, openedModal } from '../support/modal.ts';
import { type Services, startServices } from '../support/services.ts';
import { campaignTool } from '../support/tools.ts';

let services: Services;
let bot: BotProcess;

beforeAll(async () => {
  services = await startServices({ speed: 20 });
  services.warmly.addTool(campaignTool);
  bot = startBotProcess(services.environment);
  await services.connected(50_000);
});
afterAll(async () => {
  await bot.kill('SIGKILL');
  await services.stop();
});

const ada = () => services.slack.person('U0ADA');

async function openForm(): Promise<Modal> {
  while (ada().views().length > 0) await ada().closeView(String(ada().views().at(-1)?.id));
  await ada().command(services.slack.channel('revenue'), '/warmly', 'plan_campaign');
  return await openedModal(services.slack, ada());
}

async function choosePhone(modal: Modal): Promise<void> {
  await modal.enter('Channel', 'Phone');
  await services.slack.until(() => modal.fields().some(({ label }) => label === 'Number'));
}

const inputs = () =>
  services.warmly.executions.flatMap(({ toolName, input }) => (toolName === 'plan_campaign' ? [input] : []));

async function newInput(act: () => Promise<unknown>): Promise<unknown> {
  const before = inputs().length;
  await act();
  await services.slack.until(() => inputs().length > before);
  return inputs().at(-1);
}

describe('a form with sub-forms', () => {
  it('leaves the views as they are where a press is handled once more after a crash', async () => {
    const { slack, environment } = services;
    await bot.kill('SIGTERM');
    await slack.until(() => slack.connectionCount() === 0);
    // The command is the first delivery, the press the second.
    bot = startBotProcess({ ...environment, ERRAND_FAULT_POINT: 'inbox.handled:2' });
    const died = once(bot.process, 'exit');
    await services.connected(50_000);
    const modal = await openForm();
    await modal.press('*Contacts*').catch(() => undefined);
    await died;
    await slack.until(() => slack.connectionCount() === 0);
    expect(ada().views()).toHaveLength(2);
    const updates = () => slack.calls('views.update').length;
    const before = updates();
    bot = startBotProcess(environment);
    await slack.until(() => updates() > before);
    expect(
      ada()
        .views()
        .map(({ callbackId }) => callbackId),
    ).toEqual(['warmly_form', 'warmly_form:1']);
    await services.connected(50_000);
    expect(await modal.submit({ 'E-mail': 'once@example.com' })).toBeUndefined();
    await choosePhone(modal);
    const input = await newInput(() => modal.submit({ Name: 'Again', Number: '5' }));
    expect(input).toMatchObject({ contacts: [{ email: 'once@example.com' }] });
  });

  it('is filled in through views on top of each other', async () => {
    const modal = await openForm();
    await modal.press('*Contacts*');
    expect(await modal.submit({ 'E-mail': 'ines@example.com', Role: 'Buyer' })).toBeUndefined();
    expect(viewText(modal.view())).toContain('ines@example.com');
    await choosePhone(modal);
    const input = await newInput(() => modal.submit({ Name: 'Spring', Number: '+47 1' }));
    expect(input).toEqual({
      name: 'Spring',
      contacts: [{ email: 'ines@example.com', role: 'Buyer' }],
      channel: { kind: 'phone', number: '+47 1' },
    });
  });

  it('forgets what was changed in sub-forms that are closed without submitting', async () => {
    const modal = await openForm();
    await choosePhone(modal);
    await modal.press('*Contacts*');
    await modal.submit({ 'E-mail': 'a@b.no' });
    await modal.press('1.  ', 'Edit');
    await modal.press('Edit as JSON', 'Role');
    await modal.submit({ Role: '"Janitor"' });
    expect(viewText(modal.view())).toContain('Role');
    await ada().closeView(modal.view().id);
    await ada().closeView(modal.view().id);
    await services.slack.until(() => !viewText(modal.view()).includes('Janitor'));
    const input = await newInput(() => modal.submit({ Name: 'n', Number: '1' }));
    expect(input).toMatchObject({ contacts: [{ email: 'a@b.no' }] });
  });

  it('keeps its state when the bot dies in between', async () => {
    const modal = await openForm();
    await modal.press('*Contacts*');
    await bot.kill('SIGKILL');
    await services.slack.until(() => services.slack.connectionCount() === 0);
    bot = startBotProcess(services.environment);
    await services.connected(50_000);
    expect(await modal.submit({ 'E-mail': 'late@example.com' })).toBeUndefined();
    await choosePhone(modal);
    const input = await newInput(() => modal.submit({ Name: 'After', Number: '2' }));
    expect(input).toMatchObject({ name: 'After', contacts: [{ email: 'late@example.com' }] });
  });

  it('takes two quick presses one after the other', async () => {
    const modal = await openForm();
    for (const email of ['one@a.no', 'two@a.no', 'three@a.no']) {
      await modal.press('*Contacts*');
      await modal.submit({ 'E-mail': email });
    }
    const shown = () => viewText(modal.view());
    await Promise.all([modal.press('3.  ', 'Remove'), modal.press('1.  ', 'Edit').catch(() => undefined)]);
    await services.slack.until(() => ada().views().length === 2 || !shown().includes('three@a.no'));
    while (ada().views().length > 1) await ada().closeView(modal.view().id);
    await choosePhone(modal);
    const input = await newInput(() => modal.submit({ Name: 'Quick', Number: '3' }));
    expect(input).toMatchObject({ contacts: [{ email: 'one@a.no' }, { email: 'two@a.no' }] });
  });

  it('does not send an entry whose removal is still on its way', async () => {
    const modal = await openForm();
    await choosePhone(modal);
    for (const email of ['keep@a.no', 'drop@a.no']) {
      await modal.press('*Contacts*');
      await modal.submit({ 'E-mail': email });
    }
    const before = inputs().length;
    const [errors] = await Promise.all([
      modal.press('2.  ', 'Remove').then(() => undefined),
      modal.submit({ Name: 'At once', Number: '3' }),
    ]);
    expect(errors).toBeUndefined();
    await services.slack.until(() => /still being saved/.test(viewText(modal.view())));
    expect(viewText(modal.view())).not.toContain('drop@a.no');
    expect(inputs().length).toBe(before);
    const input = await newInput(() => modal.submit({ Name: 'At once', Number: '3' }));
    expect(input).toMatchObject({ name: 'At once', contacts: [{ email: 'keep@a.no' }] });
  });
});

describe('a finished tool', () => {
  it('is edited and run again', async () => {
    const { slack } = services;
    const channel = slack.channel('revenue');
    const modal = await openForm();
    await choosePhone(modal);
    await modal.press('*Contacts*');
    await modal.submit({ 'E-mail': 'again@example.com', Role: 'User' });
    await modal.submit({ Name: 'First', Number: '4' });
    const hasButton = () =>
      slack
        .history(channel)
        .find(({ blocks }) => /name: First.*job_edit/s.test(JSON.stringify(blocks ?? [])));
    const card = await slack.until(hasButton);
    await ada().clickButton({ channel, ts: String(card['ts']), actionId: 'job_edit' });
    const again = await openedModal(slack, ada());
    expect(again.field('Name').element['initial_value']).toBe('First');
    expect(viewText(again.view())).toContain('again@example.com');
    const input = await newInput(() => again.submit({ Name: 'Second' }));
    expect(input).toEqual({
      name: 'Second',
      contacts: [{ email: 'again@example.com', role: 'User' }],
      channel: { kind: 'phone', number: '4' },
    });
  });
});

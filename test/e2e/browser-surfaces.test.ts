import type { Page } from 'playwright-core';
import { afterEach, describe, expect, it } from 'vitest';
import { usableChromium } from '../support/chromium.ts';
import { scriptedPage } from '../support/scripted-page.ts';
import { horizontalOverflow, type SlackPage } from '../support/slack-page.ts';

const CHROMIUM = usableChromium();
const PHONE = { width: 390, height: 844 };
const recipient = { recipient_user_id: 'U0ADA', recipient_team_id: 'T0ACME' };

describe.skipIf(CHROMIUM === undefined)('Slack’s surfaces on the page', () => {
  const scripted = scriptedPage(CHROMIUM ?? '');
  afterEach(async () => {
    const ada = scripted.app.slack.person('U0ADA');
    for (const view of ada.views().toReversed()) await ada.closeView(view.id);
  });

  /** Opens the menu of a message by keyboard, as by hovering over it. */
  async function moreOf(slack: Pick<SlackPage, 'message'>, page: Page, text: string) {
    const message = slack.message(text);
    await message.hover();
    await message.getByRole('button', { name: 'More actions' }).click();
    return page.getByRole('menu', { name: 'More actions' });
  }

  it('opens the app’s Home tab, tells the app, and takes its buttons', async () => {
    const { page, dialog, ...ada } = await scripted.open('U0ADA/D0ADA');
    const tabs = page.getByRole('navigation', { name: 'Tabs of the app' });
    await tabs.getByRole('button', { name: 'Home' }).click();
    const tab = page.getByRole('region', { name: 'Home tab' });
    await tab.getByRole('heading', { name: 'Your runs' }).waitFor();
    expect(scripted.app.heard).toContain('home:home');
    await ada.picture('home-tab');
    await page.reload();
    await tab.getByRole('button', { name: 'New run' }).click();
    await dialog.getByRole('heading', { name: 'From Home' }).waitFor();
    expect(scripted.app.heard).toContain('from_home:U0ADA');
    await dialog.getByRole('button', { name: 'Back', exact: true }).click();
    await tabs.getByRole('button', { name: 'Messages' }).click();
    await page.getByRole('textbox', { name: 'Message Errand' }).waitFor();
    await expect.poll(() => scripted.app.heard.at(-1)).toBe('home:messages');
  });

  it('takes files along with a message, and others into a form', async () => {
    const { page, dialog, ...ada } = await scripted.open('U0ADA/C0REVENUE');
    const notes = { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('Call Ben back') };
    await page.getByLabel('Files to attach').setInputFiles([notes, { ...notes, name: 'other.txt' }]);
    await page.getByRole('button', { name: 'Remove other.txt' }).click();
    await ada.picture('attached-file');
    await ada.type('#revenue', 'From my call');
    const message = ada.message('From my call');
    await message.getByText('Call Ben back').waitFor();
    await ada.pictureOf(message, 'message-with-file');

    const element = { type: 'file_input', action_id: 'value', filetypes: ['json'], max_files: 1 };
    const label = { type: 'plain_text', text: 'Whole input' };
    scripted.app.nextModal([{ type: 'input', block_id: 'file', label, element }]);
    await page.getByRole('button', { name: 'Shortcuts' }).click();
    await page.getByRole('menuitem', { name: /Run a tool/ }).click();
    await dialog.getByLabel('Whole input').setInputFiles(notes);
    await dialog.getByText('notes.txt').waitFor();
    await ada.press('Done');
    await page.getByText('not of a type that can be attached here: json').waitFor();
    const input = { name: 'input.json', mimeType: 'application/json', buffer: Buffer.from('{"a":1}') };
    await dialog.getByLabel('Whole input').setInputFiles(input);
    await dialog.getByText('input.json').waitFor();
    await ada.picture('form-with-file');
    await ada.press('Done');
    await dialog.waitFor({ state: 'detached' });
    expect(scripted.app.heard.slice(-2)).toEqual(['submitted', 'file:input.json']);
  });

  it('runs a global shortcut by keyboard, and keeps a modal under another', async () => {
    const { page, dialog, ...ada } = await scripted.open('U0ADA/C0REVENUE');
    await page.getByRole('button', { name: 'Shortcuts' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: /Run a tool/ }).waitFor();
    await ada.picture('shortcuts');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await dialog.getByRole('textbox', { name: /Note of First/ }).fill('kept');
    await dialog.getByRole('button', { name: 'Go deeper' }).click();
    await dialog.getByRole('heading', { name: 'Deeper' }).waitFor();
    await ada.picture('modal-stack');
    await page.keyboard.press('Escape');
    await dialog.getByRole('heading', { name: 'First' }).waitFor();
    expect(await dialog.getByRole('textbox', { name: /Note of First/ }).inputValue()).toBe('kept');
    await ada.press('Done');
    await dialog.waitFor({ state: 'detached' });
    expect(scripted.app.heard.slice(-3)).toEqual(['run_tool', 'deeper:U0ADA', 'submitted']);
  });

  it('puts a command into the composer from the menu', async () => {
    const { page } = await scripted.open('U0ADA/C0REVENUE');
    await page.getByRole('button', { name: 'Shortcuts' }).click();
    await page.getByRole('menuitem', { name: /^\/warmly/ }).click();
    const composer = page.getByRole('textbox', { name: 'Message #revenue' });
    expect(await composer.inputValue()).toBe('/warmly ');
    expect(await composer.evaluate((area) => area === document.activeElement)).toBe(true);
  });

  it('runs a message shortcut with its message', async () => {
    const { page, dialog, ...ada } = await scripted.open('U0ADA/C0REVENUE');
    await ada.type('#revenue', 'Who visited us today?');
    const menu = await moreOf(ada, page, 'Who visited us today?');
    await ada.picture('message-menu');
    await menu.getByRole('menuitem', { name: /Ask an agent/ }).click();
    await ada.says(dialog, 'Who visited us today?');
    expect(scripted.app.heard.at(-1)).toBe('ask_agent');
  });

  it('adds, shares and takes back reactions', async () => {
    const { page, ...ada } = await scripted.open('U0ADA/C0REVENUE');
    await ada.type('#revenue', 'Ship it on Friday');
    const message = ada.message('Ship it on Friday');
    await message.hover();
    await message.getByRole('button', { name: 'React with eyes' }).click();
    const eyes = message.getByRole('button', { name: /^eyes/ });
    await eyes.waitFor();
    const ts = (await message.getAttribute('data-ts')) ?? '';
    scripted.app.slack.person('U0BEN').react('C0REVENUE', ts, 'eyes');
    await message.getByRole('button', { name: 'eyes: You, Ben Castillo', pressed: true }).waitFor();
    await message.getByRole('button', { name: 'Add reaction' }).click();
    await page.getByRole('textbox', { name: 'Search emoji' }).fill('tad');
    await ada.picture('emoji-picker');
    await page.keyboard.press('Enter');
    await message.getByRole('button', { name: /^tada: You/ }).waitFor();
    await ada.picture('reactions');
    await eyes.click();
    await message.getByRole('button', { name: 'eyes: Ben Castillo', pressed: false }).waitFor();
  });

  it('lets people change and take back their own messages only', async () => {
    const { page, ...ada } = await scripted.open('U0ADA/C0REVENUE');
    await ada.type('#revenue', 'A tipo for @Ben Castillo in #random');
    const menu = await moreOf(ada, page, 'A tipo');
    await menu.getByRole('menuitem', { name: 'Edit message' }).click();
    const editor = page.getByRole('textbox', { name: 'Edit message' });
    expect(await editor.inputValue()).toBe('A tipo for @ben in #random');
    await editor.fill('A typo for @ben in #random');
    await ada.picture('editing');
    await editor.press('Enter');
    await ada.message('A typo for @Ben Castillo').getByText('(edited)').waitFor();
    await (await moreOf(ada, page, 'A typo')).getByRole('menuitem', { name: /Delete message/ }).click();
    await ada.picture('deleting');
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
    await ada.message('A typo').waitFor({ state: 'detached' });

    scripted.app.slack.person('U0BEN').say('C0REVENUE', 'These are the words of Ben');
    const other = await moreOf(ada, page, 'These are the words of Ben');
    expect(await other.getByRole('menuitem').allInnerTexts()).toEqual([
      'Copy link',
      expect.stringMatching(/^Ask/),
    ]);
  });

  it('copies a message’s link, which leads back to it', async () => {
    const { page, ...ada } = await scripted.open('U0ADA/C0REVENUE');
    await ada.type('#revenue', 'Remember this one');
    await (await moreOf(ada, page, 'Remember this one')).getByRole('menuitem', { name: 'Copy link' }).click();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    const ts = await ada.message('Remember this one').getAttribute('data-ts');
    const said = await scripted.app.api.chat.getPermalink({ channel: 'C0REVENUE', message_ts: ts ?? '' });
    expect(link).toBe(said.permalink);
    await scripted.app.api.chat.postMessage({ channel: 'C0REVENUE', text: `Look at ${link}` });
    await page.goto(`${scripted.app.slack.url}/#/U0ADA/C0RANDOM`);
    await page.goto(link);
    await ada.says(ada.thread, 'Remember this one');
    await ada.thread.getByRole('button', { name: 'Close thread' }).click();
    await ada.message('Look at').getByRole('link').click();
    await ada.says(ada.thread, 'Remember this one');
    expect(page.context().pages()).toHaveLength(1);
  });

  it('shows what only one person may see', async () => {
    const ada = await scripted.open('U0ADA/C0REVENUE');
    const ben = await scripted.open('U0BEN/C0REVENUE');
    await scripted.app.api.chat.postEphemeral({
      channel: 'C0REVENUE',
      user: 'U0ADA',
      text: 'Between you and me',
    });
    await ada.says(ada.message('Between you and me'), 'Only visible to you');
    await scripted.app.api.chat.postMessage({ channel: 'C0REVENUE', text: 'For everybody' });
    await ben.message('For everybody').waitFor();
    expect(await ben.message('Between you and me').count()).toBe(0);
    await ada.picture('ephemeral');
  });

  it('shows uploads of the app with what is in them', async () => {
    const { page, ...ada } = await scripted.open('U0ADA/C0REVENUE');
    await scripted.app.api.filesUploadV2({
      channel_id: 'C0REVENUE',
      initial_comment: 'The list of today',
      file_uploads: [
        { content: 'name,score\nAcme,3\nGlobex,5', filename: 'visitors.csv', title: 'Visitors' },
        { content: '{"a":{"b":1}}', filename: 'raw.json', title: 'Raw' },
      ],
    });
    const file = page.getByRole('region', { name: 'File visitors.csv' });
    await file.getByText('Globex,5').waitFor();
    await page.getByRole('region', { name: 'File raw.json' }).getByText('"b": 1').waitFor();
    const href = await file.getByRole('link', { name: 'Download visitors.csv' }).getAttribute('href');
    expect(await (await fetch(`${scripted.app.slack.url}${href}`)).text()).toContain('Acme,3');
    await ada.picture('uploads');
  });

  it('shows a status until the answer streams in, task by task', async () => {
    const { thread, ...ada } = await scripted.open('U0ADA/C0REVENUE');
    await ada.type('#revenue', 'Please look at the build');
    const root = ada.message('Please look at the build');
    await root.hover();
    await root.getByRole('button', { name: 'Reply in thread' }).click();
    const ts = (await root.getAttribute('data-ts')) ?? '';
    const at = { channel_id: 'C0REVENUE', thread_ts: ts };
    await scripted.app.api.assistant.threads.setStatus({ ...at, status: 'is thinking…' });
    await ada.says(thread.getByRole('status'), 'Errand is thinking…');
    await ada.picture('thread-status');
    const task = { type: 'task_update' as const, id: 't1', title: 'Read the log' };
    const stream = await scripted.app.api.chat.startStream({
      channel: 'C0REVENUE',
      thread_ts: ts,
      ...recipient,
      task_display_mode: 'plan',
      chunks: [
        { type: 'plan_update', title: 'Find out why the build is red' },
        { ...task, status: 'in_progress' },
        { type: 'task_update', id: 't2', title: 'Say why', status: 'pending' },
      ],
    });
    await ada.says(thread, 'Find out why the build is red');
    await thread.getByRole('status').waitFor({ state: 'detached' });
    await ada.picture('stream-begun');
    const message = { channel: 'C0REVENUE', ts: stream.ts ?? '' };
    await scripted.app.api.chat.appendStream({
      ...message,
      chunks: [{ ...task, status: 'complete', output: 'One test fails' }],
    });
    await scripted.app.api.chat.appendStream({ ...message, markdown_text: 'The **login** test ' });
    await ada.says(thread, 'The login test');
    await scripted.app.api.chat.stopStream({ ...message, markdown_text: 'waits for a button that moved.' });
    await ada.says(thread, 'The login test waits for a button that moved.');
    await thread.getByRole('img', { name: 'complete' }).waitFor();
    await ada.picture('stream-ended');
  });

  it('fits a phone', async () => {
    const { page, ...ada } = await scripted.open('U0ADA/D0ADA/home', PHONE);
    await page.getByRole('heading', { name: 'Your runs' }).waitFor();
    await ada.picture('phone-home');
    expect(await horizontalOverflow(page)).toBe(0);
    await page.getByRole('button', { name: 'Open channel list' }).click();
    await page.getByRole('button', { name: 'revenue, channel' }).click();
    await ada.type('#revenue', 'From my phone');
    await (await moreOf(ada, page, 'From my phone')).waitFor();
    await ada.picture('phone-message-menu');
    expect(await horizontalOverflow(page)).toBe(0);
  });
});

import { describe, expect, it } from 'vitest';
import { usableChromium } from '../support/chromium.ts';
import { scriptedPage } from '../support/scripted-page.ts';

const CHROMIUM = usableChromium();

describe.skipIf(CHROMIUM === undefined)('threads on the page', () => {
  const scripted = scriptedPage(CHROMIUM ?? '');

  const ada = () => scripted.app.slack.person('U0ADA');

  it('a permalink leads to its message, far up or far down, and marks it', async () => {
    const says = (text: string, threadTs?: string) =>
      ada().say('C0RANDOM', text, threadTs === undefined ? {} : { threadTs });
    const first = says('The very first of many');
    const firstReply = says('The first reply of many', first);
    for (let count = 0; count < 40; count += 1) {
      says(`Message number ${count}`);
      says(`Reply number ${count}`, first);
    }
    const { page, thread, ...reader } = await scripted.open('U0BEN/C0RANDOM');
    await reader.message('Message number 39').waitFor();
    const channel = page.getByRole('main');
    const isInSight = async (text: string, where = channel) => {
      const box = await where.getByRole('article').filter({ hasText: text }).first().boundingBox();
      return box !== null && box.y >= 0 && box.y + box.height <= 800;
    };
    await expect.poll(() => isInSight('The very first of many')).toBe(false);

    const link = await scripted.app.api.chat.getPermalink({ channel: 'C0RANDOM', message_ts: firstReply });
    await page.goto(link.permalink ?? '');
    await expect.poll(() => isInSight('The very first of many')).toBe(true);
    await expect.poll(() => isInSight('The first reply of many', thread)).toBe(true);
    const marked = page.locator('[aria-current="location"]');
    expect(await marked.allInnerTexts()).toEqual([expect.stringContaining('The first reply of many')]);
    await reader.picture('permalink');

    await page.getByRole('button', { name: 'random, channel' }).click();
    await marked.waitFor({ state: 'detached' });
  });

  it('what the app says of a thread is there again after a reload', async () => {
    const root = ada().say('C0REVENUE', 'Who visited us?');
    const at = { channel_id: 'C0REVENUE', thread_ts: root };
    await scripted.app.api.assistant.threads.setTitle({ ...at, title: 'Visitors of today' });
    await scripted.app.api.assistant.threads.setStatus({ ...at, status: 'is counting…' });
    await scripted.app.api.assistant.threads.setSuggestedPrompts({
      ...at,
      title: 'Ask me one of these',
      prompts: [
        { title: 'The hottest ones', message: 'Show me the hottest visitors' },
        { title: 'From Norway', message: 'Only those from Norway' },
      ],
    });
    const { page, thread, ...reader } = await scripted.open(`U0ADA/C0REVENUE/${root}`);
    const isAllThere = async () => {
      await thread.getByRole('heading', { name: 'Visitors of today' }).waitFor();
      await reader.says(thread.getByRole('status'), 'Errand is counting…');
      await thread
        .getByRole('region', { name: 'Suggested prompts' })
        .getByText('Ask me one of these')
        .waitFor();
    };
    await isAllThere();
    await page.reload();
    await isAllThere();
    await reader.picture('suggested-prompts');
    await thread.getByRole('button', { name: 'From Norway' }).click();
    await thread.getByRole('article').filter({ hasText: 'Only those from Norway' }).waitFor();
    await thread.getByRole('region', { name: 'Suggested prompts' }).waitFor({ state: 'detached' });
    expect(scripted.app.slack.thread('C0REVENUE', root).at(-1)).toMatchObject({
      user: 'U0ADA',
      text: 'Only those from Norway',
    });
  });

  it('a forwarded message is shown whole, and leads to where it was said', async () => {
    const ben = scripted.app.slack.person('U0BEN');
    const original = ben.share('C0ENGINEERING', {
      name: 'build.log',
      content: 'red',
      text: 'The *build* is red since noon',
    });
    ada().forward({ channel: 'C0ENGINEERING', ts: original }, { channel: 'C0REVENUE', text: 'Have a look' });
    const { page, ...reader } = await scripted.open('U0ADA/C0REVENUE');
    const forwarded = reader
      .message('Have a look')
      .getByRole('region', { name: 'Forwarded message of Ben Castillo' });
    await forwarded.getByText('The build is red since noon').waitFor();
    await forwarded.getByText('File: build.log').waitFor();
    await forwarded.getByText(/From #engineering/).waitFor();
    await reader.picture('forwarded');
    await forwarded.getByRole('button', { name: 'View message' }).click();
    await page.getByRole('heading', { name: '#engineering', level: 1 }).waitFor();
    await page
      .getByRole('main')
      .locator('[aria-current="location"]')
      .getByText(/is red since noon/)
      .waitFor();
  });
});

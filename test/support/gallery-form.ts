import type { Locator, Page } from 'playwright-core';

/** The topmost modal of the page, used by what a person reads there. */
export interface GalleryForm {
  /** Writes into the input with this label; of a long one its beginning and `…` are enough. */
  fill(label: string, text: string): Promise<void>;
  /** Chooses one of the radio buttons under a label. */
  choose(group: string, option: string): Promise<void>;
  tick(group: string, option: string): Promise<void>;
  search(label: string, query: string, option: string): Promise<void>;
  /** Presses a button; the nth of several with the same words. */
  press(button: string, nth?: number): Promise<void>;
}

export function galleryForm(page: Page): GalleryForm {
  const top = (): Locator => page.getByRole('dialog').last();
  const named = (label: string) => {
    const words = label.replace(/…$/, '').replaceAll(/[.*+?^$()[\]{}|\\/]/g, '\\$&');
    return new RegExp(label.endsWith('…') ? `^${words}` : `^${words}( \\(optional\\))?$`);
  };

  /** The top modal and its words; undefined when it has just gone. */
  async function shown(): Promise<string | undefined> {
    const modal = top();
    const timeout = 500;
    return await Promise.all([modal.getAttribute('data-view-id', { timeout }), modal.innerText({ timeout })])
      .then((parts) => parts.join(' '))
      .catch(() => undefined);
  }

  /** The bot answers with a new view, and may then change the one below: what is pressed next has to stand still. */
  async function settled(act: () => Promise<void>): Promise<void> {
    const before = await shown();
    await act();
    let last = await shown();
    for (let tries = 0, still = 0; tries < 100 && still < 3; tries += 1) {
      await page.waitForTimeout(150);
      const now = await shown();
      still = now === last && now !== before ? still + 1 : 0;
      last = now;
    }
  }

  return {
    fill: (label, text) => top().getByLabel(named(label)).first().fill(text),
    choose: async (group, option) => {
      await top()
        .getByRole('radiogroup', { name: named(group) })
        .getByLabel(option, { exact: true })
        .check();
    },
    tick: async (group, option) => {
      await top()
        .getByRole('group', { name: named(group) })
        .getByLabel(option, { exact: true })
        .check();
    },
    search: async (label, query, option) => {
      await top().getByRole('combobox', { name: label }).fill(query);
      await page.getByRole('option').filter({ hasText: option }).first().click();
    },
    press: (button, nth = 0) =>
      settled(() => top().getByRole('button', { name: button, exact: true }).nth(nth).click()),
  };
}

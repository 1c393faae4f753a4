import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Locator, Page, ViewportSize } from 'playwright-core';
import { type Playground, type PlaygroundOptions, startPlayground } from '../../src/playground/playground.ts';
import { launchChromium } from './chromium.ts';
import { CONNECTION } from './connection.ts';
import { PATIENT_MS } from './services.ts';

/** Where a person finds the pictures of the last run. */
const SCREENSHOTS = join(tmpdir(), 'errand-screenshots');
/** A step of the page; less than a test's own limit, so that a failure names its step. */
const STEP_WITHIN_MS = 60_000;
/** The bot's and the upstreams' part of the way. */
export const RESULT_WITHIN_MS = 90_000;

/** The playground's page as one person uses it, by what that person can see and read. */
export interface SlackPage {
  readonly page: Page;
  readonly dialog: Locator;
  readonly thread: Locator;
  /** Writes into the channel's composer and sends. */
  type(channel: string, text: string): Promise<void>;
  /** Presses the open modal's button with this name. */
  press(button: string): Promise<void>;
  /** The newest message in the channel that says this. */
  message(text: string | RegExp): Locator;
  /** Opens a message's thread as soon as it has a reply. */
  openThread(message: Locator): Promise<Locator>;
  /** Waits until one of these holds this text. */
  says(where: Locator, text: string | RegExp): Promise<void>;
  /** Types into a searchable select and chooses the option that says this. */
  choose(select: string | RegExp, query: string, option: string | RegExp): Promise<void>;
  picture(name: string): Promise<void>;
  /** Of one part, all of it. */
  pictureOf(what: Locator, name: string): Promise<void>;
}

/** A browser whose pages are opened and closed by a test. */
export interface PageBrowser {
  open(url: string, size?: ViewportSize): Promise<SlackPage>;
  /** Closes the pages that are open. */
  closePages(): Promise<void>;
  stop(): Promise<void>;
}

export async function startPageBrowser(chromium: string): Promise<PageBrowser> {
  const browser = await launchChromium(chromium);
  const context = await browser.newContext({
    permissions: ['clipboard-read', 'clipboard-write'],
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(STEP_WITHIN_MS);
  return {
    open: (url, size = { width: 1280, height: 800 }) => openSlackPage(context, url, size),
    closePages: async () => void (await Promise.all(context.pages().map((page) => page.close()))),
    stop: () => browser.close(),
  };
}

/** The playground and a browser beside it. */
export interface PageWorld {
  readonly playground: Playground;
  /** Opens the page at a place such as `U0ADA/C0REVENUE`; modals that this person left open are closed. */
  open(place: string, size?: ViewportSize): Promise<SlackPage>;
  /** Closes the pages that are open. */
  closePages(): Promise<void>;
  stop(): Promise<void>;
}

/** Upstream time runs fast; a run whose prompt says “slow” works until it is stopped. */
export async function startPageWorld(
  chromium: string,
  options: Partial<PlaygroundOptions> = {},
): Promise<PageWorld> {
  const [playground, browser] = await Promise.all([
    startPlayground({ port: 0, speed: 10, connection: CONNECTION, answerWithinMs: PATIENT_MS, ...options }),
    startPageBrowser(chromium),
  ]);
  playground.warp.script('slow', { holdIn: 'INPROGRESS' });
  return {
    playground,
    async open(place, size) {
      const person = playground.slack.person(place.split('/')[0] ?? '');
      for (const view of person.views().toReversed()) await person.closeView(view.id);
      return await browser.open(`${playground.url}/#/${place}`, size);
    },
    closePages: browser.closePages,
    async stop() {
      await browser.stop();
      await playground.stop();
    },
  };
}

async function openSlackPage(context: BrowserContext, url: string, size: ViewportSize): Promise<SlackPage> {
  const page = await context.newPage();
  await page.setViewportSize(size);
  await page.goto(url);
  const dialog = page.getByRole('dialog');
  const thread = page.getByRole('complementary', { name: 'Thread' });

  return {
    page,
    dialog,
    thread,
    async type(channel, text) {
      const composer = page.getByRole('textbox', { name: `Message ${channel}` });
      await composer.fill(text);
      await composer.press('Enter');
    },
    press: (button) => dialog.getByRole('button', { name: button, exact: true }).click(),
    message: (text) => page.getByRole('log').first().getByRole('article').filter({ hasText: text }).last(),
    async openThread(message) {
      await message.getByRole('button', { name: /repl(y|ies)/ }).click({ timeout: RESULT_WITHIN_MS });
      return thread;
    },
    says: (where, text) => where.getByText(text).first().waitFor({ timeout: RESULT_WITHIN_MS }),
    async choose(select, query, option) {
      await dialog.getByRole('combobox', { name: select }).fill(query);
      await page.getByRole('option').filter({ hasText: option }).first().click();
    },
    async picture(name) {
      await mkdir(SCREENSHOTS, { recursive: true });
      await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`) });
    },
    async pictureOf(what, name) {
      await mkdir(SCREENSHOTS, { recursive: true });
      await what.screenshot({ path: join(SCREENSHOTS, `${name}.png`) });
    },
  };
}

/** By how many pixels the page is wider than its window. */
export async function horizontalOverflow(page: Page): Promise<number> {
  return await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
}

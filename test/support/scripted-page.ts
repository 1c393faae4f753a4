import type { ViewportSize } from 'playwright-core';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { type ScriptedApp, startScriptedApp } from './scripted-app.ts';
import { type PageBrowser, type SlackPage, startPageBrowser } from './slack-page.ts';

/** A browser before the scripted app's Slack; to be read within hooks and tests only. */
export interface ScriptedPage {
  readonly app: ScriptedApp;
  /** Opens a page at a place: a person's id, and that of a channel. */
  open(place: string, size?: ViewportSize): Promise<SlackPage>;
}

/** One for all tests of a suite. The pages of each test are closed after it. */
export function scriptedPage(executablePath: string): ScriptedPage {
  let app: ScriptedApp | undefined;
  let browser: PageBrowser | undefined;
  beforeAll(async () => {
    [app, browser] = await Promise.all([startScriptedApp(), startPageBrowser(executablePath)]);
  });
  afterEach(() => browser?.closePages());
  afterAll(async () => {
    await browser?.stop();
    await app?.stop();
  });
  function started<T>(part: T | undefined): T {
    if (part === undefined) throw new Error('It is started before the first test, not before.');
    return part;
  }
  return {
    get app() {
      return started(app);
    },
    open: (place, size) => started(browser).open(`${started(app).slack.url}/#/${place}`, size),
  };
}

import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const CANDIDATES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The machine's own Chromium; undefined where there is none. `CHROMIUM_PATH` names another one. */
export function chromiumPath(): string | undefined {
  const named = process.env['CHROMIUM_PATH'];
  return [...(named === undefined ? [] : [named]), ...CANDIDATES].find((path) => existsSync(path));
}

/** Starts it headless, without calls of its own to the network. */
export async function launchChromium(executablePath: string): Promise<Browser> {
  return await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
}

/** The same for a test file: without Chromium its tests are skipped loudly, or fail where one is required. */
export function usableChromium(): string | undefined {
  const path = chromiumPath();
  if (path !== undefined) return path;
  const message = 'Chromium is not installed: the browser tests cannot run.';
  if (process.env['REQUIRE_CHROMIUM'] === '1') throw new Error(message);
  console.warn(`\n*** SKIPPED: ${message} ***\n`);
  return undefined;
}

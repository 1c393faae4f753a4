import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, type Receiver } from '@slack/bolt';
import { onTestFinished, vi } from 'vitest';
import { createAccess } from '../../../src/access/access.ts';
import { createCatalogue } from '../../../src/catalogue/catalogue.ts';
import { createSystemClock } from '../../../src/clock.ts';
import { createNewId } from '../../../src/ids.ts';
import { createLogger } from '../../../src/observability/logger.ts';
import { createSlackPoster } from '../../../src/slack/poster.ts';
import { registerListeners } from '../../../src/slack/slack-app.ts';
import { createFormCache } from '../../../src/slack/views/form-cache.ts';
import { openStore } from '../../../src/store/store.ts';

/** What the product listens for, by the kind of listener; each with the first argument of its registration. */
export async function registeredListeners() {
  const receiver: Receiver = { init: () => {}, start: async () => {}, stop: async () => {} };
  const app = new App({ token: 'xoxb-unused', receiver, deferInitialization: true });
  const spies = {
    command: vi.spyOn(app, 'command'),
    event: vi.spyOn(app, 'event'),
    message: vi.spyOn(app, 'message'),
    shortcut: vi.spyOn(app, 'shortcut'),
    action: vi.spyOn(app, 'action'),
    view: vi.spyOn(app, 'view'),
    options: vi.spyOn(app, 'options'),
  };
  const clock = createSystemClock();
  const logger = createLogger('silent');
  const dataDir = mkdtempSync(join(tmpdir(), 'errand-listeners-'));
  const store = await openStore({
    databaseUrl: undefined,
    dataDir,
    clock,
    newId: createNewId(clock),
    onConnectionError: () => {},
  });
  onTestFinished(async () => {
    await store.close();
    rmSync(dataDir, { recursive: true });
  });
  const directory = {
    person: () => Promise.reject(new Error('not asked')),
    groupMembers: () => Promise.reject(new Error('not asked')),
  };
  const policy = { allowedChannels: [], allowedUsers: [], adminUsers: [] };
  registerListeners(app, {
    store,
    catalogue: createCatalogue({ warmly: undefined, warp: undefined, clock, logger }),
    warmly: undefined,
    confirmTools: [],
    warp: undefined,
    access: createAccess(policy, directory),
    directory,
    poster: createSlackPoster(app.client, directory),
    logger,
    forms: createFormCache(),
  });
  const firstArguments = ({ mock }: { mock: { calls: unknown[][] } }) => mock.calls.map(([first]) => first);
  return {
    commands: firstArguments(spies.command),
    events: [...firstArguments(spies.event), ...spies.message.mock.calls.map(() => 'message')],
    shortcuts: firstArguments(spies.shortcut),
    interactions: [spies.action, spies.view, spies.options].flatMap(firstArguments),
  };
}

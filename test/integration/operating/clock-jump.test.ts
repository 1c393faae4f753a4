import { expect, it, onTestFinished } from 'vitest';
import { createSystemClock } from '../../../src/clock.ts';
import { readConfig } from '../../../src/config/config.ts';
import { createErrand } from '../../../src/errand.ts';
import { createNewId } from '../../../src/ids.ts';
import { createLogger } from '../../../src/observability/logger.ts';
import { messageText } from '../../support/message-text.ts';
import { startServices } from '../../support/services.ts';

const HOUR_MS = 3_600_000;
const SOON_MS = 45_000;

/** The product in this process, on a machine whose date can be set. */
async function startErrand() {
  const services = await startServices({ speed: 10 });
  onTestFinished(() => services.stop());
  const outcome = readConfig(services.environment);
  if (!outcome.ok) throw new Error('The environment will not do.');
  let aheadMs = 0;
  const clock = createSystemClock({
    dateMs: () => Date.now() + aheadMs,
    steadyMs: () => performance.now(),
  });
  const logger = createLogger('silent');
  const errand = await createErrand({ config: outcome.config, clock, newId: createNewId(clock), logger });
  onTestFinished(() => errand.stop());
  await errand.start();
  await services.connected(SOON_MS);
  return { ...services, setDate: (byMs: number) => void (aheadMs += byMs), errand };
}

it('a date that jumps by hours, either way, delays nothing and loses nothing', async () => {
  const { slack, warp, setDate, errand } = await startErrand();
  const engineering = slack.channel('engineering');
  const ada = slack.person('U0ADA');
  const cards = () =>
    slack
      .history(engineering)
      .map((message) => messageText(message))
      .filter((text) => /round \d/.test(text));

  for (const [round, byMs] of [0, HOUR_MS, -2 * HOUR_MS, HOUR_MS].entries()) {
    await ada.command(engineering, '/warp', `round ${round}`);
    await slack.until(() => cards().length === round + 1, SOON_MS);
    // In the middle of its life.
    setDate(byMs);
    await slack.until(() => cards().every((text) => /done/i.test(text)), SOON_MS);
  }
  expect(warp.runs).toHaveLength(4);
  expect(await errand.pages.health.problems()).toEqual([]);
});

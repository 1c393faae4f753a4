import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SLACK_WAITS_MS } from '../../src/playground/slack/app-link.ts';
import { viewText } from '../support/message-text.ts';
import { openedModal } from '../support/modal.ts';
import type { Services } from '../support/services.ts';
import { startWorld, type World } from '../support/world.ts';

const TOOLS = { method: 'GET', match: '/agent-tools/tools' };

let world: World;
let revenue: string;

function inWorld(options: {
  environment?: Readonly<Record<string, string | undefined>>;
  prepare?: (services: Services) => void;
}): void {
  beforeAll(async () => {
    world = await startWorld({ speed: 20, slack: { answerWithinMs: SLACK_WAITS_MS }, ...options });
    revenue = world.slack.channel('revenue');
  });
  afterAll(() => world.stop());
}

const ada = () => world.person('ada');
const command = (name: string, text: string) => ada().command(revenue, name, text);
const told = (name: string, text: string) => world.toldPrivately(ada(), revenue, () => command(name, text));

async function succeeds(name: string, text: string): Promise<void> {
  const ts = await world.newThread(revenue, () => command(name, text));
  expect((await world.thread(revenue, ts))[1]).toMatch(/^✅/);
}

describe('without Warp, and with a slow list of tools', () => {
  inWorld({
    environment: { WARP_API_KEY: undefined },
    prepare: ({ warmly }) =>
      void warmly.faults.add({ ...TOOLS, times: 3, fault: { type: 'latency', latencyMs: 5_000 } }),
  });

  it('opens a modal at once as "Loading" and fills it in', async () => {
    await command('/warmly', '');
    const modal = await openedModal(world.slack, ada());
    expect(viewText(modal.view())).toContain('Loading your Warmly tools');
    await world.slack.until(() => modal.fields().length > 0);
    expect(await modal.search('Tool', 'credits')).toContain('get_credits_remaining');
    await modal.chooseTool('get_credits_remaining');
    const ts = await world.newThread(revenue, async () => {
      expect(await modal.submit()).toBeUndefined();
    });
    expect((await world.thread(revenue, ts))[1]).toMatch(/^✅/);
  });

  it('/warp and mentions say what is missing, /warmly works', async () => {
    expect(await told('/warp', 'do something')).toMatch(/not set up here.*`WARP_API_KEY`/);
    expect(
      await world.toldPrivately(ada(), revenue, () => ada().say(revenue, '@Errand do something')),
    ).toMatch(/`WARP_API_KEY`/);
    await succeeds('/warmly', 'get_credits_remaining');
  });
});

describe('with Warmly down', () => {
  inWorld({
    prepare: ({ warmly }) =>
      void warmly.faults.add({ ...TOOLS, times: 1_000, fault: { type: 'status', status: 503 } }),
  });

  it('says so instead of opening an empty form, while Warp works', async () => {
    await command('/warmly', '');
    const words = await world.slack.until(() => {
      const [view] = ada().views();
      const said =
        view === undefined
          ? ada()
              .ephemerals(revenue)
              .map(({ text }) => text)
              .join('\n')
          : viewText(view);
      return /Warmly has trouble at the moment\. Try again in a few minutes\./.exec(said)?.[0];
    });
    expect(words).toBeTruthy();
    for (const view of ada().views()) await ada().closeView(view.id);
    await succeeds('/warp', 'work without Warmly');
  });

  it('names the settings to check when its key is not accepted', async () => {
    world.warmly.faults.clear();
    world.warmly.faults.add({ ...TOOLS, fault: { type: 'status', status: 401 } });
    expect(await told('/warmly', 'help')).toMatch(/Warmly does not accept .* WARMLY_API_KEY/);
  });

  it('works as soon as it is back', async () => {
    world.warmly.faults.clear();
    await succeeds('/warmly', 'get_credits_remaining');
  });
});

describe('without Warmly', () => {
  inWorld({ environment: { WARMLY_API_KEY: undefined, WARMLY_ORGANIZATION_ID: undefined } });

  it('/warmly says what is missing, /warp works', async () => {
    expect(await told('/warmly', '')).toMatch(
      /not set up here.*`WARMLY_API_KEY` and `WARMLY_ORGANIZATION_ID`/,
    );
    expect(await told('/warmly', 'get_credits_remaining')).toMatch(/not set up here/);
    await succeeds('/warp', 'work alone');
  });
});

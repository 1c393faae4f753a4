import { JOB_START_AGAIN_ACTION, JOB_STOP_ACTION } from '../../src/delivery/render/job-buttons.ts';
import type { JsonObject } from '../../src/playground/slack/json-value.ts';
import type { Services } from '../support/services.ts';

export interface Buttons {
  /** Presses what there is to be pressed now. */
  press(): Promise<void>;
  /** How often somebody was asked, and said, to start again. */
  startedAgain(): number;
}

/** Every so many cards belong to somebody who thinks better of it. */
const STOPPED_ONE_IN = 6;

/** People at their cards: they start again what they are asked about, and stop some of what goes on. */
export function createButtons({ slack }: Services): Buttons {
  const answered = new Set<string>();
  const seen = new Set<string>();
  let isPressing = false;
  let lastSeen: unknown;
  /** A press was not answered for, and is to be repeated. */
  let isRefused = false;

  /** There is nothing new to press until the bot has said something. */
  async function press(): Promise<void> {
    const last = slack.calls().at(-1);
    if (isPressing || (last === lastSeen && !isRefused)) return;
    isPressing = true;
    lastSeen = last;
    isRefused = false;
    await lookAround().finally(() => {
      isPressing = false;
    });
  }

  async function lookAround(): Promise<void> {
    for (const { id: channel } of slack.conversations()) {
      const messages = slack.history(channel).flatMap(({ ts }) => slack.thread(channel, String(ts)));
      for (const message of messages) await pressOn(channel, message);
    }
  }

  async function pressOn(channel: string, { ts: at, blocks, text }: JsonObject): Promise<void> {
    const ts = String(at);
    const shown = JSON.stringify(blocks ?? []);
    const requester = /<@(U0\w+)>/.exec(shown)?.[1] ?? 'U0ADA';
    const click = (actionId: string) => slack.person(requester).clickButton({ channel, ts, actionId });
    if (shown.includes(JOB_STOP_ACTION) && !seen.has(ts)) {
      seen.add(ts);
      // One that is not answered for is not pressed again: it may have been taken all the same.
      if (seen.size % STOPPED_ONE_IN === 0) await click(JOB_STOP_ACTION).catch(() => undefined);
    }
    if (!shown.includes(JOB_START_AGAIN_ACTION)) return;
    // The same question may be asked of the same job again.
    const question = `${ts} ${/"version\\+":(\d+)/.exec(shown)?.[1] ?? String(text)}`;
    if (answered.has(question)) return;
    // The bot may be down: then the person presses once more a little later.
    await click(JOB_START_AGAIN_ACTION).then(
      () => answered.add(question),
      () => {
        isRefused = true;
      },
    );
  }

  return { press, startedAgain: () => answered.size };
}

import { JOB_START_AGAIN_ACTION } from '../../src/delivery/render/job-buttons.ts';
import type { Services } from '../support/services.ts';

/** The requesters' answer wherever it is asked whether something started: yes, start it again. */
export async function pressStartAgain(services: Services, pressed: Set<string>): Promise<void> {
  const { slack } = services;
  for (const { id: channel } of slack.conversations()) {
    const messages = slack.history(channel).flatMap(({ ts }) => slack.thread(channel, String(ts)));
    for (const { ts: at, blocks, text } of messages) {
      const ts = String(at);
      const shown = JSON.stringify(blocks ?? []);
      if (!shown.includes(JOB_START_AGAIN_ACTION)) continue;
      // The same question may be asked of the same job again.
      const question = `${ts} ${/"version\\+":(\d+)/.exec(shown)?.[1] ?? String(text)}`;
      if (pressed.has(question)) continue;
      const requester = /<@(U0\w+)>/.exec(shown)?.[1] ?? 'U0ADA';
      try {
        await slack.person(requester).clickButton({ channel, ts, actionId: JOB_START_AGAIN_ACTION });
        pressed.add(question);
      } catch {
        // The bot is down: the person presses once more a little later.
      }
    }
  }
}

import type { Playground } from './playground.ts';
import { threadText } from './thread-text.ts';

interface Step {
  readonly channel: string;
  /** As typed by the person: a slash command or a message. */
  readonly typed: string;
  /** What comes into its thread last. */
  readonly last: RegExp;
}

const STEPS: readonly Step[] = [
  { channel: 'revenue', typed: '/warmly get_credits_remaining', last: /Credits remaining/ },
  {
    channel: 'revenue',
    typed: '/warmly list_warm_visitors take=5 timeWindow=past_week',
    last: /Halcyon Freight/,
  },
  { channel: 'engineering', typed: '/warp fix the flaky login test', last: /📎 summary\.md/u },
  { channel: 'engineering', typed: '@Errand why does the deploy fail on Mondays?', last: /Errand: 🗺/u },
];
const STEP_TAKES_AT_MOST_MS = 60_000;
/** A card's state and the steps' title before the end: results come before their last change. */
const STILL_WORKING = /^\W*(🕓|⏳|🚀|🛑|✋) |\[Stop\]|The agent is starting/u;

/** A scripted tour: what a person types, and the thread that comes of it, as text. */
export async function runDemo(playground: Playground, print: (line: string) => void): Promise<void> {
  for (const step of STEPS) {
    print(`\n#${step.channel}  Ada: ${step.typed}`);
    const rootTs = await play(playground, step);
    for (const line of threadText(playground.slack, playground.slack.channel(step.channel), rootTs)) {
      print(`  ${line}`);
    }
  }
  print('\nThat was the tour. Without --demo the playground opens as a page.');
}

/** Types the step and waits for its thread to be complete. Returns the thread's root. */
async function play({ slack }: Playground, { channel, typed, last }: Step): Promise<string> {
  const ada = slack.person('U0ADA');
  const channelId = slack.channel(channel);
  const before = new Set(slack.history(channelId).map(({ ts }) => ts));
  const command = /^(\/\w+)\s+(.*)$/s.exec(typed);
  if (command === null) ada.say(channelId, typed);
  else await ada.command(channelId, command[1] ?? '', command[2]);
  const root = await slack.until(
    () => slack.history(channelId).find(({ ts }) => !before.has(ts)),
    STEP_TAKES_AT_MOST_MS,
  );
  const rootTs = String(root['ts']);
  const isWhole = () => {
    const lines = threadText(slack, channelId, rootTs);
    return lines.some((line) => last.test(line)) && !lines.some((line) => STILL_WORKING.test(line));
  };
  await slack.until(isWhole, STEP_TAKES_AT_MOST_MS);
  return rootTs;
}

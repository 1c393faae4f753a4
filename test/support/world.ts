import type { JsonObject } from '../../src/playground/slack/json-value.ts';
import type { LocalSlackOptions } from '../../src/playground/slack/local-slack.ts';
import type { Person } from '../../src/playground/slack/person.ts';
import { type BotProcess, startBotProcess } from './bot-process.ts';
import { messageText } from './message-text.ts';
import { type Services, startServices } from './services.ts';

/** The bot as a process among its three counterparts, and what people can see of it. */
export interface World extends Services {
  readonly bot: BotProcess;
  /** By name in lower case: `ada`, `ben`, `carla`, `gus` (a guest), `eve` (from outside). */
  person(name: string): Person;
  /** Does something and waits for the thread that the bot opens for it; returns its root's `ts`. */
  newThread(channelId: string, act: () => Promise<unknown>): Promise<string>;
  /** Waits until a thread holds that many messages; returns all their words, the root's first. */
  thread(channelId: string, ts: string, messages?: number): Promise<string[]>;
  /** Waits until the card in a thread's root says this; returns its words. */
  card(channelId: string, ts: string, says: RegExp, timeoutMs?: number): Promise<string>;
  /** Waits for a new sentence that only this person sees; returns its words. */
  toldPrivately(person: Person, channelId: string, act: () => unknown): Promise<string>;
  /** Waits for a new message of the bot in the direct message with this person; returns it whole. */
  newDirectMessage(person: Person, act: () => Promise<unknown>): Promise<JsonObject>;
}

export interface WorldOptions {
  /** How much faster than life the upstreams' time passes. */
  readonly speed?: number;
  readonly slack?: LocalSlackOptions;
  /** As of the services. */
  readonly streams?: boolean;
  /** Settings of the bot that replace the services' own; undefined takes one away. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Done to the services before the bot starts. */
  readonly prepare?: (services: Services) => void;
}

/** A slow machine takes its time to start a process; whoever waits is gone as soon as it is there. */
const CONNECT_WITHIN_MS = 50_000;
const WAIT_AT_MOST_MS = 90_000;

/** A result comes before the last change of its card, which is seen soon after. */
function isSettled(texts: readonly string[]): boolean {
  const isOver = /^[✅❌🚫❔]/u.test(texts.at(-1) ?? '');
  return !isOver || !texts.some((text) => /^\*[^\n]*\*\n[🕓⏳🚀🛑✋]/u.test(text));
}

/** Starts everything and waits until the bot is connected to Slack. */
export async function startWorld(options: WorldOptions = {}): Promise<World> {
  const { speed, slack: slackOptions, streams } = options;
  const services = await startServices({
    ...(speed !== undefined && { speed }),
    ...(slackOptions && { slack: slackOptions }),
    ...(streams !== undefined && { streams }),
  });
  const { slack } = services;
  options.prepare?.(services);
  const settings = Object.entries({ ...services.environment, ...options.environment });
  const bot = startBotProcess(
    Object.fromEntries(settings.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))),
  );
  try {
    await services.connected(CONNECT_WITHIN_MS);
  } catch (error) {
    await bot.kill('SIGKILL');
    await services.stop();
    throw new Error(`The bot did not connect:\n${bot.output()}`, { cause: error });
  }

  async function until<T>(what: string, check: () => T | undefined | false, timeoutMs = WAIT_AT_MOST_MS) {
    try {
      return await slack.until(check, timeoutMs);
    } catch (error) {
      throw new Error(`Waited in vain for ${what}.\n${bot.output().slice(-3_000)}`, { cause: error });
    }
  }

  /** "Errand has joined the channel" is Slack's own line. */
  const isSaidByBot = ({ user, subtype }: JsonObject) => user === slack.botUserId && subtype === undefined;

  return {
    ...services,
    bot,
    person: (name) => slack.person(`U0${name.toUpperCase()}`),
    async newThread(channelId, act) {
      const before = new Set(slack.history(channelId).map(({ ts }) => ts));
      await act();
      const root = await until('a new thread', () =>
        slack.history(channelId).find((message) => !before.has(message['ts']) && isSaidByBot(message)),
      );
      return String(root['ts']);
    },
    async thread(channelId, ts, messages = 2) {
      const texts = () => slack.thread(channelId, ts).map(messageText);
      await until(
        `${messages} messages in a thread that holds:\n${texts().join('\n')}\n`,
        () => texts().length >= messages && isSettled(texts()),
      );
      return texts();
    },
    async card(channelId, ts, says, timeoutMs) {
      const words = () =>
        slack
          .thread(channelId, ts)
          .map(messageText)
          .find((text) => says.test(text));
      return await until(`a card that says ${says}`, words, timeoutMs);
    },
    async toldPrivately(person, channelId, act) {
      const before = person.ephemerals(channelId).length;
      await act();
      const told = await until('a private sentence', () => person.ephemerals(channelId)[before]);
      return messageText({ ...told });
    },
    async newDirectMessage(person, act) {
      const channelId = person.openDm();
      const before = new Set(slack.history(channelId).map(({ ts }) => ts));
      await act();
      return await until('a direct message', () =>
        slack.history(channelId).find((message) => !before.has(message['ts']) && isSaidByBot(message)),
      );
    },
    async stop() {
      await bot.kill('SIGKILL');
      await services.stop();
    },
  };
}

import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type BotProcess, startBotProcess } from '../support/bot-process.ts';
import { CONNECTION } from '../support/connection.ts';
import { type Services, startServices } from '../support/services.ts';

const ENROLL = 'enroll_in_sequence email=ines.duarte@example.com sequence="Inbound follow-up"';
/** After everything has been said, nothing more may come. */
const QUIET_MS = 3_000;
const GIVE_UP_AFTER_MS = 150_000;
const ACTION = 'job_start_again';

let services: Services;
let bot: BotProcess;

beforeEach(async () => {
  services = await startServices({ speed: 2 });
  bot = startBotProcess(withoutQuestions());
  await services.connected(30_000);
});
afterEach(async () => {
  await bot.kill('SIGKILL');
  await services.stop();
});

/** A synchronous tool, an asynchronous one, a run by command and one by mention. */
async function requestEverything(): Promise<void> {
  const { slack } = services;
  const ada = slack.person('U0ADA');
  await ada.command(slack.channel('revenue'), '/warmly', 'get_credits_remaining');
  await ada.command(slack.channel('revenue'), '/warmly', ENROLL);
  await ada.command(slack.channel('engineering'), '/warp', 'fix the flaky login test');
  ada.say(slack.channel('engineering'), '@Errand why is the build red?');
}

/** A command starts at once: what a person confirms is not what is looked at here. */
function withoutQuestions() {
  return { ...services.environment, CONFIRM_TOOLS: '!*' };
}

async function killAndRestart(): Promise<void> {
  await bot.kill('SIGKILL');
  expect(bot.process.signalCode).toBe('SIGKILL');
  bot = startBotProcess(withoutQuestions());
}

/** What the bot has said in each thread, the card first. */
function threads(): string[][] {
  const { slack } = services;
  return ['revenue', 'engineering'].flatMap((name) => {
    const channel = slack.channel(name);
    return slack.history(channel).map(({ ts }) =>
      slack
        .thread(channel, String(ts))
        .filter(({ user }) => user === slack.botUserId)
        .map(({ text }) => String(text)),
    );
  });
}

const saysResult = (text: string | undefined) => /: done|done in|finished|enrolled/i.test(text ?? '');

/** The requester's answer wherever it was asked: nobody knows whether this started. */
async function pressStartAgain(pressed: Set<string>): Promise<void> {
  const { slack } = services;
  for (const channel of ['revenue', 'engineering'].map((name) => slack.channel(name))) {
    for (const { ts: rootTs } of slack.history(channel)) {
      const question = slack
        .thread(channel, String(rootTs))
        .find(({ blocks }) => JSON.stringify(blocks ?? []).includes(ACTION));
      const ts = String(question?.['ts']);
      if (question === undefined || pressed.has(ts)) continue;
      pressed.add(ts);
      await slack.person('U0ADA').clickButton({ channel, ts, actionId: ACTION });
    }
  }
}

// At the very start, while jobs are followed, while they are told of.
const KILL_AFTER_MS = CONNECTION === 'http' ? [700] : [0, 700, 2_500];

describe.each(KILL_AFTER_MS)('killed %i ms after the last request', (killAfterMs) => {
  it('finds every result in its thread, once, and starts nothing twice', async () => {
    await requestEverything();
    await sleep(killAfterMs);
    await killAndRestart();

    // A job whose create call was cut off is looked for over 90 s, and then its requester is asked.
    const pressed = new Set<string>();
    const isTold = () =>
      threads().length === 4 && threads().every((texts) => texts.slice(1).some(saysResult));
    for (let waitedMs = 0; waitedMs < GIVE_UP_AFTER_MS && !isTold(); waitedMs += 500) {
      await pressStartAgain(pressed);
      await sleep(500);
    }
    await sleep(QUIET_MS);

    const told = threads();
    const results = told.map((texts) => texts.slice(1).filter(saysResult).length);
    expect(results, JSON.stringify(told, null, 1)).toEqual([1, 1, 1, 1]);
    for (const [card] of told) expect(card).toMatch(/done/i);
    expect(services.warmly.executions.map(({ toolName }) => toolName).toSorted()).toEqual([
      'enroll_in_sequence',
      'get_credits_remaining',
    ]);
    expect(services.warp.runs).toHaveLength(2);
  }, 200_000);
});

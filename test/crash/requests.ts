import type { Person } from '../../src/playground/slack/person.ts';
import type { Services } from '../support/services.ts';
import { BIG_TOOL, LATER_TOOL, SYNC_TOOL } from './crash-services.ts';
import type { Random } from './random.ts';

/** What one person asked for. Its tag stands in the prompt or input, and nowhere else. */
export interface Request {
  readonly tag: string;
  readonly kind: Kind;
  readonly channel: string;
  /** What Slack told the person: taken, or not; a mention is always delivered in the end. */
  answer: 'pending' | 'taken' | 'failed';
}

type Kind = 'warp_command' | 'warp_form' | 'mention' | 'warmly_sync' | 'warmly_later' | 'warmly_big';

const KINDS: readonly Kind[] = [
  ...Array<Kind>(8).fill('warp_command'),
  ...Array<Kind>(5).fill('mention'),
  ...Array<Kind>(3).fill('warp_form'),
  'warmly_sync',
  ...Array<Kind>(2).fill('warmly_later'),
  ...Array<Kind>(2).fill('warmly_big'),
];
/** Everything that Warmly is asked counts against 60 calls a minute. */
const WARMLY_EVERY_MS = 3_500;
const FORM_OPENS_WITHIN_MS = 3_000;
const PEOPLE = ['U0ADA', 'U0BEN', 'U0CARLA'];

export interface Requests {
  readonly all: readonly Request[];
  /** Lets somebody ask for something, if anybody has a hand free. */
  askSomething(): void;
  /** Waits until Slack has told everybody. */
  settled(): Promise<void>;
}

/** People who ask for things all the time, whether the bot is up or not. */
export function createRequests(services: Services, random: Random, channels: readonly string[]): Requests {
  const { slack } = services;
  const all: Request[] = [];
  const underWay = new Set<Promise<void>>();
  /** Slack tells of a failed command by a sentence in its channel: so one at a time there. */
  const busy = new Set<string>();
  let warmlyFreeAtMs = 0;
  let lastWasRefused = false;

  function askSomething(): void {
    // Few try while the bot is away, as far as people can tell.
    if ((!slack.isConnected() || lastWasRefused) && !random.chance(0.1)) return;
    const kind = random.pick(KINDS);
    const isWarmly = kind.startsWith('warmly');
    if (isWarmly && Date.now() < warmlyFreeAtMs) return;
    const person = slack.person(random.pick(PEOPLE));
    const channel = random.pick(channels);
    const hands = kind === 'warp_form' ? person.id : `${person.id} ${channel}`;
    if (busy.has(hands)) return;
    if (isWarmly) warmlyFreeAtMs = Date.now() + WARMLY_EVERY_MS;
    const tag = `job-${all.length + 1}-`;
    const request: Request = { tag, kind, channel, answer: 'pending' };
    all.push(request);
    busy.add(hands);
    const asking = ask(request, person)
      .catch(() => {
        request.answer = 'failed';
      })
      .finally(() => {
        // A mention is sent whether anybody hears it or not.
        if (kind !== 'mention') lastWasRefused = request.answer === 'failed';
        busy.delete(hands);
        underWay.delete(asking);
      });
    underWay.add(asking);
    if (random.chance(0.1)) slack.repeatLastDelivery();
  }

  async function ask(request: Request, person: Person): Promise<void> {
    const { tag, kind, channel } = request;
    switch (kind) {
      case 'mention':
        person.say(channel, `@Errand ${promptOf(tag)}`);
        request.answer = 'taken';
        return;
      case 'warp_command':
        return await command(request, person, '/warp', promptOf(tag));
      case 'warp_form':
        return await form(request, person);
      case 'warmly_sync':
        return await command(request, person, '/warmly', `${SYNC_TOOL} tag=${tag}`);
      case 'warmly_later':
        return await command(request, person, '/warmly', `${LATER_TOOL} tag=${tag}`);
      case 'warmly_big':
        return await command(request, person, '/warmly', `${BIG_TOOL} tag=${tag}`);
    }
  }

  /** Some runs fail, so that failures are told once too. */
  function promptOf(tag: string): string {
    return random.chance(0.15) ? `${tag} fail` : `${tag} do it`;
  }

  async function command(request: Request, person: Person, name: string, text: string): Promise<void> {
    const said = () => person.ephemerals(request.channel).length;
    const before = said();
    await person.command(request.channel, name, text);
    request.answer = said() > before ? 'failed' : 'taken';
  }

  /** A form that nobody answered for is submitted again, as people do. */
  async function form(request: Request, person: Person): Promise<void> {
    for (const view of person.views()) await person.closeView(view.id);
    await person.command(request.channel, '/warp');
    const view = await slack.until(() => person.views().at(-1), FORM_OPENS_WITHIN_MS);
    const value = { type: 'plain_text_input', value: promptOf(request.tag) };
    for (let tries = 0; tries < 3; tries += 1) {
      try {
        const { errors } = await person.submit(view.id, { warp_prompt: { warp_prompt: value } });
        if (errors === undefined) {
          request.answer = 'taken';
          return;
        }
      } catch {
        // Slack says "We had some trouble connecting": the form stays open.
      }
    }
    request.answer = 'failed';
  }

  return {
    all,
    askSomething,
    async settled() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}

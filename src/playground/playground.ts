import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createSystemClock } from '../clock.ts';
import { botEnvironment } from './bot-environment.ts';
import { type Control, createControl } from './control.ts';
import { createControlEndpoints } from './control-endpoints.ts';
import { createLocalSlack, type LocalSlack } from './slack/local-slack.ts';
import { type ConnectionWay, connectionTo, slackOptionsFor } from './slack-connection.ts';
import { createTrafficLog } from './traffic.ts';
import { createUpstreamConsole } from './upstream-console.ts';
import { createLocalWarmly, type LocalWarmly } from './warmly/local-warmly.ts';
import { createLocalWarp, type LocalWarp } from './warp/local-warp.ts';
import { bundleWebPage } from './web/bundle.ts';

export interface Playground {
  /** Where the page is. */
  readonly url: string;
  readonly slack: LocalSlack;
  readonly warmly: LocalWarmly;
  readonly warp: LocalWarp;
  /** Traffic, faults, clocks and reset; over HTTP under `/control/` of the page. */
  readonly control: Control;
  /** Ends the bot, the services, and what the bot has stored. */
  stop(): Promise<void>;
}

export interface PlaygroundOptions {
  /** The page's port; where it is taken, the next free one. 0 for any. */
  readonly port: number;
  /** How much faster than life the upstreams' time passes. */
  readonly speed?: number;
  /** How Slack reaches the bot; Socket Mode unless told. */
  readonly connection?: ConnectionWay;
  /** Of the bot: settings that replace the playground's own. */
  readonly environment?: Readonly<Record<string, string>>;
  /** How long Slack waits for the bot; as long as the real one unless told. */
  readonly answerWithinMs?: number;
  /** Done to the upstreams before the bot starts and reads their lists, also after a reset. */
  readonly prepare?: (upstreams: { readonly warmly: LocalWarmly; readonly warp: LocalWarp }) => void;
  /** The bot ended by itself. */
  readonly onBotExit?: (code: number | null) => void;
}

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));
const PORTS_TRIED = 20;
/** A slow machine takes its time to start a process; whoever waits is gone as soon as it is there. */
const CONNECT_WITHIN_MS = 50_000;
const STOP_WITHIN_MS = 12_000;

/** Starts a Slack, a Warmly and a Warp on 127.0.0.1, and the real bot as a process of its own beside them. */
export async function startPlayground(options: PlaygroundOptions): Promise<Playground> {
  const { speed = 1, connection: way = 'socket', answerWithinMs } = options;
  const traffic = createTrafficLog(createSystemClock());
  const [warmly, warp, servePage] = await Promise.all([
    createLocalWarmly({ speed, traffic }),
    createLocalWarp({ speed, traffic }),
    bundleWebPage(),
  ]);
  options.prepare?.({ warmly, warp });
  const serveConsole = createUpstreamConsole({ warmly, warp });
  const slack = await slackOnFreePort(options.port, {
    ...slackOptionsFor(way),
    ...(answerWithinMs !== undefined && { answerWithinMs }),
    traffic,
    webPage: async (request, response) =>
      (await serveControl(request, response)) ||
      (await serveConsole(request, response)) ||
      servePage(request, response),
  });
  const connection = await connectionTo(slack, way);
  const control = createControl({ slack, warmly, warp, traffic, restartBot });
  const serveControl = createControlEndpoints(control);
  let bot: ChildProcess | undefined;
  let dataDir: string | undefined;

  async function start(): Promise<void> {
    dataDir = await mkdtemp(join(tmpdir(), 'errand-playground-'));
    const started = startBot({
      ...botEnvironment({ slack, warmly, warp }),
      ...connection.environment,
      ADMIN_USERS: 'U0ADA',
      DATA_DIR: dataDir,
      LOG_LEVEL: 'warn',
      ...options.environment,
    });
    bot = started;
    const isGone = new AbortController();
    started.once('exit', (code) => {
      isGone.abort(new Error('The bot ended while it was starting; see its messages above.'));
      if (bot === started) options.onBotExit?.(code);
    });
    await connection.established(CONNECT_WITHIN_MS, isGone.signal);
  }

  async function endBot(): Promise<void> {
    const ending = bot;
    bot = undefined;
    if (ending) await stopBot(ending);
    if (dataDir !== undefined) await rm(dataDir, { recursive: true, force: true });
  }

  async function restartBot(meanwhile: () => void): Promise<void> {
    await endBot();
    await connection.ended();
    meanwhile();
    options.prepare?.({ warmly, warp });
    await start();
  }

  async function stop(): Promise<void> {
    await endBot();
    await Promise.all([slack.stop(), warmly.stop(), warp.stop()]);
  }

  try {
    await start();
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: slack.url, slack, warmly, warp, control, stop };
}

/** The machine's own settings stay outside: nothing here may reach a real service. */
function startBot(environment: Readonly<Record<string, string>>): ChildProcess {
  const { PATH } = process.env;
  return spawn(process.execPath, [MAIN], {
    env: { ...(PATH !== undefined && { PATH }), ...environment },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
}

async function stopBot(bot: ChildProcess): Promise<void> {
  if (bot.exitCode !== null || bot.signalCode !== null) return;
  const ended = once(bot, 'exit');
  bot.kill('SIGTERM');
  const killer = setTimeout(() => bot.kill('SIGKILL'), STOP_WITHIN_MS);
  await ended;
  clearTimeout(killer);
}

async function slackOnFreePort(
  port: number,
  options: Parameters<typeof createLocalSlack>[0],
): Promise<LocalSlack> {
  for (let tried = 0; ; tried += 1) {
    try {
      return await createLocalSlack({ ...options, port: port === 0 ? 0 : port + tried });
    } catch (error) {
      const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
      if (!isTaken || tried >= PORTS_TRIED) throw error;
    }
  }
}

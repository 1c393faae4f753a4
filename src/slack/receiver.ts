import { HTTPReceiver, type Receiver, SocketModeReceiver } from '@slack/bolt';
import type { Config } from '../config/config.ts';
import { ErrandError } from '../errors.ts';
import type { Logger } from '../observability/logger.ts';
import { createBoltLogger } from './bolt-logger.ts';
import { toStartError } from './start-error.ts';

/** Where Slack's requests arrive over HTTP; the manifest names the same path. */
const HTTP_PATH = '/slack/events';

/** Slack gives each delivery to one of them; while one reconnects, which takes seconds, the other goes on. */
const SOCKETS = 2;

export interface SlackReceiver extends Receiver {
  /** How many ways there are at this moment by which Slack can deliver: open sockets, or the listening port. */
  openConnections(): number;
}

/** Slack's deliveries by the connection that the configuration chooses. Its `start` throws a start error. */
export function createReceiver(config: Config['slack'], logger: Logger): SlackReceiver {
  const { connection } = config;
  return connection.kind === 'http'
    ? httpReceiver(connection, logger)
    : socketModeReceiver(connection, config.apiUrl, logger);
}

type Connection<Kind> = Extract<Config['slack']['connection'], { kind: Kind }>;

function socketModeReceiver(connection: Connection<'socket'>, apiUrl: string, logger: Logger): SlackReceiver {
  const inners = Array.from(
    { length: SOCKETS },
    () =>
      new SocketModeReceiver({
        appToken: connection.appToken,
        logger: createBoltLogger(logger),
        installerOptions: { clientOptions: { slackApiUrl: apiUrl } },
      }),
  );
  const open = new Set<SocketModeReceiver>();
  for (const inner of inners) {
    inner.client.on('connected', () => open.add(inner));
    for (const lost of ['reconnecting', 'disconnecting', 'disconnected']) {
      inner.client.on(lost, () => open.delete(inner));
    }
  }
  return {
    openConnections: () => open.size,
    init: (app) => {
      for (const inner of inners) inner.init(app);
    },
    stop: () => Promise.all(inners.map((inner) => inner.stop())),
    start: () =>
      Promise.all(inners.map((inner) => inner.start())).catch((error: unknown) =>
        Promise.reject(toStartError(error, 'SLACK_APP_TOKEN')),
      ),
  };
}

function httpReceiver({ port, signingSecret }: Connection<'http'>, logger: Logger): SlackReceiver {
  const inner = new HTTPReceiver({
    signingSecret,
    endpoints: HTTP_PATH,
    logger: createBoltLogger(logger),
  });
  let isListening = false;
  return {
    openConnections: () => (isListening ? 1 : 0),
    init: (app) => inner.init(app),
    stop: async () => {
      isListening = false;
      await inner.stop();
    },
    start: async () => {
      try {
        await inner.start(port);
      } catch (cause) {
        throw new ErrandError('slack.port_unavailable', 'The port for Slack’s requests cannot be used.', {
          userMessage: `PORT ${port} is taken or not allowed: choose a free one.`,
          fields: { port },
          cause,
        });
      }
      isListening = true;
    },
  };
}

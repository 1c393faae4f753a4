import type { SocketModeClient } from '@slack/socket-mode';
import type { LocalSlack } from '../../../src/playground/slack/local-slack.ts';
import { socketClient } from './slack-clients.ts';

/** One envelope as the client hands it out. */
interface Delivered {
  readonly type: string;
  readonly body: Record<string, unknown> & { event?: Record<string, unknown>; event_id?: string };
  readonly retry_num: number;
  readonly retry_reason: string;
  readonly ack: (payload?: object) => Promise<void>;
}

/** Connects a client whose deliveries can be awaited one by one; it goes into `clients`, to be disconnected. */
export async function connectReader(slack: LocalSlack, clients: SocketModeClient[]) {
  const client = socketClient(slack);
  const arrived: Delivered[] = [];
  const waiting: ((delivered: Delivered) => void)[] = [];
  client.on('slack_event', (delivered: Delivered) => {
    const next = waiting.shift();
    if (next === undefined) arrived.push(delivered);
    else next(delivered);
  });
  clients.push(client);
  await client.start();
  const next = () => {
    const first = arrived.shift();
    return first === undefined ? new Promise<Delivered>((resolve) => waiting.push(resolve)) : first;
  };
  return { client, next, arrived };
}

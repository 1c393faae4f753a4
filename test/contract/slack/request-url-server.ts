import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';

export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

interface Answer {
  readonly status: number;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An app's request URL that keeps what arrives and answers as told. */
export interface RequestUrlServer {
  readonly url: string;
  onChallenge: (challenge: string) => Answer;
  answer: (received: Received) => Answer | Promise<Answer>;
  /** The next request that no one has asked for yet; challenges are none. */
  next(): Promise<Received>;
  /** How many requests no one has asked for yet. */
  waiting(): number;
  stop(): Promise<void>;
}

export async function startRequestUrl(): Promise<RequestUrlServer> {
  const arrived: Received[] = [];
  const askers: ((received: Received) => void)[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const received = { headers: request.headers, body: Buffer.concat(chunks).toString('utf8') };
    const challenge = /^{.*"challenge":"(\w+)".*"type":"url_verification"/.exec(received.body)?.[1];
    let answer: Answer;
    if (challenge === undefined) {
      const answering = self.answer(received);
      const asker = askers.shift();
      if (asker === undefined) arrived.push(received);
      else asker(received);
      answer = await answering;
    } else {
      answer = self.onChallenge(challenge);
    }
    response.writeHead(answer.status, answer.headers).end(answer.body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  const self: RequestUrlServer = {
    url: `http://127.0.0.1:${port}/slack/events`,
    onChallenge: (challenge) => ({ status: 200, body: challenge }),
    answer: () => ({ status: 200, body: '' }),
    next: () => {
      const first = arrived.shift();
      return first === undefined ? new Promise((resolve) => askers.push(resolve)) : Promise.resolve(first);
    },
    waiting: () => arrived.length,
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
  return self;
}

import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Clock } from '../../clock.ts';
import { DELIVERY_PREFIX, type Fault } from '../faults.ts';
import type { TrafficLog } from '../traffic.ts';
import { type AppAnswer, type AppLink, deliveryName } from './app-link.ts';
import { createEventDeliveries } from './event-deliveries.ts';
import { isObject, type JsonObject, objectOf, parseJson, stringOf } from './json-value.ts';
import { randomSecret } from './random-id.ts';

/** Well below the client's 30 s, after which it would take a silent server for dead. */
const pingIntervalMs = 10_000;
const maxConnections = 10;
/** From asking a client to reconnect until its connection is cut. */
const refreshGraceMs = 10_000;
const ticketLifetimeMs = 30_000;

/**
 * Slack's end of Socket Mode. A connection is opened with a ticket from `apps.connections.open`, greeted with
 * `hello`, and lives until either side closes it. Each envelope goes to one connection, in turn; one that is
 * not acknowledged before its connection breaks goes to another.
 */
export interface SocketMode extends AppLink {
  /** A URL that can be connected to once. Undefined when too many connections are open. */
  issueUrl(): string | undefined;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Asks every client to reconnect, as Slack does when it recycles a connection, and cuts who does not. */
  refreshConnections(): void;
  connectionCount(): number;
}

interface PendingAnswer {
  readonly socket: WebSocket;
  readonly answer: (answer: AppAnswer) => void;
}

/** An envelope that was sent and is not yet acknowledged, for the log of traffic. */
interface SentEnvelope {
  readonly socket: WebSocket;
  readonly end: ReturnType<TrafficLog['begin']>;
}

export function createSocketMode(options: {
  readonly clock: Clock;
  readonly origin: string;
  readonly appId: string;
  readonly traffic: TrafficLog;
  readonly retryDelaysMs: readonly number[];
  /** How long an acknowledgement is waited for. */
  readonly answerWithinMs: number;
}): SocketMode {
  const { clock, answerWithinMs } = options;
  const server = new WebSocketServer({ noServer: true });
  const tickets = new Map<string, number>();
  const sockets = new Set<WebSocket>();
  const pending = new Map<string, PendingAnswer>();
  const sent = new Map<string, SentEnvelope>();
  const listeners: ((isConnected: boolean) => void)[] = [];
  const abort = new AbortController();
  let lastEnvelope: JsonObject | undefined;
  let turn = 0;

  const deliveries = createEventDeliveries({
    clock,
    signal: abort.signal,
    ackTimeoutMs: answerWithinMs,
    retryDelaysMs: options.retryDelaysMs,
    send: sendEnvelope,
    onTimeout: endEnvelope,
  });

  function nextSocket(): WebSocket | undefined {
    const open = [...sockets].filter((socket) => socket.readyState === socket.OPEN);
    turn += 1;
    return open[turn % Math.max(1, open.length)];
  }

  function sendEnvelope(envelope: JsonObject, fault?: Fault): WebSocket | undefined {
    lastEnvelope = envelope;
    if (fault?.type === 'cut' && fault.when === 'before') nextSocket()?.terminate();
    const socket = nextSocket();
    if (socket === undefined) return undefined;
    const type = stringOf(envelope.type) ?? '';
    const end = options.traffic.begin({
      service: 'slack',
      direction: 'to_bot',
      method: 'WS',
      path: DELIVERY_PREFIX + deliveryName(type, objectOf(envelope.payload)),
      body: envelope,
      fault: fault?.type,
    });
    sent.set(stringOf(envelope.envelope_id) ?? '', { socket, end });
    const isCutAfter = fault?.type === 'cut' && fault.when === 'after';
    socket.send(JSON.stringify(envelope));
    if (isCutAfter) {
      // Closed in order, so that the envelope surely arrives; what the client still says is not heard.
      socket.removeAllListeners('message');
      socket.close();
    }
    return socket;
  }

  function endEnvelope(envelopeId: string, answer?: JsonObject) {
    sent.get(envelopeId)?.end(answer && { status: 200, body: answer });
    sent.delete(envelopeId);
  }

  function onMessage(text: string) {
    const message = parseJson(text);
    if (!isObject(message)) return;
    const envelopeId = stringOf(message.envelope_id) ?? '';
    endEnvelope(envelopeId, message);
    deliveries.acknowledge(envelopeId);
    pending.get(envelopeId)?.answer({ kind: 'answered', payload: objectOf(message.payload) });
  }

  function accept(socket: WebSocket) {
    sockets.add(socket);
    socket.on('message', (data) => {
      if (Buffer.isBuffer(data)) onMessage(data.toString());
    });
    socket.on('error', () => socket.terminate());
    const ping = setInterval(() => socket.ping(`Ping from slack-local`), pingIntervalMs);
    socket.on('close', () => {
      clearInterval(ping);
      sockets.delete(socket);
      for (const one of pending.values()) if (one.socket === socket) one.answer({ kind: 'unreachable' });
      for (const [id, one] of sent) if (one.socket === socket) endEnvelope(id);
      deliveries.connectionLost(socket);
      for (const listener of listeners) listener(sockets.size > 0);
    });
    socket.ping();
    socket.send(
      JSON.stringify({
        type: 'hello',
        num_connections: sockets.size,
        debug_info: { host: 'local', build_number: 1, approximate_connection_time: 18_060 },
        connection_info: { app_id: options.appId },
      }),
    );
    for (const listener of listeners) listener(true);
    deliveries.connectionOpened();
  }

  return {
    isConnected: () => sockets.size > 0,
    connectionCount: () => sockets.size,
    issueUrl: () => {
      if (sockets.size >= maxConnections) return undefined;
      const ticket = randomSecret();
      tickets.set(ticket, clock.nowMs() + ticketLifetimeMs);
      return `${options.origin.replace(/^http/, 'ws')}/link/?ticket=${ticket}&app_id=${options.appId}`;
    },
    upgrade: (request, socket, head) => {
      const url = new URL(request.url ?? '/', options.origin);
      const ticket = url.searchParams.get('ticket') ?? '';
      const expiresAtMs = tickets.get(ticket);
      tickets.delete(ticket);
      if (!url.pathname.startsWith('/link') || expiresAtMs === undefined || expiresAtMs < clock.nowMs()) {
        socket.end('HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n');
        return;
      }
      server.handleUpgrade(request, socket, head, accept);
    },
    deliverEvent: deliveries.deliver,
    onTheirWay: deliveries.onTheirWay,
    givenUp: deliveries.givenUp,
    ask: async (type, payload, fault) => {
      const envelopeId = randomUUID();
      const envelope = { envelope_id: envelopeId, type, accepts_response_payload: true, payload };
      if (fault?.type === 'cut' && fault.when === 'before') {
        nextSocket()?.terminate();
        return { kind: 'unreachable' };
      }
      const socket = sendEnvelope(envelope, fault);
      if (socket === undefined) return { kind: 'unreachable' };
      const timer = new AbortController();
      const answered = new Promise<AppAnswer>((resolve) =>
        pending.set(envelopeId, { socket, answer: resolve }),
      );
      const timedOut = clock
        .sleep(answerWithinMs, AbortSignal.any([timer.signal, abort.signal]))
        .then((): AppAnswer => ({ kind: 'timed_out' }));
      const answer = await Promise.race([answered, timedOut]);
      pending.delete(envelopeId);
      endEnvelope(envelopeId);
      timer.abort();
      return answer;
    },
    breakConnections: (count = sockets.size) => {
      for (const socket of [...sockets].slice(0, count)) socket.terminate();
    },
    refreshConnections: () => {
      const notice = { type: 'disconnect', reason: 'refresh_requested', debug_info: { host: 'local' } };
      for (const socket of sockets) {
        socket.send(JSON.stringify(notice));
        void clock.sleep(refreshGraceMs, abort.signal).then(() => socket.terminate());
      }
    },
    repeatLastDelivery: () => {
      if (lastEnvelope !== undefined) sendEnvelope({ ...lastEnvelope, envelope_id: randomUUID() });
    },
    onConnectionChange: (listener) => {
      listeners.push(listener);
    },
    forget: () => {
      deliveries.forget();
      lastEnvelope = undefined;
    },
    stop: () => {
      abort.abort();
      for (const socket of sockets) socket.terminate();
      server.close();
    },
  };
}

import { randomUUID } from 'node:crypto';
import type { WebSocket } from 'ws';
import type { Clock } from '../../clock.ts';
import type { Fault } from '../faults.ts';
import type { JsonObject } from './json-value.ts';

/** An event that nobody could take for so long is gone. */
const undeliveredLifetimeMs = 3_600_000;

/**
 * One event on its way: `waiting` for a connection or for its next try, `sent` until its acknowledgement, the
 * end of its connection or the timeout. It leaves when acknowledged, after its last try, or when too old.
 */
interface Delivery {
  readonly payload: JsonObject;
  readonly createdAtMs: number;
  /** Of the next try. */
  fault: Fault | undefined;
  /** The acknowledgement of this try goes astray. */
  isDeaf: boolean;
  tries: number;
  reason: string;
  state: 'waiting' | 'sent';
  envelopeId: string;
  /** An acknowledgement came, even if it was not heard. */
  isAnswered: boolean;
  socket: WebSocket | undefined;
  timer: AbortController;
}

/** Delivers events until they are acknowledged. */
interface EventDeliveries {
  deliver(payload: JsonObject, fault?: Fault): void;
  acknowledge(envelopeId: string): void;
  onTheirWay(): number;
  /** The events that were given up, no try of which was ever acknowledged. */
  givenUp(): readonly JsonObject[];
  connectionOpened(): void;
  connectionLost(socket: WebSocket): void;
  /** Drops everything on its way. */
  forget(): void;
}

export function createEventDeliveries(options: {
  clock: Clock;
  signal: AbortSignal;
  ackTimeoutMs: number;
  retryDelaysMs: readonly number[];
  send: (envelope: JsonObject, fault: Fault | undefined) => WebSocket | undefined;
  /** An envelope was not acknowledged in time. */
  onTimeout: (envelopeId: string) => void;
}): EventDeliveries {
  const { clock, retryDelaysMs } = options;
  const open = new Set<Delivery>();
  const givenUp: JsonObject[] = [];

  function giveUp(delivery: Delivery) {
    open.delete(delivery);
    if (!delivery.isAnswered) givenUp.push(delivery.payload);
  }

  function attempt(delivery: Delivery) {
    delivery.timer.abort();
    if (clock.nowMs() - delivery.createdAtMs > undeliveredLifetimeMs) {
      giveUp(delivery);
      return;
    }
    delivery.envelopeId = randomUUID();
    const { fault } = delivery;
    delivery.fault = undefined;
    delivery.isDeaf = fault?.type === 'lost_answer';
    const envelope = {
      envelope_id: delivery.envelopeId,
      type: 'events_api',
      accepts_response_payload: false,
      payload: delivery.payload,
      retry_attempt: delivery.tries,
      retry_reason: delivery.reason,
    };
    delivery.socket = options.send(envelope, fault);
    delivery.tries += 1;
    if (delivery.socket === undefined) {
      delivery.state = 'waiting';
      delivery.reason = 'connection_failed';
      return;
    }
    delivery.state = 'sent';
    later(delivery, options.ackTimeoutMs, () => {
      options.onTimeout(delivery.envelopeId);
      delivery.reason = 'timeout';
      delivery.state = 'waiting';
      const delayMs = retryDelaysMs[delivery.tries - 1];
      if (delayMs === undefined) giveUp(delivery);
      else if (delayMs === 0) attempt(delivery);
      else later(delivery, delayMs, () => attempt(delivery));
    });
  }

  function later(delivery: Delivery, delayMs: number, action: () => void) {
    delivery.timer = new AbortController();
    const signal = AbortSignal.any([delivery.timer.signal, options.signal]);
    void clock.sleep(delayMs, signal).then(() => {
      if (!signal.aborted && open.has(delivery)) action();
    });
  }

  return {
    deliver: (payload, fault) => {
      const delivery: Delivery = {
        payload,
        createdAtMs: clock.nowMs(),
        fault,
        isDeaf: false,
        tries: 0,
        reason: '',
        state: 'waiting',
        envelopeId: '',
        isAnswered: false,
        socket: undefined,
        timer: new AbortController(),
      };
      open.add(delivery);
      attempt(delivery);
    },
    acknowledge: (envelopeId) => {
      for (const delivery of open) {
        if (delivery.envelopeId !== envelopeId) continue;
        delivery.isAnswered = true;
        if (delivery.isDeaf) continue;
        delivery.timer.abort();
        open.delete(delivery);
      }
    },
    connectionOpened: () => {
      for (const delivery of open) if (delivery.state === 'waiting') attempt(delivery);
    },
    connectionLost: (socket) => {
      for (const delivery of open) {
        if (delivery.state !== 'sent' || delivery.socket !== socket) continue;
        delivery.reason = 'connection_failed';
        attempt(delivery);
      }
    },
    onTheirWay: () => open.size,
    givenUp: () => givenUp,
    forget: () => {
      for (const delivery of open) delivery.timer.abort();
      open.clear();
      givenUp.length = 0;
    },
  };
}

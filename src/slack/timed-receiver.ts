import type { App, Receiver, ReceiverEvent } from '@slack/bolt';
import type { DeliveryKind } from '../observability/metrics.ts';

/** Stands before everything that Errand does with a delivery, and tells how long Slack waited for its answer. */
export function createTimedReceiver(
  inner: Receiver,
  acknowledged: (kind: DeliveryKind, durationMs: number) => void,
): Receiver {
  function timed(event: ReceiverEvent): ReceiverEvent {
    const arrivedAtMs = performance.now();
    return {
      ...event,
      ack: async (...response) => {
        await event.ack(...response);
        acknowledged(kindOf(event.body), performance.now() - arrivedAtMs);
      },
    };
  }

  return {
    init(app) {
      const front: App = Object.create(app, {
        processEvent: { value: (event: ReceiverEvent) => app.processEvent(timed(event)) },
      });
      inner.init(front);
    },
    start: (...args) => inner.start(...args),
    stop: (...args) => inner.stop(...args),
  };
}

function kindOf(body: ReceiverEvent['body']): DeliveryKind {
  if (typeof body['command'] === 'string') return 'command';
  switch (body['type']) {
    case 'event_callback':
      return 'event';
    case 'block_actions':
      return 'action';
    case 'view_submission':
      return 'submission';
    case 'block_suggestion':
      return 'options';
    default:
      return 'other';
  }
}

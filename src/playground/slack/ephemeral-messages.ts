import type { JsonObject } from './json-value.ts';
import type { StoredMessage } from './workspace-types.ts';

export type EphemeralMessage = StoredMessage & { readonly to: string };

type EphemeralChange = { readonly type: 'shown' | 'gone'; readonly message: EphemeralMessage };

/** Messages that one person alone sees; Slack keeps them nowhere, this server until it stops. */
export interface EphemeralMessages {
  show(message: EphemeralMessage): void;
  replace(message: EphemeralMessage, text: string, blocks: readonly JsonObject[] | undefined): void;
  remove(message: EphemeralMessage): void;
  find(userId: string, channelId: string, ts: string): EphemeralMessage | undefined;
  of(userId: string): readonly EphemeralMessage[];
  onChange(listener: (change: EphemeralChange) => void): void;
}

export function createEphemeralMessages(): EphemeralMessages {
  const messages: EphemeralMessage[] = [];
  const listeners: ((change: EphemeralChange) => void)[] = [];
  const emit = (change: EphemeralChange) => {
    for (const listener of listeners) listener(change);
  };
  return {
    show: (message) => {
      messages.push(message);
      emit({ type: 'shown', message });
    },
    replace: (message, text, blocks) => {
      message.text = text;
      if (blocks === undefined) delete message.blocks;
      else message.blocks = blocks;
      emit({ type: 'shown', message });
    },
    remove: (message) => {
      messages.splice(messages.indexOf(message), 1);
      emit({ type: 'gone', message });
    },
    find: (userId, channelId, ts) =>
      messages.find((one) => one.to === userId && one.channel === channelId && one.ts === ts),
    of: (userId) => messages.filter((one) => one.to === userId),
    onChange: (listener) => {
      listeners.push(listener);
    },
  };
}

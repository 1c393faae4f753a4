import type { UiMessage } from '../../slack/ui-protocol.ts';
import { sentenceOf } from '../api.ts';
import { usePage } from '../state/page-context.ts';

/** How the acting person reacts to a message; what is refused is shown. */
export function useReacting(message: UiMessage): {
  react(name: string, isAdded: boolean): void;
  toggle(name: string): void;
} {
  const { api, me, complain } = usePage();
  const { channel, ts } = message;
  const react = (name: string, isAdded: boolean): void => {
    api.react({ channel, ts, name, isAdded }).catch((error: unknown) => complain(sentenceOf(error)));
  };
  const isMine = (name: string): boolean =>
    message.reactions?.some((one) => one.name === name && one.users.includes(me.id)) ?? false;
  return { react, toggle: (name) => react(name, !isMine(name)) };
}

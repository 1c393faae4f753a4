import type { ReactNode } from 'react';
import type { UiMessage } from '../../slack/ui-protocol.ts';
import { emojiOf } from '../mrkdwn/emoji.ts';
import { userOf } from '../state/messages.ts';
import { usePage } from '../state/page-context.ts';
import { EmojiPicker } from './emoji-picker.tsx';
import { useReacting } from './use-reacting.ts';

/** The reactions under a message: each a button that adds or takes back one's own. */
export function Reactions({ message }: { message: UiMessage }): ReactNode {
  const { workspace, me } = usePage();
  const { react, toggle } = useReacting(message);
  if (!message.reactions || message.reactions.length === 0) return null;
  const nameOf = (id: string): string => (id === me.id ? 'You' : (userOf(workspace, id)?.realName ?? id));
  return (
    <div className="reactions" role="group" aria-label="Reactions">
      {message.reactions.map(({ name, users }) => {
        const isMine = users.includes(me.id);
        const people = users.map(nameOf).join(', ');
        return (
          <button
            key={name}
            type="button"
            className={isMine ? 'reaction reaction-mine' : 'reaction'}
            aria-pressed={isMine}
            aria-label={`${name}: ${people}`}
            title={`${people} reacted with :${name}:`}
            data-reaction={name}
            onClick={() => toggle(name)}
          >
            {emojiOf(name) ?? `:${name}:`} <span>{users.length}</span>
          </button>
        );
      })}
      <EmojiPicker
        label="Add reaction"
        className="reaction reaction-add"
        onChoose={(name) => react(name, true)}
      />
    </div>
  );
}

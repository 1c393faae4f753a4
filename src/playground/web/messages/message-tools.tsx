import { type ReactNode, useContext, useState } from 'react';
import type { UiMessage } from '../../slack/ui-protocol.ts';
import { sentenceOf } from '../api.ts';
import { ConfirmContext } from '../elements/use-element.ts';
import { emojiOf } from '../mrkdwn/emoji.ts';
import { Icon } from '../shell/icon.tsx';
import { Menu } from '../shell/menu.tsx';
import { userOf } from '../state/messages.ts';
import { usePage } from '../state/page-context.ts';
import { permalinkOf } from '../state/permalink.ts';
import { EmojiPicker } from './emoji-picker.tsx';
import { useReacting } from './use-reacting.ts';

const QUICK_REACTIONS = ['white_check_mark', 'eyes', 'raised_hands'];

interface MessageToolsProps {
  readonly message: UiMessage;
  /** Whether its thread can be opened from here. */
  readonly canReply: boolean;
  onEdit(): void;
}

const DELETION = {
  title: { text: 'Delete message' },
  text: { text: 'Are you sure you want to delete this message? This cannot be undone.' },
  confirm: { text: 'Delete' },
  deny: { text: 'Cancel' },
  style: 'danger',
};

/** The bar that appears over a message: reactions, reply, and a menu of the rest. */
export function MessageTools({ message, canReply, onEdit }: MessageToolsProps): ReactNode {
  const { api, workspace, me, go, complain } = usePage();
  const confirm = useContext(ConfirmContext);
  const { react, toggle } = useReacting(message);
  const [isMenuOpen, setMenuOpen] = useState(false);
  const { channel, ts } = message;
  const bot = userOf(workspace, workspace.botUserId)?.realName ?? 'app';
  const attempt = (work: Promise<unknown>): void => {
    work.catch((error: unknown) => complain(sentenceOf(error)));
  };

  async function remove(): Promise<void> {
    if (await confirm(DELETION)) await api.deleteMessage({ channel, ts });
  }

  const shortcuts = (workspace.shortcuts ?? []).filter(({ kind }) => kind === 'message');
  const isOwn = message.user === me.id;
  const sections = [
    {
      title: '',
      items: [
        {
          key: 'link',
          label: 'Copy link',
          choose: () => attempt(navigator.clipboard.writeText(permalinkOf(window.location.origin, message))),
        },
      ],
    },
    {
      title: 'Message shortcuts',
      items: shortcuts.map(({ callbackId, name }) => ({
        key: callbackId,
        label: name,
        hint: bot,
        choose: () => attempt(api.runShortcut(callbackId, { channel, ts })),
      })),
    },
    {
      title: '',
      items: isOwn
        ? [
            { key: 'edit', label: 'Edit message', choose: onEdit },
            { key: 'delete', label: 'Delete message…', isDangerous: true, choose: () => attempt(remove()) },
          ]
        : [],
    },
  ];
  return (
    <div className={isMenuOpen ? 'message-tools is-open' : 'message-tools'}>
      {QUICK_REACTIONS.map((name) => (
        <button
          key={name}
          type="button"
          className="icon-button quick-reaction"
          aria-label={`React with ${name}`}
          title={`:${name}:`}
          onClick={() => toggle(name)}
        >
          {emojiOf(name)}
        </button>
      ))}
      <EmojiPicker
        label="Find another reaction"
        className="icon-button"
        onChoose={(name) => react(name, true)}
      />
      {canReply && (
        <button
          type="button"
          className="icon-button"
          aria-label="Reply in thread"
          title="Reply in thread"
          onClick={() => go({ channel, thread: ts })}
        >
          <Icon name="reply" />
        </button>
      )}
      <Menu
        label="More actions"
        className="icon-button more-button"
        sections={sections}
        onOpenChange={setMenuOpen}
      >
        <Icon name="more" />
      </Menu>
    </div>
  );
}

import type { ReactNode } from 'react';
import { sentenceOf } from '../api.ts';
import { Icon } from '../shell/icon.tsx';
import { Menu } from '../shell/menu.tsx';
import { userOf } from '../state/messages.ts';
import { usePage } from '../state/page-context.ts';

interface ShortcutsButtonProps {
  /** Slack offers no commands in threads. */
  readonly hasCommands: boolean;
  /** A command was chosen, to be completed by hand. */
  onCommand(command: string): void;
}

/** The "+" beside where one writes: the app's shortcuts, and the commands. */
export function ShortcutsButton({ hasCommands, onCommand }: ShortcutsButtonProps): ReactNode {
  const { api, workspace, complain } = usePage();
  const bot = userOf(workspace, workspace.botUserId)?.realName ?? 'App';
  const shortcuts = (workspace.shortcuts ?? []).filter(({ kind }) => kind === 'global');
  const run = (callbackId: string): void => {
    api.runShortcut(callbackId).catch((error: unknown) => complain(sentenceOf(error)));
  };
  const sections = [
    {
      title: `Shortcuts of ${bot}`,
      items: shortcuts.map(({ callbackId, name, description }) => ({
        key: callbackId,
        label: name,
        hint: description,
        choose: () => run(callbackId),
      })),
    },
    {
      title: 'Commands',
      items: hasCommands
        ? workspace.commands.map(({ command, description }) => ({
            key: command,
            label: command,
            hint: description,
            choose: () => onCommand(command),
          }))
        : [],
    },
  ];
  if (sections.every(({ items }) => items.length === 0)) return null;
  return (
    <Menu label="Shortcuts" className="icon-button composer-plus" sections={sections}>
      <Icon name="plus" />
    </Menu>
  );
}

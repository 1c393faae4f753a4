import type { UiState } from '../../slack/ui-protocol.ts';
import { userOf } from '../state/messages.ts';

/** A person's message without its markup, so that typing it once more gives the same. */
export function typedText(marked: string, workspace: UiState): string {
  const plain = marked.replace(
    /<([@#!]?)([^<>|]+)(?:\|([^<>]*))?>/g,
    (whole, mark: string, id: string, label = '') => {
      switch (mark) {
        case '@':
          return `@${userOf(workspace, id)?.name ?? (label || id)}`;
        case '#':
          return `#${workspace.conversations.find((one) => one.id === id)?.name ?? (label || id)}`;
        case '!':
          return label === '' ? `@${id}` : String(label);
        case '':
          return id;
        default:
          return whole;
      }
    },
  );
  return plain.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

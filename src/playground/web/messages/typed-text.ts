import { userOf } from '../state/messages.ts';
import type { Directory } from '../state/page-context.ts';

/** A person's message without its markup, so that typing it once more gives the same. */
export function typedText(marked: string, workspace: Directory): string {
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

/** The words of a message's blocks, or its text where it has none: mrkdwn as it was sent. */
export function messageText(message: Readonly<Record<string, unknown>>): string {
  const blocks = words(message['blocks']);
  const files = words(message['files']);
  return [blocks === '' ? String(message['text'] ?? '') : blocks, files]
    .filter((part) => part !== '')
    .join('\n');
}

/** The words of the blocks of a modal. */
export function viewText(view: { readonly title: string; readonly blocks: readonly unknown[] }): string {
  return [view.title, words(view.blocks)].join('\n');
}

const WORDY = [
  'text',
  'label',
  'hint',
  'elements',
  'fields',
  'rows',
  'options',
  'element',
  'placeholder',
  'name',
];

function words(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value))
    return value
      .map(words)
      .filter((part) => part !== '')
      .join('\n');
  if (typeof value !== 'object' || value === null) return '';
  const entries = new Map(Object.entries(value));
  return WORDY.map((key) => words(entries.get(key)))
    .filter((part) => part !== '')
    .join('\n');
}

/** The words of a message that a poster was given: its blocks as JSON, or its text alone. */
export function shownWords(shown: string): string {
  return shown.startsWith('[') ? messageText({ blocks: JSON.parse(shown) }) : shown;
}

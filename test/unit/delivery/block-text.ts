/** All finished mrkdwn of a message: where mentions and links could form. */
export function mrkdwnOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(mrkdwnOf);
  if (typeof value !== 'object' || value === null) return [];
  if ('type' in value && value.type === 'mrkdwn' && 'text' in value) return [String(value.text)];
  if ('type' in value && value.type === 'markdown' && 'text' in value) return [String(value.text)];
  return Object.values(value).flatMap(mrkdwnOf);
}

/** Everything that a reader sees, one text a line, zero-width spaces left out. */
export function readableText(value: unknown): string {
  return strings(value).join('\n').replaceAll('\u200b', '');
}

function strings(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(strings);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, entry]) =>
    (key === 'text' || key === 'caption') && typeof entry === 'string' ? [entry] : strings(entry),
  );
}

/** The special tokens in a message, without date tokens. */
export function tokensOf(message: { readonly text: string; readonly blocks: unknown }): string[] {
  const texts = [message.text, ...mrkdwnOf(message.blocks)];
  return texts
    .flatMap((text) => text.match(/<[^>]*>/g) ?? [])
    .filter((token) => !token.startsWith('<!date^'));
}

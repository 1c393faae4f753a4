/** The channel that a command names by "in #channel", before or after everything else, and the command without it. */
export interface TakenChannel {
  readonly rest: string;
  /** As Slack marks it up. */
  readonly channelId?: string;
  /** As it was typed, where Slack made nothing of it. */
  readonly unknownName?: string;
}

const CHANNEL = '(?:<#([CG][A-Z0-9]+)(?:\\|[^>]*)?>|#([^\\s<>]+))';
const BEFORE = new RegExp(`^in\\s+${CHANNEL}(?=\\s|$)\\s*`, 'i');
const AFTER = new RegExp(`(?:^|\\s+)in\\s+${CHANNEL}\\s*$`, 'i');

export function takeChannel(text: string): TakenChannel {
  const found = BEFORE.exec(text) ?? AFTER.exec(text);
  if (found === null) return { rest: text };
  const [whole, channelId, unknownName] = found;
  const rest = `${text.slice(0, found.index)}${text.slice(found.index + whole.length)}`;
  return {
    rest,
    ...(channelId !== undefined && { channelId }),
    ...(unknownName !== undefined && { unknownName }),
  };
}

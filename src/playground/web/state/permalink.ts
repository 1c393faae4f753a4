import type { UiMessage } from '../../slack/ui-protocol.ts';

/** A message's own address, as Slack makes them. */
export function permalinkOf(origin: string, { channel, ts, threadTs }: UiMessage): string {
  const isReply = threadTs !== undefined && threadTs !== ts;
  const query = isReply ? `?thread_ts=${threadTs}&cid=${channel}` : '';
  return `${origin}/archives/${channel}/p${ts.replace('.', '')}${query}`;
}

/** Where a permalink of this origin leads: its message in its thread; nothing for any other address. */
export function placeOfPermalink(
  origin: string,
  url: string,
): { channel: string; thread: string; message: string } | undefined {
  if (!URL.canParse(url)) return undefined;
  const link = new URL(url);
  const match = /^\/archives\/(\w+)(?:\/p(\d{6,}))?$/.exec(link.pathname);
  const [, channel, digits] = match ?? [];
  if (link.origin !== origin || channel === undefined) return undefined;
  const own = digits === undefined ? '' : `${digits.slice(0, -6)}.${digits.slice(-6)}`;
  return { channel, thread: link.searchParams.get('thread_ts') ?? own, message: own };
}

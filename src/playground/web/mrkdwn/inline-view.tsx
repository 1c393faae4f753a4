import type { ReactNode } from 'react';
import { userOf } from '../state/messages.ts';
import { usePage } from '../state/page-context.ts';
import { placeOfPermalink } from '../state/permalink.ts';
import { useNow } from '../state/use-now.ts';
import { formatSlackDate, mentionsAgo } from './dates.ts';
import { type Inline, isOpenableUrl } from './inline.ts';

export function Inlines({ nodes }: { nodes: readonly Inline[] }): ReactNode {
  // Parsed text has no identity of its own: the place is the key.
  return nodes.map((node, index) => <InlineView key={index} node={node} />);
}

function InlineView({ node }: { node: Inline }): ReactNode {
  switch (node.kind) {
    case 'text':
      return node.text;
    case 'break':
      return <br />;
    case 'bold':
      return (
        <strong>
          <Inlines nodes={node.children} />
        </strong>
      );
    case 'italic':
      return (
        <em>
          <Inlines nodes={node.children} />
        </em>
      );
    case 'strike':
      return (
        <s>
          <Inlines nodes={node.children} />
        </s>
      );
    case 'code':
      return <code className="code">{node.text}</code>;
    case 'link':
      return (
        <SafeLink url={node.url}>
          <Inlines nodes={node.children} />
        </SafeLink>
      );
    case 'image':
      return <SafeLink url={node.url}>{node.alt || node.url}</SafeLink>;
    case 'user':
      return <UserMention id={node.id} label={node.label} />;
    case 'channel':
      return <ChannelMention id={node.id} label={node.label} />;
    case 'usergroup':
      return <span className="mention">{node.label || `@${node.id}`}</span>;
    case 'broadcast':
      return <Broadcast range={node.range} />;
    case 'date':
      return <SlackDate {...node} />;
  }
}

/** A link that opens elsewhere, but for one to a message here; what is no web or mail address is shown and cannot be followed. */
export function SafeLink({ url, children }: { url: string; children: ReactNode }): ReactNode {
  const { go } = usePage();
  if (!isOpenableUrl(url)) return <span>{children}</span>;
  const place = placeOfPermalink(window.location.origin, url);
  return (
    <a
      href={url}
      target="_blank"
      rel="noopener noreferrer"
      onClick={(event) => {
        if (place === undefined) return;
        event.preventDefault();
        go(place);
      }}
    >
      {children}
    </a>
  );
}

export function UserMention({ id, label = '' }: { id: string; label?: string }): ReactNode {
  const { workspace, me } = usePage();
  const user = userOf(workspace, id);
  return (
    <span className={id === me.id ? 'mention mention-me' : 'mention'}>
      @{user?.realName || user?.name || label || id}
    </span>
  );
}

export function ChannelMention({ id, label = '' }: { id: string; label?: string }): ReactNode {
  const { workspace, go } = usePage();
  const conversation = workspace.conversations.find((each) => each.id === id);
  if (conversation === undefined) return <span className="mention">#{label || 'private-channel'}</span>;
  return (
    <button type="button" className="mention mention-button" onClick={() => go({ channel: id, thread: '' })}>
      #{conversation.name}
    </button>
  );
}

export function Broadcast({ range }: { range: string }): ReactNode {
  return <span className="mention mention-me">@{range.replace(/^subteam\^/, '')}</span>;
}

interface SlackDateProps {
  readonly timestampSeconds: number;
  readonly format: string;
  readonly url: string;
  readonly fallback: string;
}

/** A date in the acting person's zone; "… ago" keeps counting. */
export function SlackDate({ timestampSeconds, format, url, fallback }: SlackDateProps): ReactNode {
  const { me } = usePage();
  const isRecent = Math.abs(Date.now() / 1000 - timestampSeconds) < 3_600;
  const nowMs = useNow(mentionsAgo(format) ? (isRecent ? 1_000 : 30_000) : 0);
  if (!Number.isFinite(timestampSeconds)) return fallback;
  const words = formatSlackDate(timestampSeconds, format, { nowMs, timeZone: me.timeZone });
  const shown = (
    <time dateTime={new Date(timestampSeconds * 1000).toISOString()} title={fallback}>
      {words}
    </time>
  );
  return url === '' ? shown : <SafeLink url={url}>{shown}</SafeLink>;
}

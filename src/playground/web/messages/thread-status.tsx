import { type ReactNode, useEffect, useState } from 'react';
import type { UiThread } from '../../slack/ui-protocol.ts';
import { userOf } from '../state/messages.ts';
import { usePage } from '../state/page-context.ts';
import { useNow } from '../state/use-now.ts';
import { Avatar } from './avatar.tsx';

const NEXT_MESSAGE_MS = 3_000;

/** What the app says that it is doing in a thread, until it ends or grows too old. */
export function ThreadStatusLine({ thread }: { thread: UiThread }): ReactNode {
  const [outlived, setOutlived] = useState<UiThread>();
  useEffect(() => {
    const timer = setTimeout(() => setOutlived(thread), thread.statusEndsInMs);
    return () => clearTimeout(timer);
  }, [thread]);
  if (thread.status === '' || thread === outlived) return null;
  return <StatusLine {...thread} />;
}

function StatusLine({ status, loadingMessages }: UiThread): ReactNode {
  const { workspace } = usePage();
  const nowMs = useNow(loadingMessages.length > 1 ? NEXT_MESSAGE_MS : 0);
  const [sinceMs] = useState(nowMs);
  const bot = userOf(workspace, workspace.botUserId);
  const turn = Math.floor((nowMs - sinceMs) / NEXT_MESSAGE_MS);
  const words =
    loadingMessages[turn % Math.max(1, loadingMessages.length)] ?? `${bot?.realName ?? 'App'} ${status}`;
  return (
    <div className="thread-status" role="status">
      <Avatar user={bot} size="small" /> <span className="thread-status-words">{words}</span>
    </div>
  );
}

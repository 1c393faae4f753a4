import { type ReactNode, useEffect, useState } from 'react';
import { userOf } from '../state/messages.ts';
import { useLive, usePage } from '../state/page-context.ts';
import { type ThreadStatus, threadKey } from '../state/page-state.ts';
import { useNow } from '../state/use-now.ts';
import { Avatar } from './avatar.tsx';

const SHOWN_AT_MOST_MS = 120_000;
const NEXT_MESSAGE_MS = 3_000;

/** What the app says that it is doing in a thread, until it ends or grows too old. */
export function ThreadStatusLine({ channel, thread }: { channel: string; thread: string }): ReactNode {
  const { statuses } = useLive();
  const status = statuses[threadKey(channel, thread)];
  const [outlived, setOutlived] = useState<ThreadStatus>();
  useEffect(() => {
    const timer = setTimeout(() => setOutlived(status), SHOWN_AT_MOST_MS);
    return () => clearTimeout(timer);
  }, [status]);
  if (status === undefined || status.status === '' || status === outlived) return null;
  return <StatusLine {...status} />;
}

function StatusLine({ status, loadingMessages }: ThreadStatus): ReactNode {
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

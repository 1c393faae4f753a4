import type { ReactNode } from 'react';
import type { UiUser } from '../../slack/ui-protocol.ts';
import { Avatar } from '../messages/avatar.tsx';
import { usePage } from '../state/page-context.ts';

const KINDS: Readonly<Record<UiUser['kind'], string>> = {
  member: '',
  admin: ' (admin)',
  guest: ' (guest)',
  external: ' (external)',
  bot: ' (app)',
};

/** This Slack has no login: one is whom one says. */
export function ActingAs({ onDone }: { onDone(): void }): ReactNode {
  const { workspace, me, go } = usePage();
  return (
    <label className="acting-as">
      <Avatar user={me} size="large" />
      <span className="acting-as-words">
        <span className="acting-as-title">Acting as</span>
        <select
          aria-label="Acting as"
          value={me.id}
          onChange={(event) => {
            // The place is kept where the other person may see it.
            go({ user: event.target.value, thread: '' });
            onDone();
          }}
        >
          {workspace.users
            .filter(({ kind }) => kind !== 'bot')
            .map((user) => (
              <option
                key={user.id}
                value={user.id}
              >{`${user.realName || user.name}${KINDS[user.kind]}`}</option>
            ))}
        </select>
      </span>
    </label>
  );
}

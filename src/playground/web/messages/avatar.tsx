import type { ReactNode } from 'react';
import type { UiUser } from '../../slack/ui-protocol.ts';
import { Icon } from '../shell/icon.tsx';

/** Initials on the person's colour; decoration, for the name always stands beside it. */
export function Avatar({ user, size }: { user: UiUser | undefined; size: 'small' | 'large' }): ReactNode {
  const initials = (user?.realName || user?.name || '?')
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => word.charAt(0).toUpperCase())
    .join('');
  return (
    <span
      className={`avatar avatar-${size}`}
      style={{ background: cssColor(user?.color) }}
      aria-hidden="true"
    >
      {user?.kind === 'bot' ? <Icon name="bolt" /> : initials}
    </span>
  );
}

/** Slack's profile colours come without the `#`. */
function cssColor(color: string | undefined): string {
  if (!color) return '#616061';
  return /^[0-9a-f]{6}$/i.test(color) ? `#${color}` : color;
}

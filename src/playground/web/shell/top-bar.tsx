import type { ReactNode } from 'react';
import type { UiUser } from '../../slack/ui-protocol.ts';
import type { Place } from '../state/place.ts';
import { Icon } from './icon.tsx';
import { Menu } from './menu.tsx';

/** A browser opens six connections to one server; each column keeps one open. */
const COLUMNS_AT_MOST = 3;

interface TopBarProps {
  readonly users: readonly UiUser[];
  readonly places: readonly Place[];
  readonly isInspecting: boolean;
  onAdd(place: Place): void;
  onInspect(isInspecting: boolean): void;
}

/** What the playground has and Slack has not. */
export function TopBar({ users, places, isInspecting, onAdd, onInspect }: TopBarProps): ReactNode {
  const shown = new Set(places.map(({ user }) => user));
  const others = users.filter(({ id, kind }) => kind !== 'bot' && !shown.has(id));
  const channel = places.at(-1)?.channel ?? '';
  const people = others.map(({ id, realName, name, kind }) => ({
    key: id,
    label: realName || name,
    hint: kind === 'member' ? '' : kind,
    choose: () => onAdd({ user: id, channel, thread: '', message: '', isHome: false }),
  }));
  const isFull = places.length >= COLUMNS_AT_MOST;
  return (
    <header className="top-bar">
      <span className="top-bar-title">Errand playground</span>
      {!isFull && people.length > 0 && (
        <Menu
          label="Person"
          className="top-bar-button"
          sections={[{ title: 'Act side by side as', items: people }]}
        >
          <Icon name="plus" /> Person
        </Menu>
      )}
      <button
        type="button"
        className="top-bar-button"
        aria-pressed={isInspecting}
        onClick={() => onInspect(!isInspecting)}
      >
        <Icon name="inspect" /> Inspector
      </button>
    </header>
  );
}

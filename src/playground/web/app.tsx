import { type ReactNode, useState } from 'react';
import type { UiUser } from '../slack/ui-protocol.ts';
import { DraftsContext } from './composer/drafts.ts';
import { Inspector } from './inspector/inspector.tsx';
import { Column } from './shell/column.tsx';
import { TopBar } from './shell/top-bar.tsx';
import { useLayout } from './state/use-layout.ts';

const NOBODY: readonly UiUser[] = [];

/** The whole page: one column for each person that is acted as. */
export function App(): ReactNode {
  const { layout, go, add, remove, inspect } = useLayout();
  const [users, setUsers] = useState(NOBODY);
  const [drafts] = useState(() => new Map<string, string>());
  const { places, isInspecting } = layout;
  return (
    <DraftsContext value={drafts}>
      <div className="frame">
        <TopBar users={users} places={places} isInspecting={isInspecting} onAdd={add} onInspect={inspect} />
        <div className="columns">
          {places.map((place, index) => (
            <Column
              key={index}
              index={index}
              place={place}
              isAlone={places.length === 1}
              go={go}
              onUsers={setUsers}
              onClose={() => remove(index)}
            />
          ))}
        </div>
        {isInspecting && <Inspector onClose={() => inspect(false)} />}
      </div>
    </DraftsContext>
  );
}

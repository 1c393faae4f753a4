import { type ReactNode, useContext, useState } from 'react';
import { sentenceOf } from '../api.ts';
import { ConfirmContext } from '../elements/use-element.ts';
import { ConfirmProvider } from '../modals/confirm-dialog.tsx';
import { Icon } from '../shell/icon.tsx';
import { formatLayout, parseLayout } from '../state/place.ts';
import { controlApi } from './control-api.ts';
import { FaultPane } from './fault-pane.tsx';
import { TrafficPane } from './traffic-pane.tsx';

const RESET = {
  title: { text: 'Begin anew?' },
  text: { text: 'All messages, runs and faults go, and the bot starts with an empty database.' },
  confirm: { text: 'Reset' },
  deny: { text: 'Cancel' },
  style: 'danger',
};

/** What goes on behind Slack, and a hand on it. */
export function Inspector({ onClose }: { onClose(): void }): ReactNode {
  const [tab, setTab] = useState<'traffic' | 'faults'>('traffic');
  return (
    <aside className="inspector" aria-label="Inspector">
      <ConfirmProvider>
        <header className="inspector-head">
          {(['traffic', 'faults'] as const).map((each) => (
            <button
              key={each}
              type="button"
              className={each === tab ? 'app-tab is-here' : 'app-tab'}
              aria-current={each === tab ? 'page' : undefined}
              onClick={() => setTab(each)}
            >
              {each === 'traffic' ? 'Traffic' : 'Faults'}
            </button>
          ))}
          <ResetButton />
          <button type="button" className="icon-button" aria-label="Close inspector" onClick={onClose}>
            <Icon name="close" />
          </button>
        </header>
        {tab === 'traffic' ? <TrafficPane /> : <FaultPane />}
      </ConfirmProvider>
    </aside>
  );
}

function ResetButton(): ReactNode {
  const confirm = useContext(ConfirmContext);
  const [isResetting, setResetting] = useState(false);
  const [failure, setFailure] = useState('');
  async function reset(): Promise<void> {
    if (isResetting || !(await confirm(RESET))) return;
    setResetting(true);
    setFailure('');
    try {
      await controlApi.reset();
      // The threads that stood open are gone.
      const { places, ...layout } = parseLayout(window.location.hash);
      const emptied = places.map((place) => ({ ...place, thread: '' }));
      window.history.replaceState(null, '', formatLayout({ ...layout, places: emptied }));
      window.location.reload();
    } catch (error) {
      setFailure(sentenceOf(error));
      setResetting(false);
    }
  }
  return (
    <button
      type="button"
      className="button button-danger reset-button"
      aria-busy={isResetting}
      title={failure}
      onClick={() => void reset()}
    >
      {isResetting && <span className="spinner" aria-hidden="true" />}
      {failure === '' ? 'Reset' : 'Reset failed: try again'}
    </button>
  );
}

import { type KeyboardEvent, type ReactNode, useState } from 'react';
import type { ServiceName } from '../../faults.ts';
import type { TrafficEntry } from '../../traffic.ts';
import { TrafficDetail } from './traffic-detail.tsx';
import { filteredTraffic, outcomeOf, SERVICES, serviceTitle } from './traffic-filter.ts';
import { useTraffic } from './use-traffic.ts';

/** What goes between the bot and the services. */
export function TrafficPane(): ReactNode {
  const [isPaused, setPaused] = useState(false);
  const [service, setService] = useState<ServiceName | 'all'>('all');
  const [words, setWords] = useState('');
  const [chosen, setChosen] = useState<TrafficEntry>();
  const { entries, failure, clear } = useTraffic(isPaused);
  const shown = filteredTraffic(entries, { service, words });
  return (
    <div className="traffic">
      <div className="inspector-bar" role="group" aria-label="Filter">
        {(['all', ...SERVICES] as const).map((each) => (
          <button
            key={each}
            type="button"
            className="filter-chip"
            aria-pressed={service === each}
            onClick={() => setService(each)}
          >
            {each === 'all' ? 'All' : serviceTitle(each)}
          </button>
        ))}
        <button
          type="button"
          className="quiet-button"
          aria-pressed={isPaused}
          onClick={() => setPaused(!isPaused)}
        >
          {isPaused ? 'Go on' : 'Pause'}
        </button>
        <button type="button" className="quiet-button" onClick={clear}>
          Clear
        </button>
        <input
          className="text-input inspector-search"
          type="search"
          aria-label="Filter by text"
          placeholder="Words, or -words to leave out"
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
      </div>
      {failure !== undefined && (
        <p className="banner" role="status">
          {failure}
        </p>
      )}
      <div className="traffic-list" role="group" aria-label="Traffic" onKeyDown={moveByArrow}>
        {shown.map((entry) => (
          <TrafficRow
            key={entry.seq}
            entry={entry}
            isChosen={entry.seq === chosen?.seq}
            onChoose={() => setChosen(entry.seq === chosen?.seq ? undefined : entry)}
          />
        ))}
        {shown.length === 0 && failure === undefined && (
          <p className="muted empty">
            {entries.length === 0
              ? 'Nothing yet. What the bot asks and hears appears here.'
              : 'Nothing says that.'}
          </p>
        )}
      </div>
      {chosen && <TrafficDetail entry={chosen} onClose={() => setChosen(undefined)} />}
    </div>
  );
}

interface TrafficRowProps {
  readonly entry: TrafficEntry;
  readonly isChosen: boolean;
  onChoose(): void;
}

function TrafficRow({ entry, isChosen, onChoose }: TrafficRowProps): ReactNode {
  const isFromBot = entry.direction === 'from_bot';
  const outcome = outcomeOf(entry);
  return (
    <button
      type="button"
      className={`traffic-row traffic-${outcome}`}
      aria-pressed={isChosen}
      data-seq={entry.seq}
      onClick={onChoose}
    >
      <span className={`service-tag service-${entry.service}`}>{serviceTitle(entry.service)}</span>
      <span className="traffic-way" role="img" aria-label={isFromBot ? 'from the bot' : 'to the bot'}>
        {isFromBot ? '→' : '←'}
      </span>
      <span className="traffic-what">
        <span className="muted">{entry.method}</span> {entry.path}
      </span>
      <span className="traffic-status">
        {entry.status ?? 'no answer'}
        {entry.fault !== null && <span className="fault-mark"> by fault</span>}
      </span>
      <span className="muted traffic-time">{entry.durationMs} ms</span>
    </button>
  );
}

function moveByArrow(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0) return;
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('.traffic-row')];
  const at = rows.findIndex((row) => row === document.activeElement);
  event.preventDefault();
  rows[Math.max(0, Math.min(rows.length - 1, at + step))]?.focus();
}

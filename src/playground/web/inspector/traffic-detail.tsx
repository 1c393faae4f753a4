import type { ReactNode } from 'react';
import type { TrafficEntry } from '../../traffic.ts';
import { Icon } from '../shell/icon.tsx';
import { prettyBody, serviceTitle } from './traffic-filter.ts';

/** One exchange, whole. */
export function TrafficDetail({ entry, onClose }: { entry: TrafficEntry; onClose(): void }): ReactNode {
  return (
    <section className="traffic-detail" aria-label={`Exchange ${entry.seq}`}>
      <header className="traffic-detail-head">
        <strong>
          {entry.method} {entry.path}
        </strong>
        <button type="button" className="icon-button" aria-label="Close exchange" onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      <p className="muted">
        {entry.direction === 'from_bot'
          ? `From the bot to ${serviceTitle(entry.service)}`
          : `From ${serviceTitle(entry.service)} to the bot`}{' '}
        · {entry.status ?? 'no answer'} · {entry.durationMs} ms · {new Date(entry.atMs).toISOString()}
        {entry.fault !== null && <strong className="fault-mark"> · hit by “{entry.fault}”</strong>}
      </p>
      <Part title="Request" part={entry.request} />
      <Part title="Answer" part={entry.response} />
    </section>
  );
}

function Part({ title, part }: { title: string; part: TrafficEntry['request'] }): ReactNode {
  const headers = Object.entries(part.headers);
  const body = prettyBody(part.body);
  return (
    <>
      <h3 className="traffic-part">{title}</h3>
      {headers.length > 0 && (
        <details className="traffic-headers">
          <summary>{headers.length === 1 ? '1 header' : `${headers.length} headers`}</summary>
          <pre className="pre">{headers.map(([name, value]) => `${name}: ${value}`).join('\n')}</pre>
        </details>
      )}
      {body === '' ? (
        <p className="muted">No body</p>
      ) : (
        <pre className="pre traffic-body" tabIndex={0} aria-label={`Body of the ${title.toLowerCase()}`}>
          {body}
        </pre>
      )}
    </>
  );
}

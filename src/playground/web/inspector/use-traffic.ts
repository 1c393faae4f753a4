import { useEffect, useState } from 'react';
import type { TrafficEntry } from '../../traffic.ts';

const RECONNECT_MS = 1_500;
/** Entries that come together are drawn together: a stream begins with hundreds. */
const GATHER_MS = 50;
const SHOWN_AT_MOST = 500;

export interface Traffic {
  /** The newest first. */
  readonly entries: readonly TrafficEntry[];
  readonly failure: string | undefined;
}

/**
 * The traffic as it comes. The stream is open only while the page is looked at: a browser opens few connections to one
 * server, and each column holds one already.
 */
export function useTraffic(isPaused: boolean): Traffic & { clear(): void } {
  const [traffic, setTraffic] = useState<Traffic>({ entries: [], failure: undefined });
  const [seen] = useState({ seq: 0 });
  const isHidden = useIsHidden();
  const isOff = isPaused || isHidden;
  useEffect(() => {
    if (isOff) return undefined;
    let source: EventSource | undefined;
    let reconnecting: ReturnType<typeof setTimeout> | undefined;
    let gathering: ReturnType<typeof setTimeout> | undefined;
    let gathered: TrafficEntry[] = [];

    function show(): void {
      const newest = gathered.toReversed();
      gathered = [];
      gathering = undefined;
      setTraffic(({ entries, failure }) => ({
        entries: [...newest, ...entries].slice(0, SHOWN_AT_MOST),
        failure,
      }));
    }

    function connect(): void {
      const stream = new EventSource(`/control/traffic/stream?after=${seen.seq}`);
      source = stream;
      stream.onopen = () => setTraffic((before) => ({ ...before, failure: undefined }));
      stream.onmessage = (message: MessageEvent<string>) => {
        const entry = JSON.parse(message.data) as TrafficEntry;
        seen.seq = entry.seq;
        gathered.push(entry);
        gathering ??= setTimeout(show, GATHER_MS);
      };
      stream.onerror = () => {
        stream.close();
        setTraffic((before) => ({ ...before, failure: 'The playground does not answer. Trying again…' }));
        reconnecting = setTimeout(connect, RECONNECT_MS);
      };
    }

    connect();
    return () => {
      source?.close();
      clearTimeout(reconnecting);
      clearTimeout(gathering);
      if (gathered.length > 0) show();
    };
  }, [isOff, seen]);
  return { ...traffic, clear: () => setTraffic({ entries: [], failure: undefined }) };
}

/** Whether the page's tab is in the background. */
function useIsHidden(): boolean {
  const [isHidden, setHidden] = useState(document.hidden);
  useEffect(() => {
    const note = (): void => setHidden(document.hidden);
    document.addEventListener('visibilitychange', note);
    return () => document.removeEventListener('visibilitychange', note);
  }, []);
  return isHidden;
}

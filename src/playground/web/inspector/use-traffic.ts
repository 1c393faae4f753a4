import { useEffect, useState } from 'react';
import type { TrafficEntry } from '../../traffic.ts';
import { sentenceOf } from '../api.ts';
import { controlApi } from './control-api.ts';

const POLL_MS = 1_000;
const SHOWN_AT_MOST = 500;

export interface Traffic {
  /** The newest first. */
  readonly entries: readonly TrafficEntry[];
  readonly failure: string | undefined;
}

/**
 * The traffic as it comes. It is asked for again and again rather than streamed: each column keeps a stream open
 * already, and a browser opens few connections to one server.
 */
export function useTraffic(isPaused: boolean): Traffic & { clear(): void } {
  const [traffic, setTraffic] = useState<Traffic>({ entries: [], failure: undefined });
  const [seen] = useState({ seq: 0 });
  useEffect(() => {
    if (isPaused) return undefined;
    let stopped = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    async function poll(): Promise<void> {
      try {
        const { entries, nextSeq } = await controlApi.traffic(seen.seq);
        if (stopped) return;
        seen.seq = nextSeq;
        setTraffic((before) =>
          entries.length === 0 && before.failure === undefined
            ? before
            : {
                entries: [...entries.toReversed(), ...before.entries].slice(0, SHOWN_AT_MOST),
                failure: undefined,
              },
        );
      } catch (error) {
        if (!stopped) setTraffic((before) => ({ ...before, failure: sentenceOf(error) }));
      }
      if (!stopped) timer = setTimeout(() => void poll(), POLL_MS);
    }
    void poll();
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, [isPaused, seen]);
  return { ...traffic, clear: () => setTraffic({ entries: [], failure: undefined }) };
}

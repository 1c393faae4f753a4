import { type ReactNode, useEffect, useState } from 'react';
import type { ServiceName } from '../../faults.ts';
import { sentenceOf } from '../api.ts';
import { type Clocks, controlApi } from './control-api.ts';
import { SERVICES, serviceTitle } from './traffic-filter.ts';

const MINUTE_MS = 60_000;
const SKEWS = [
  [-60 * MINUTE_MS, 'an hour slow'],
  [-6 * MINUTE_MS, '6 minutes slow'],
  [-10_000, '10 seconds slow'],
  [0, 'right'],
  [10_000, '10 seconds fast'],
  [6 * MINUTE_MS, '6 minutes fast'],
  [60 * MINUTE_MS, 'an hour fast'],
] as const;

/** Puts a service's clock wrong, or right again. */
export function ClockForm({ onFailure }: { onFailure(sentence: string): void }): ReactNode {
  const [clocks, setClocks] = useState<Clocks>();
  useEffect(() => {
    controlApi
      .clocks()
      .then(setClocks)
      // Without a control interface the pane has said so.
      .catch(() => undefined);
  }, []);
  async function set(service: ServiceName, skewMs: number): Promise<void> {
    try {
      await controlApi.setClock(service, skewMs);
      setClocks(await controlApi.clocks());
    } catch (error) {
      onFailure(sentenceOf(error));
    }
  }
  if (clocks === undefined) return null;
  return (
    <>
      <h3 className="faults-title">Clocks</h3>
      <div className="clocks">
        {SERVICES.map((service) => {
          const skewMs = clocks[service];
          const isOffered = SKEWS.some(([each]) => each === skewMs);
          return (
            <label key={service} className="fault-field">
              <span>{serviceTitle(service)}’s clock is</span>
              <select
                className="text-input"
                value={skewMs}
                onChange={(event) => void set(service, Number(event.target.value))}
              >
                {!isOffered && <option value={skewMs}>{skewMs} ms off</option>}
                {SKEWS.map(([each, label]) => (
                  <option key={each} value={each}>
                    {label}
                  </option>
                ))}
              </select>
            </label>
          );
        })}
      </div>
    </>
  );
}

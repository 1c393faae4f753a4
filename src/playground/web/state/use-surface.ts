import { createContext, useCallback, useContext, useMemo, useRef, useState } from 'react';
import type { UiBlockAction, UiOptions, UiStateValues } from '../../slack/ui-protocol.ts';
import { type Api, sentenceOf } from '../api.ts';
import type { Json } from '../json.ts';
import { type Leaf, mergeValues, withLeaf } from './element-values.ts';

/** What blocks stand on: a view or a message, with the state of its elements. */
interface Surface {
  readonly container: UiBlockAction['container'];
  readonly values: UiStateValues;
  /** Slack's or the bot's complaint about a block's input. */
  errorOf(blockId: string): string | undefined;
  setLeaf(blockId: string, actionId: string, leaf: Leaf): void;
  /** Tells the bot of an action and its element’s new state. Never rejects: a failure is shown. */
  act(blockId: string, actionId: string, leaf: Leaf): Promise<void>;
  options(blockId: string, actionId: string, query: string): Promise<UiOptions>;
}

export const SurfaceContext = createContext<Surface | undefined>(undefined);

export function useSurface(): Surface {
  const surface = useContext(SurfaceContext);
  if (surface === undefined) throw new Error('Blocks are rendered on a surface.');
  return surface;
}

const NO_ERRORS: Readonly<Record<string, string>> = {};

/** Keeps the state of one view's or message's elements over the updates of its blocks. */
export function useOwnSurface(
  api: Api,
  container: UiBlockAction['container'],
  blocks: readonly Json[],
  onError: (sentence: string) => void,
  errors: Readonly<Record<string, string>> = NO_ERRORS,
  onEdit?: (blockId: string) => void,
): { surface: Surface; currentValues: () => UiStateValues } {
  const [held, setHeld] = useState(() => ({ blocks, values: mergeValues({}, blocks) }));
  let { values } = held;
  if (held.blocks !== blocks) {
    values = mergeValues(held.values, blocks);
    setHeld({ blocks, values });
  }
  // Two changes in one tick both need the newest state, not the last rendered one.
  const latest = useRef(values);
  latest.current = values;
  const currentValues = useCallback(() => latest.current, []);
  const key = JSON.stringify(container);

  const surface = useMemo((): Surface => {
    const at = JSON.parse(key) as UiBlockAction['container'];
    return {
      container: at,
      values,
      errorOf: (blockId) => errors[blockId],
      setLeaf: (blockId, actionId, leaf) => {
        latest.current = withLeaf(latest.current, blockId, actionId, leaf);
        const next = latest.current;
        setHeld((before) => ({ ...before, values: next }));
        onEdit?.(blockId);
      },
      act: async (blockId, actionId, value) => {
        try {
          await api.blockAction({ container: at, blockId, actionId, value, stateValues: latest.current });
        } catch (error) {
          onError(sentenceOf(error));
        }
      },
      options: (blockId, actionId, query) => api.options({ container: at, blockId, actionId, query }),
    };
  }, [api, key, values, errors, onError, onEdit]);
  return { surface, currentValues };
}

import { createContext, useContext, useRef, useState } from 'react';
import { type Json, object } from '../json.ts';
import type { Leaf } from '../state/element-values.ts';
import { useSurface } from '../state/use-surface.ts';

/** What an input block tells the element inside it. */
interface InputScope {
  readonly id: string;
  readonly labelId: string;
  readonly describedBy: string;
  readonly isInvalid: boolean;
  readonly isOptional: boolean;
  readonly dispatches: boolean;
}

export interface ElementProps {
  readonly element: Json;
  readonly blockId: string;
  readonly actionId: string;
  /** Names the control where no input block does. */
  readonly label: string;
  readonly input?: InputScope;
}

/** Asks the person before an action that carries a `confirm` object. */
export const ConfirmContext = createContext<(confirm: Json) => Promise<boolean>>(async () => true);

interface ElementControl {
  readonly leaf: Leaf | undefined;
  readonly isPending: boolean;
  /** Keeps the new state; tells the bot too where the element stands outside an input or dispatches. */
  change(leaf: Leaf): void;
  /** Keeps the new state and says nothing. */
  keep(leaf: Leaf): void;
  /** Tells the bot, after the `confirm` dialog. */
  act(leaf: Leaf): Promise<void>;
}

export function useElement({ element, blockId, actionId, input }: ElementProps): ElementControl {
  const surface = useSurface();
  const confirm = useContext(ConfirmContext);
  const [pending, setPending] = useState(0);
  const leaf = surface.values[blockId]?.[actionId];
  const dispatches = input === undefined || input.dispatches;
  // A click that comes before the last render went through still needs the newest surface.
  const latest = useRef(surface);
  latest.current = surface;

  async function isConfirmed(): Promise<boolean> {
    const question = object(element.confirm);
    return question === undefined || confirm(question);
  }

  async function tell(value: Leaf): Promise<void> {
    setPending((count) => count + 1);
    await latest.current.act(blockId, actionId, value);
    setPending((count) => count - 1);
  }

  async function act(value: Leaf): Promise<void> {
    if (await isConfirmed()) await tell(value);
  }

  async function change(value: Leaf): Promise<void> {
    const before = latest.current.values[blockId]?.[actionId];
    latest.current.setLeaf(blockId, actionId, value);
    if (!dispatches) return;
    if (await isConfirmed()) await tell(value);
    else if (before) latest.current.setLeaf(blockId, actionId, before);
  }

  return {
    leaf,
    isPending: pending > 0,
    change: (value) => void change(value),
    keep: (value) => latest.current.setLeaf(blockId, actionId, value),
    act,
  };
}

/** The attributes that tie a control to its label, hint and complaint. */
export function controlAttributes({
  element,
  label,
  input,
  actionId,
}: ElementProps): Record<string, string | boolean> {
  return {
    'data-action-id': actionId,
    ...(element.focus_on_load === true ? { 'data-focus-on-load': 'true' } : {}),
    ...(input === undefined ? { 'aria-label': label } : { id: input.id, 'aria-required': !input.isOptional }),
    ...(input?.describedBy ? { 'aria-describedby': input.describedBy } : {}),
    ...(input?.isInvalid ? { 'aria-invalid': true } : {}),
  };
}

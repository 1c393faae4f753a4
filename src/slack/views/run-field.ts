import type { Catalogue } from '../../catalogue/catalogue.ts';
import type { WarpRequest } from '../../store/job.ts';
import type { Sealer } from '../../store/sealer.ts';
import type { UnplacedInput } from './field-blocks.ts';

/** What a run may be made of; a form fills some of it. */
export type RunStart = Partial<Omit<WarpRequest, 'kind'>>;

/** What a view's state holds for one input. */
export interface FieldState {
  readonly value?: string | null | undefined;
  readonly selected_option?: { readonly value?: string | undefined } | null | undefined;
}

export interface FieldContext {
  readonly catalogue: Catalogue;
  readonly sealer: Sealer;
  /** What the form started from: its choices count though a list no longer holds them. */
  readonly start: RunStart;
}

export type FieldReading =
  /** `isUndecided`: it was left to Warp on purpose. */
  { readonly patch: RunStart; readonly isUndecided?: boolean } | { readonly error: string };

/** One input of the form for a run; `id` is its action id, and its block id where the form has one of each. */
export interface RunField {
  readonly id: string;
  /** What it decides. */
  readonly keys: readonly (keyof RunStart)[];
  /** Whose name goes with it. */
  readonly label?: 'skill' | 'model' | 'environment';
  block(start: RunStart, isUndecided?: boolean): UnplacedInput;
  read(state: FieldState, context: FieldContext): FieldReading;
}

import type { Notice as StoredNotice } from '../../store/outbox.ts';

/**
 * Something worth telling beside card and result. The types that the outbox stores, and those that are said at once:
 * `refused` (access), `stop_requested`, `stop_failed` (like `stop_refused`), `not_in_channel` (like `rerouted`),
 * `undeliverable`.
 */
export interface Notice extends Omit<StoredNotice, 'type'> {
  readonly type:
    | StoredNotice['type']
    | 'refused'
    | 'stop_requested'
    | 'stop_failed'
    | 'not_in_channel'
    | 'undeliverable';
  /** Who asked for the stop. */
  readonly userId?: string;
}

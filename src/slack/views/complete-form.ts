import type { ModalView } from '@slack/types';
import type { Draft } from '../../store/drafts.ts';
import type { Tx } from '../../store/store.ts';
import type { FieldErrors, FormOwner } from './form-owner.ts';

/** What came of a form that is complete. */
export type FormOutcome = 'accepted' | { readonly question: ModalView } | { readonly errors: FieldErrors };

/**
 * Has a complete form confirmed or accepted, in the transaction that reads it: Slack waits for one commit and not for
 * two, and what is accepted is what was read.
 */
export async function completeForm<Content>(
  tx: Tx,
  owner: FormOwner<Content>,
  draft: Draft<Content>,
  input: unknown,
): Promise<FormOutcome> {
  const question = await owner.confirm?.(tx, draft, input);
  if (question !== undefined) return { question };
  const errors = await owner.accept(tx, draft, input);
  return errors === undefined ? 'accepted' : { errors };
}

import { type FieldErrors, problemModal, type SubmittedView } from './form-owner.ts';

/** The answer to a submission with these errors: Slack refuses messages for blocks that the view does not have. */
export function errorAnswer(view: SubmittedView, errors: FieldErrors) {
  const inputs = view.blocks.flatMap((block) =>
    block.type === 'input' && block.block_id !== undefined ? [block.block_id] : [],
  );
  const first = inputs.find((id) => id.startsWith('form:')) ?? inputs[0];
  const known: FieldErrors = {};
  for (const [id, message] of Object.entries(errors)) {
    const at = inputs.includes(id) ? id : first;
    if (at !== undefined) known[at] = known[at] === undefined ? message : `${known[at]} ${message}`;
  }
  if (Object.keys(known).length > 0) return { response_action: 'errors' as const, errors: known };
  const text = Object.values(errors).join(' ');
  return {
    response_action: 'update' as const,
    view: problemModal(view.callback_id, view.private_metadata, text),
  };
}

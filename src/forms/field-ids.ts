/** A field's `block_id`: `form:<index>:<revision>`. A new revision makes Slack forget what was typed. */
export function blockIdOf(index: number, revision: number): string {
  return `form:${index}:${revision}`;
}

/** A field's `action_id`: `form-value:<index>:<revision>`. */
export function actionIdOf(index: number, revision: number): string {
  return `form-value:${index}:${revision}`;
}

/** Every `action_id` of a form's inputs, for listeners of `block_suggestion`. */
export const FORM_ACTION_ID = /^form-value:(\d+):\d+$/;

/** The field's index from its `block_id`, of whatever revision. */
export function indexOfBlockId(blockId: string): number | undefined {
  return indexBy(/^form:(\d+):\d+$/, blockId);
}

/** The field's index from its `action_id`, of whatever revision. */
export function indexOfActionId(actionId: string): number | undefined {
  return indexBy(FORM_ACTION_ID, actionId);
}

function indexBy(pattern: RegExp, id: string): number | undefined {
  const digits = pattern.exec(id)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

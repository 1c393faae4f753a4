/** The searched inputs of the runs' filter: `block_id` and `action_id` are the same word. */
export const BROWSE_SKILL = 'browse_skill';
export const BROWSE_MODEL = 'browse_model';
export const BROWSE_ENVIRONMENT = 'browse_environment';

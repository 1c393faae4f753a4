/** What the platform's error codes mean for people and for whoever may try again. */
export interface WarpErrorMeaning {
  readonly retryable: boolean;
  readonly userMessage: string;
}

/**
 * Warp's error catalogue (PlatformErrorCode), with `at_capacity` from the `X-Warp-Error-Code` header and
 * `rate_limited` and `unavailable` for answers that carry no code. The codes also stand in a run's status
 * message.
 */
const meanings: Readonly<Record<string, WarpErrorMeaning>> = {
  insufficient_credits: {
    retryable: false,
    userMessage: 'The Warp team has no credits left. Ask an admin of the team to add some in Warp.',
  },
  budget_exceeded: {
    retryable: false,
    userMessage: "The Warp team's spending limit is reached. Ask an admin of the team to raise it in Warp.",
  },
  feature_not_available: {
    retryable: false,
    userMessage: "This is not part of the team's Warp plan. Ask an admin of the team about upgrading it.",
  },
  not_authorized: {
    retryable: false,
    userMessage:
      "Errand's Warp account may not use what was asked for. Choose something else, or ask an admin of the Warp team for access.",
  },
  integration_disabled: {
    retryable: false,
    userMessage:
      'An integration that this needs is switched off in Warp. Ask an admin of the team to enable it.',
  },
  integration_not_configured: {
    retryable: false,
    userMessage:
      'An integration that this needs is not fully set up in Warp. Ask an admin of the team to finish its set-up.',
  },
  content_policy_violation: {
    retryable: false,
    userMessage: "Warp's content policy does not allow this prompt. Change its wording and try again.",
  },
  external_authentication_required: {
    retryable: false,
    userMessage:
      'Warp has no access to an outside service that this needs, such as GitHub. Connect it in Warp and try again.',
  },
  invalid_request: {
    retryable: false,
    userMessage:
      'Warp did not accept the request. Check the prompt, agent, model and environment, and try again.',
  },
  resource_not_found: {
    retryable: false,
    userMessage:
      'Warp no longer knows the run, agent or environment that this is about. Choose another and try again.',
  },
  operation_not_supported: {
    retryable: false,
    userMessage: 'Warp cannot do this with this run. Open its session in Warp to go on from there.',
  },
  conflict: {
    retryable: true,
    userMessage:
      'Something that this needs is being changed in Warp at this very moment. Try again in a minute.',
  },
  environment_setup_failed: {
    retryable: false,
    userMessage:
      'The environment could not be set up. Correct its image or set-up commands in Warp, or choose another environment.',
  },
  authentication_required: {
    retryable: false,
    userMessage: "Warp does not accept Errand's key. Ask the operator of Errand to check WARP_API_KEY.",
  },
  resource_unavailable: {
    retryable: true,
    userMessage: 'Warp has no machine free for this at the moment. Try again in a few minutes.',
  },
  internal_error: {
    retryable: true,
    userMessage: 'Something failed inside Warp. Try again in a few minutes.',
  },
  at_capacity: {
    retryable: true,
    userMessage: "As many of the team's agents are running as its plan allows. Try again when one has ended.",
  },
  rate_limited: {
    retryable: true,
    userMessage: 'Warp takes no more calls for the moment. Try again in a minute.',
  },
  unavailable: {
    retryable: true,
    userMessage: 'Warp has trouble at the moment. Try again in a few minutes.',
  },
};

const unknownMeaning: WarpErrorMeaning = {
  retryable: false,
  userMessage: 'Warp could not do this. Try again, and tell your admin if it stays.',
};

/** What a code means; a general sentence for codes that are not known. */
export function warpErrorMeaning(code: string): WarpErrorMeaning {
  return Object.hasOwn(meanings, code) ? (meanings[code] ?? unknownMeaning) : unknownMeaning;
}

export function isKnownWarpErrorCode(code: string): boolean {
  return Object.hasOwn(meanings, code);
}

/** Stopping a run is refused for reasons of its own. */
const cancelMessages: Readonly<Record<string, string>> = {
  invalid_request: 'This run has already ended, so there is nothing to stop. Its result comes here.',
  conflict: 'The run is still being prepared and cannot be stopped yet. Try again in a moment.',
  operation_not_supported:
    'Warp cannot stop a run on your own machines or from GitHub from here. Stop it where it runs.',
  resource_not_found: 'Warp no longer knows this run. Nothing needs to be stopped.',
  not_authorized:
    "Errand's Warp account may not stop this run. Ask whoever started it, or an admin of the Warp team.",
};

/** A list was asked for with filters: there is no prompt to check. */
const listMessages: Readonly<Record<string, string>> = {
  invalid_request: 'Warp did not accept one of these filters. Change its value and try again.',
};

const ownMessages = { cancel: cancelMessages, list: listMessages };

export type WarpOperation = keyof typeof ownMessages | 'other';

/** The sentences for a call that is refused for reasons of its own; undefined where the general ones serve. */
export function operationUserMessage(operation: WarpOperation, code: string): string | undefined {
  if (operation === 'other') return undefined;
  const messages = ownMessages[operation];
  return Object.hasOwn(messages, code) ? messages[code] : undefined;
}

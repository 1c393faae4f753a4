import type { ModalView } from '@slack/types';
import { plainText } from '../../block-kit/build.ts';
import { WARP_REPORTABLE_EVENTS } from '../../warp/messages-api.ts';
import { type RunPlace, writeRunPlace } from './run-place.ts';
import type { ViewValues } from './runs-filter-view.ts';

export const MESSAGE_VIEW = 'warp_message';
export const EVENT_VIEW = 'warp_event';

const TO = 'message_to';
const FROM = 'message_from';
const SUBJECT = 'message_subject';
const BODY = 'message_body';
const EVENT_TYPE = 'event_type';
const EXECUTION_ID = 'event_execution';
const REF_ID = 'event_ref';

const MAX_SUBJECT_CHARS = 1_024;

/** A letter to one or more runs. Warp wants a run as its sender: a person or a bot is none. */
export function messageView(place: RunPlace): ModalView {
  return {
    type: 'modal',
    callback_id: MESSAGE_VIEW,
    private_metadata: writeRunPlace(place),
    title: plainText('Write to a run'),
    submit: plainText('Send'),
    close: plainText('Back'),
    blocks: [
      input(TO, 'To', { initial: place.runId, multiline: true, hint: 'Ids of runs at work, one a line' }),
      input(FROM, 'From', {
        hint: 'The id of the run that it is sent for: Warp takes letters between runs only',
      }),
      input(SUBJECT, 'Subject', { maxChars: MAX_SUBJECT_CHARS }),
      input(BODY, 'Letter', { multiline: true }),
    ],
  };
}

export function readMessageForm(values: ViewValues) {
  const text = (id: string) => values[id]?.[id]?.value?.trim() ?? '';
  return {
    to: text(TO)
      .split(/[\s,]+/)
      .filter((id) => id !== ''),
    senderRunId: text(FROM),
    subject: text(SUBJECT),
    body: text(BODY),
  };
}

const EVENT_LABELS: Readonly<Record<(typeof WARP_REPORTABLE_EVENTS)[number], string>> = {
  run_in_progress: 'It is at work',
  run_succeeded: 'It succeeded',
  run_failed: 'It failed',
  run_errored: 'It broke',
  run_blocked: 'It is blocked',
  run_cancelled: 'It was stopped',
};

/** A lifecycle event that an admin reports for a run: it changes the run's state at Warp. */
export function eventView(place: RunPlace): ModalView {
  return {
    type: 'modal',
    callback_id: EVENT_VIEW,
    private_metadata: writeRunPlace(place),
    title: plainText('Report an event'),
    submit: plainText('Report'),
    close: plainText('Back'),
    blocks: [
      {
        type: 'input',
        block_id: EVENT_TYPE,
        label: plainText('What happened?'),
        hint: plainText('Warp takes the run for what you say here, and everybody sees it so.'),
        element: {
          type: 'static_select',
          action_id: EVENT_TYPE,
          options: WARP_REPORTABLE_EVENTS.map((value) => ({ text: plainText(EVENT_LABELS[value]), value })),
        },
      },
      input(EXECUTION_ID, 'Execution', {
        hint: 'The id of the execution that it belongs to',
        isOptional: true,
      }),
      input(REF_ID, 'Reference', {
        hint: 'What the event is about, such as a letter’s id',
        isOptional: true,
      }),
    ],
  };
}

/** Undefined where no event was chosen. */
export function readEventForm(values: ViewValues) {
  const text = (id: string) => values[id]?.[id]?.value?.trim() || undefined;
  const eventType = values[EVENT_TYPE]?.[EVENT_TYPE]?.selected_option?.value;
  const executionId = text(EXECUTION_ID);
  const refId = text(REF_ID);
  if (eventType === undefined) return undefined;
  return { eventType, ...(executionId && { executionId }), ...(refId && { refId }) };
}

interface InputOptions {
  readonly initial?: string;
  readonly hint?: string;
  readonly multiline?: boolean;
  readonly maxChars?: number;
  readonly isOptional?: boolean;
}

function input(id: string, label: string, options: InputOptions): ModalView['blocks'][number] {
  const { initial, hint, multiline, maxChars } = options;
  return {
    type: 'input',
    block_id: id,
    optional: options.isOptional ?? false,
    label: plainText(label),
    ...(hint !== undefined && { hint: plainText(hint) }),
    element: {
      type: 'plain_text_input',
      action_id: id,
      ...(multiline === true && { multiline }),
      ...(maxChars !== undefined && { max_length: maxChars }),
      ...(initial !== undefined && { initial_value: initial }),
    },
  };
}

import { z } from 'zod';
import { optionalInstantMs, optionalText, tolerantList } from '../http/wire-fields.ts';

const record = z
  .record(z.string(), z.unknown())
  .nullish()
  .transform((value) => value ?? {})
  .catch({});

/** One block of a message. `type` is open: each type fills the fields that it has, an unknown one none of them. */
const ContentBlock = z
  .looseObject({
    type: z.string().min(1),
    message_id: optionalText,
    text: optionalText,
    id: optionalText,
    action_id: optionalText,
    category: optionalText,
    name: optionalText,
    state: optionalText,
    input: record,
    output: record,
    data: record,
  })
  .transform((wire) => ({
    /** `text`, `action`, `action_result`, `event`, or one newer than this code. */
    type: wire.type,
    messageId: wire.message_id,
    /** Of a text. Untrusted. */
    text: wire.text,
    /** Of an action, or the action whose result this is. */
    actionId: wire.id ?? wire.action_id,
    category: wire.category,
    /** What was done (`run_command`), or which event. */
    name: wire.name,
    /** Of a result: `running`, `completed`, `failed`, `denied`. */
    state: wire.state,
    input: wire.input,
    output: wire.output,
    data: wire.data,
  }));

const ConversationMessage = z
  .looseObject({
    message_ids: tolerantList(z.string()),
    request_id: optionalText,
    role: z.string().min(1),
    timestamp: optionalInstantMs,
    content: tolerantList(ContentBlock),
  })
  .transform((wire) => ({
    messageIds: wire.message_ids,
    requestId: wire.request_id,
    /** `user`, `assistant`, `tool`, `system`. */
    role: wire.role,
    atMs: wire.timestamp,
    content: wire.content,
  }));
export type WarpConversationMessage = z.output<typeof ConversationMessage>;

/** A piece of work: what was asked, what came of it, and the work that it gave to others. */
export interface WarpConversationStep {
  readonly id: string;
  readonly description: string | undefined;
  readonly summary: string | undefined;
  readonly startedAtMs: number | undefined;
  readonly completedAtMs: number | undefined;
  readonly messages: readonly WarpConversationMessage[];
  readonly steps: readonly WarpConversationStep[];
}

/** Work handed on more often than this is not shown; an answer nested without end must not end the process. */
const MAX_DEPTH = 20;

const WireStep = z.looseObject({
  id: optionalText,
  description: optionalText,
  summary: optionalText,
  started_at: optionalInstantMs,
  completed_at: optionalInstantMs,
  messages: tolerantList(ConversationMessage),
  steps: z
    .array(z.unknown())
    .nullish()
    .transform((value) => value ?? [])
    .catch([]),
});

function readSteps(values: readonly unknown[], depth: number): WarpConversationStep[] {
  if (depth > MAX_DEPTH) return [];
  return values.flatMap((value, index) => {
    const { data: wire } = WireStep.safeParse(value);
    if (wire === undefined) return [];
    return [
      {
        id: wire.id ?? String(index),
        description: wire.description,
        summary: wire.summary,
        startedAtMs: wire.started_at,
        completedAtMs: wire.completed_at,
        messages: wire.messages,
        steps: readSteps(wire.steps, depth + 1),
      },
    ];
  });
}

/** `ConversationResponse`: what was said and done in a run, step by step. */
export const WarpConversation = z
  .looseObject({ conversation_id: z.string().min(1), steps: z.array(z.unknown()).nullable() })
  .transform((wire) => ({
    conversationId: wire.conversation_id,
    steps: readSteps(wire.steps ?? [], 0),
  }));
export type WarpConversation = z.output<typeof WarpConversation>;

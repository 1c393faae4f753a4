import { randomUUID } from 'node:crypto';
import type { HttpAnswer, HttpCall, Route } from '../http-routes.ts';
import { type Access, findRun, notFound } from './access.ts';
import { parseInstant, printInstant } from './instants.ts';
import { type Problem, problemAnswer } from './problems.ts';
import { createBodyReader } from './read-body.ts';
import { readFlag, readWholeNumber } from './read-query.ts';
import { isEnded, type Run } from './run.ts';
import type { RunStore } from './run-store.ts';

interface SendBody {
  readonly to: readonly string[];
  readonly subject: string;
  readonly body: string;
  readonly sender_run_id: string;
}

interface Message {
  readonly id: string;
  readonly to: string;
  readonly sent: SendBody;
  readonly sentAtUs: number;
  deliveredAtUs: number | null;
  readAtUs: number | null;
}

const maxBodyBytes = 131_072;
const maxHeaders = 100;

const readSend = createBodyReader<SendBody>({
  type: 'object',
  properties: {
    to: { type: 'array', items: { type: 'string', minLength: 1 }, minItems: 1 },
    subject: { type: 'string', maxLength: 1_024 },
    body: { type: 'string', maxLength: maxBodyBytes },
    sender_run_id: { type: 'string', minLength: 1 },
  },
  required: ['to', 'subject', 'body', 'sender_run_id'],
});

/** Messages between runs: one row for each recipient, read and delivered on its own. */
export function createMessageRoutes(store: RunStore, access: Access): Route[] {
  const messages = new Map<string, Message>();

  function send(call: HttpCall): HttpAnswer {
    const read = readSend(call.body);
    if (!read.ok) return problemAnswer(read.problem, call.path);
    const { body } = read;
    if (Buffer.byteLength(body.body) > maxBodyBytes)
      return invalid(call, `body must not exceed ${maxBodyBytes} bytes.`);
    const sender = findRun(store, access, body.sender_run_id);
    if (!sender.ok) return problemAnswer(sender.problem, call.path);
    const recipients: Run[] = [];
    for (const id of body.to) {
      const found = findRun(store, access, id);
      if (!found.ok) return problemAnswer(found.problem, call.path);
      recipients.push(found.run);
    }
    const over = recipients.find(({ state }) => isEnded(state));
    if (over) {
      const detail = `The run ${over.id} is ${over.state} and takes no messages.`;
      return problemAnswer({ code: 'operation_not_supported', detail }, call.path);
    }
    const ids = recipients.map((run) => {
      const message: Message = {
        id: randomUUID(),
        to: run.id,
        sent: body,
        sentAtUs: store.nowUs(),
        deliveredAtUs: null,
        readAtUs: null,
      };
      messages.set(message.id, message);
      store.report(run, { type: 'new_message', refId: message.id });
      return message.id;
    });
    return { status: 200, json: { message_ids: ids } };
  }

  function inbox(call: HttpCall): HttpAnswer {
    const found = findRun(store, access, call.params['runId']);
    if (!found.ok) return problemAnswer(found.problem, call.path);
    const unread = readFlag(call.query, 'unread', false);
    const limit = readWholeNumber(call.query, 'limit', 50);
    const sinceText = call.query.get('since');
    const sinceUs = sinceText === null ? Number.NEGATIVE_INFINITY : parseInstant(sinceText);
    if (unread === undefined) return invalid(call, 'unread must be true or false.');
    if (sinceUs === undefined) return invalid(call, 'since must be an RFC 3339 timestamp.');
    if (limit === undefined || limit < 1 || limit > maxHeaders)
      return invalid(call, `limit must be a whole number from 1 to ${maxHeaders}.`);
    const headers = [...messages.values()]
      .filter(({ to, sentAtUs, readAtUs }) => {
        return to === found.run.id && sentAtUs > sinceUs && !(unread && readAtUs !== null);
      })
      .slice(0, limit);
    return { status: 200, json: headers.map(headerOf) };
  }

  /** The message of the path, if its recipient is the caller's. */
  function withMessage(call: HttpCall, answer: (message: Message) => HttpAnswer): HttpAnswer {
    const message = messages.get(call.params['messageId'] ?? '');
    const problem: Problem | undefined = message
      ? access.problem(message.to, 'message')
      : notFound('message');
    if (!message || problem) return problemAnswer(problem ?? notFound('message'), call.path);
    return answer(message);
  }

  function read(call: HttpCall): HttpAnswer {
    return withMessage(call, (message) => {
      message.readAtUs ??= store.nowUs();
      return { status: 200, json: { ...headerOf(message), body: message.sent.body } };
    });
  }

  function delivered(call: HttpCall): HttpAnswer {
    return withMessage(call, (message) => {
      message.deliveredAtUs ??= store.nowUs();
      return { status: 204 };
    });
  }

  return [
    { method: 'POST', path: '/agent/messages', handle: send },
    { method: 'GET', path: '/agent/messages/:runId', handle: inbox },
    { method: 'POST', path: '/agent/messages/:messageId/read', handle: read },
    { method: 'POST', path: '/agent/messages/:messageId/delivered', handle: delivered },
  ];
}

function headerOf(message: Message): object {
  const instant = (atUs: number | null) => (atUs === null ? null : printInstant(atUs));
  return {
    message_id: message.id,
    sender_run_id: message.sent.sender_run_id,
    subject: message.sent.subject,
    sent_at: printInstant(message.sentAtUs),
    delivered_at: instant(message.deliveredAtUs),
    read_at: instant(message.readAtUs),
  };
}

function invalid(call: HttpCall, detail: string): HttpAnswer {
  return problemAnswer({ code: 'invalid_request', detail }, call.path);
}

import { printInstant } from './instants.ts';
import { isEnded, type Run } from './run.ts';

/**
 * The normalized conversation of these runs, oldest first: a root step for each thing that was asked, with what was
 * said and done in it; runs that another run has started are nested in its first step.
 */
export function conversationBody(id: string, runs: readonly Run[], all: readonly Run[]): object {
  return { conversation_id: id, steps: runs.flatMap((run) => stepsOf(run, all)) };
}

function stepsOf(run: Run, all: readonly Run[]): object[] {
  const children = all.filter(({ request }) => request.parentRunId === run.id);
  return run.turns.map((turn, index) => {
    const isLast = index === run.turns.length - 1;
    const isOver = !isLast || isEnded(run.state);
    const messages = messagesOf(run, index, isOver);
    return {
      id: `${run.id}:${index + 1}`,
      description: turn.text,
      ...(isOver && run.status ? { summary: run.status.message } : {}),
      started_at: printInstant(turn.atUs),
      completed_at: printInstant(isLast ? Math.max(run.updatedAtUs, turn.atUs) : turn.atUs),
      messages,
      steps: index === 0 ? children.flatMap((child) => stepsOf(child, all)) : [],
    };
  });
}

function messagesOf(run: Run, index: number, isOver: boolean): object[] {
  const turn = run.turns[index];
  const request = `${run.id}:${index + 1}`;
  const message = (part: number, role: string, content: readonly object[], atUs: number) => ({
    message_ids: [`${request}:${part}`],
    request_id: request,
    role,
    timestamp: printInstant(atUs),
    content: content.map((block) => ({ message_id: `${request}:${part}`, ...block })),
  });
  const askedUs = turn?.atUs ?? run.createdAtUs;
  const messages = [message(1, 'user', [{ type: 'text', text: turn?.text ?? '' }], askedUs)];
  if (run.startedAtUs === null) return messages;
  const startedUs = Math.max(run.startedAtUs, askedUs);
  const action = { category: 'command', name: 'run_command' };
  messages.push(
    message(
      2,
      'assistant',
      [
        { type: 'text', text: 'I look at the code and run the tests.' },
        { type: 'action', id: `${request}:action`, ...action, input: { command: 'npm test' } },
      ],
      startedUs,
    ),
    message(
      3,
      'tool',
      [
        {
          type: 'action_result',
          action_id: `${request}:action`,
          ...action,
          state: isOver ? (run.state === 'FAILED' ? 'failed' : 'completed') : 'running',
          output: isOver ? { exit_code: run.state === 'FAILED' ? 1 : 0 } : {},
        },
      ],
      startedUs,
    ),
  );
  if (!isOver) return messages;
  const text = run.status?.message ?? '';
  messages.push(
    message(4, 'assistant', [{ type: 'text', text }], run.updatedAtUs),
    message(5, 'system', [{ type: 'event', name: 'run_ended', data: { state: run.state } }], run.updatedAtUs),
  );
  return messages;
}

import type { ReactNode } from 'react';
import { type Json, object, objects, text } from '../json.ts';
import { withEmoji } from '../mrkdwn/emoji.ts';
import { SafeLink } from '../mrkdwn/inline-view.tsx';
import { RichText } from './rich-text.tsx';

const SIGNS: Readonly<Record<string, string>> = {
  pending: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12z',
  complete: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM5.2 8.2l2 2 3.8-4.2',
  error: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 5v3.5M8 10.8h.01',
};

function TaskSign({ status }: { status: string }): ReactNode {
  const label = status.replace('_', ' ');
  if (status === 'in_progress') return <span className="task-sign spinner" role="img" aria-label={label} />;
  return (
    <svg className={`task-sign task-sign-${status}`} viewBox="0 0 16 16" role="img" aria-label={label}>
      <path d={SIGNS[status] ?? SIGNS.pending} />
    </svg>
  );
}

/** One step of an agent's work: its state, what it does and what came of it. */
export function TaskCardBlock({ block }: { block: Json }): ReactNode {
  return (
    <div className="task-card task-alone">
      <Task block={block} />
    </div>
  );
}

function Task({ block }: { block: Json }): ReactNode {
  const status = text(block.status) || 'pending';
  const [details, output] = [object(block.details), object(block.output)];
  const sources = objects(block.sources);
  return (
    <div className="task" data-status={status}>
      <TaskSign status={status} />
      <div className="task-main">
        <div className="task-title">{withEmoji(text(block.title))}</div>
        {details && (
          <div className="task-details">
            <RichText block={details} />
          </div>
        )}
        {output && (
          <div className="task-output">
            <RichText block={output} />
          </div>
        )}
        {sources.length > 0 && (
          <div className="task-sources">
            {sources.map((source) => (
              <span key={text(source.url)} className="task-source">
                <SafeLink url={text(source.url)}>{text(source.text) || text(source.url)}</SafeLink>
              </span>
            ))}
          </div>
        )}
      </div>
    </div>
  );
}

/** An agent's tasks under one title. */
export function PlanBlock({ block }: { block: Json }): ReactNode {
  const tasks = objects(block.tasks);
  const done = tasks.filter(({ status }) => status === 'complete').length;
  return (
    <details className="plan" open>
      <summary className="plan-title">
        {withEmoji(text(block.title))}{' '}
        <span className="muted">
          {done} of {tasks.length}
        </span>
      </summary>
      {tasks.map((task, index) => (
        <Task key={text(task.task_id) || index} block={task} />
      ))}
    </details>
  );
}

import { isObject, type JsonObject, objectsOf, stringOf } from './json-value.ts';

/** What has been streamed into a message so far. */
export interface StreamContent {
  readonly mode: 'timeline' | 'plan';
  text: string;
  planTitle: string;
  /** By their ids, in the order of their first mention. */
  readonly tasks: Record<string, JsonObject>;
  readonly blocks: JsonObject[];
}

/** Of a plan. */
const maxTasks = 50;
/** Of a title, a task's details and its output, in one piece. */
const maxTaskTextChars = 256;
const taskStates = new Set(['pending', 'in_progress', 'complete', 'error']);

export function newStream(mode: StreamContent['mode']): StreamContent {
  return { mode, text: '', planTitle: '', tasks: {}, blocks: [] };
}

/** Adds one piece; false when Slack does not know such a piece. */
export function addChunk(content: StreamContent, chunk: JsonObject): boolean {
  switch (chunk.type) {
    case 'markdown_text': {
      const text = stringOf(chunk.text);
      content.text += text ?? '';
      return text !== undefined;
    }
    case 'plan_update': {
      const title = stringOf(chunk.title);
      content.planTitle = title ?? '';
      return title !== undefined && isTaskText(title);
    }
    case 'task_update': {
      const { type: _, id, ...task } = chunk;
      const taskId = stringOf(id);
      if (taskId === undefined || stringOf(task.title) === undefined) return false;
      if ([task.title, task.details, task.output].some((text) => !isTaskText(text))) return false;
      if (!taskStates.has(stringOf(task.status) ?? '')) return false;
      const known = content.tasks[taskId] ?? {};
      content.tasks[taskId] = { ...known, ...withRichText(task), type: 'task_card', task_id: taskId };
      return Object.keys(content.tasks).length <= maxTasks;
    }
    case 'blocks':
      content.blocks.push(...objectsOf(chunk.blocks));
      return Array.isArray(chunk.blocks) && chunk.blocks.every(isObject);
    default:
      return false;
  }
}

/** The tasks as Slack shows them. */
export function taskBlocks({ mode, planTitle, tasks }: StreamContent): JsonObject[] {
  const cards = Object.values(tasks);
  return mode === 'plan' && cards.length > 0
    ? [{ type: 'plan', title: planTitle || 'Plan', tasks: cards }]
    : cards;
}

export function markdownBlocks({ text }: StreamContent): JsonObject[] {
  return text.trim() === '' ? [] : [{ type: 'markdown', text }];
}

function isTaskText(text: unknown): boolean {
  return text === undefined || (typeof text === 'string' && text.length <= maxTaskTextChars);
}

/** A task's details and output are plain words in a stream, rich text in a block. */
function withRichText(task: JsonObject): JsonObject {
  const shown = { ...task };
  for (const name of ['details', 'output']) {
    const text = stringOf(task[name]);
    if (text === undefined) continue;
    const section = { type: 'rich_text_section', elements: [{ type: 'text', text }] };
    shown[name] = { type: 'rich_text', elements: [section] };
  }
  return shown;
}

import { truncate } from '../block-kit/truncate.ts';
import { humanizeName } from '../forms/labels.ts';
import type { RunStep } from '../store/job.ts';
import type {
  WarpConversation,
  WarpConversationMessage,
  WarpConversationStep,
} from '../warp/conversation.ts';

/** The newest so many are kept. */
const MAX_STEPS = 30;
/** A plan of Slack's takes 50 tasks, runs of the run among them. */
const MOST_NAMES = 30;
const MAX_TITLE_CHARS = 120;

/**
 * What an agent has done and does since it was last asked, oldest first: its words, its actions, and the work that it gave to
 * others. Untrusted text.
 */
export function runSteps({ steps }: WarpConversation): RunStep[] {
  const now = steps.at(-1);
  if (now === undefined) return [];
  const results = new Map<string, string>();
  for (const { content } of now.messages) {
    for (const { type, actionId, state } of content) {
      if (type === 'action_result' && actionId !== undefined) results.set(actionId, state ?? 'completed');
    }
  }
  const asked = steps.length;
  const own = now.messages.flatMap((message) => stepsOf(message, results));
  const ofOthers = now.steps.map(handedOn);
  return [...numbered(own, `${asked}.`), ...numbered(ofOthers, `${asked}.other.`)].slice(-MAX_STEPS);
}

/** A conversation only grows: the place of a step among its kind is its name for good. Those after many share one. */
function numbered(steps: readonly RunStep[], prefix: string): RunStep[] {
  return steps.map((step, index) => ({ id: `${prefix}${Math.min(index, MOST_NAMES)}`, ...step }));
}

function stepsOf(
  { role, content }: WarpConversationMessage,
  results: ReadonlyMap<string, string>,
): RunStep[] {
  if (role !== 'assistant') return [];
  return content.flatMap((block): RunStep[] => {
    if (block.type === 'text') return titled(block.text ?? '', 'complete');
    if (block.type !== 'action') return [];
    return titled(actionTitle(block.name ?? 'step', block.input), stateOf(results.get(block.actionId ?? '')));
  });
}

function handedOn({ description, completedAtMs, id }: WarpConversationStep): RunStep {
  const title = `Another agent: ${firstLine(description ?? id)}`;
  return { title, state: completedAtMs === undefined ? 'in_progress' : 'complete' };
}

/** "Run command: npm test". */
function actionTitle(name: string, input: Readonly<Record<string, unknown>>): string {
  const object = Object.values(input).find((value) => typeof value === 'string' && value !== '');
  return typeof object === 'string' ? `${humanizeName(name)}: ${object}` : humanizeName(name);
}

function stateOf(result: string | undefined): RunStep['state'] {
  if (result === undefined || result === 'running') return 'in_progress';
  return result === 'failed' || result === 'denied' ? 'error' : 'complete';
}

function titled(text: string, state: RunStep['state']): RunStep[] {
  const title = firstLine(text);
  return title === '' ? [] : [{ title, state }];
}

function firstLine(text: string): string {
  return truncate(text.trim().split('\n')[0] ?? '', MAX_TITLE_CHARS);
}

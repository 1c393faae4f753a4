import type {
  WarpConversation,
  WarpConversationMessage,
  WarpConversationStep,
} from '../../warp/conversation.ts';

const ROLES: Readonly<Record<string, string>> = {
  user: 'Asked',
  assistant: 'Agent',
  tool: 'Tool',
  system: 'Warp',
};
/** What one action put in or got out may be a whole file. */
const MAX_DETAIL_CHARS = 4_000;

/** A conversation as a Markdown document to be read from top to bottom. */
export function transcriptText(title: string, conversation: WarpConversation): string {
  const steps = conversation.steps.flatMap((step, index) => stepLines(step, `${index + 1}`, 2));
  return `${[`# ${title.replace(/\s+/g, ' ').trim()}`, ...steps].join('\n\n')}\n`;
}

function stepLines(step: WarpConversationStep, number: string, level: number): string[] {
  const name = (step.description ?? step.summary ?? 'Step').replace(/\s+/g, ' ').trim();
  const head = `${'#'.repeat(Math.min(level, 6))} ${number}. ${name.slice(0, 200)}`;
  return [
    head,
    ...step.messages.flatMap(messageLines),
    ...step.steps.flatMap((inner, index) => stepLines(inner, `${number}.${index + 1}`, level + 1)),
    ...(step.summary === undefined ? [] : [`**In short:** ${step.summary}`]),
  ];
}

function messageLines({ role, atMs, content }: WarpConversationMessage): string[] {
  const at =
    atMs === undefined ? '' : ` · ${new Date(atMs).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
  const said = content.flatMap((block): string[] => {
    switch (block.type) {
      case 'text':
        return block.text === undefined ? [] : [block.text];
      case 'action':
        return [`▸ ${actionName(block.name)}`, ...detail(block.input)];
      case 'action_result':
        return [`▹ ${actionName(block.name)}: ${block.state ?? 'done'}`, ...detail(block.output)];
      case 'event':
        return [`• ${actionName(block.name)}`, ...detail(block.data)];
      default:
        return [`• ${actionName(block.type)}`];
    }
  });
  return said.length === 0 ? [] : [`**${ROLES[role] ?? role}**${at}`, ...said];
}

function actionName(name: string | undefined): string {
  return (name ?? 'something').replaceAll('_', ' ');
}

/** What went in or came out, in a block of its own; a fence longer than any within it. */
function detail(fields: Readonly<Record<string, unknown>>): string[] {
  const entries = Object.entries(fields);
  if (entries.length === 0) return [];
  const [first] = entries;
  const isOneText = entries.length === 1 && typeof first?.[1] === 'string';
  const whole = isOneText ? String(first[1]) : JSON.stringify(fields, null, 2);
  const text = whole.length > MAX_DETAIL_CHARS ? `${whole.slice(0, MAX_DETAIL_CHARS)}\n… shortened` : whole;
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return [`${fence}\n${text}\n${fence}`];
}

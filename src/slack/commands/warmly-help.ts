import { escapeMrkdwn, inlineCode } from '../../block-kit/escape.ts';
import type { Form } from '../../forms/form.ts';
import { validateInput } from '../../forms/form-issues.ts';
import type { FormNode } from '../../forms/form-node.ts';
import { formatArguments } from '../../forms/format-arguments.ts';
import type { Leaf } from '../../forms/leaf.ts';
import { takesInput, topFields } from '../../forms/top-fields.ts';
import { findCreditsTool } from '../../warmly/credits.ts';
import type { WarmlyTool } from '../../warmly/schema.ts';

const TOOLS_SHOWN = 10;
const EXAMPLE_FIELDS = 2;
const EVERY = 'every weekday at 9:00';

type Input = Readonly<Record<string, unknown>>;

/** `/warmly help`, with examples made of the organization's own tools: each can be sent as it stands. */
export function warmlyHelp(tools: readonly WarmlyTool[], formOf: (schema: unknown) => Form): string {
  const forms = tools.map((tool) => ({ tool, form: formOf(tool.inputSchema) }));
  const withInput = forms.find(({ form }) => takesInput(form))?.tool ?? tools[0];
  const lines = [
    '*Warmly tools from Slack*',
    '`/warmly` opens a form: choose a tool, fill it in, and the result comes into the thread.',
    ...(withInput === undefined
      ? []
      : [`${inlineCode(`/warmly ${withInput.name}`)} opens the form of that tool.`]),
    ...example(forms, typicalInput, 'runs it at once.'),
    ...example(forms, wordsInput, 'puts a value with spaces in quotes.'),
    ...example(forms, listInput, 'gives several values.'),
    'Add `reason="…"` to say why: Warmly keeps it for the audit.',
    '`/warmly tools` opens the list of tools, with what each takes; add words to search.',
    '`/warmly history` opens what ran; `mine` and `tool=`, `status=`, `from=` narrow it down.',
    ...example(
      forms,
      typicalInput,
      'opens a look at the next times, then posts it here on that rhythm.',
      EVERY,
    ),
    '`/warmly schedules` opens what runs on a rhythm.',
    ...(findCreditsTool(tools) === undefined ? [] : ['`/warmly credits` runs what tells of credits.']),
    ...(tools.length === 0 ? ['Your organization has no tools yet.'] : ['', '*Your tools*']),
    ...tools
      .slice(0, TOOLS_SHOWN)
      .map(({ name, description }) => `• ${inlineCode(name)}  ${escapeMrkdwn(firstSentence(description))}`),
    ...(tools.length > TOOLS_SHOWN ? [`… and ${tools.length - TOOLS_SHOWN} more in the form.`] : []),
  ];
  return lines.join('\n');
}

/** The first tool for which there is an input that it takes, as a command. */
function example(
  forms: readonly { readonly tool: WarmlyTool; readonly form: Form }[],
  inputOf: (fields: readonly TopField[]) => Input | undefined,
  says: string,
  before = '',
): string[] {
  for (const { tool, form } of forms) {
    const input = inputOf(topFields(form).map(topField));
    if (input === undefined || validateInput(form, input).length > 0) continue;
    const words = [before, tool.name, formatArguments(form, input)].filter((part) => part !== '');
    return [`${inlineCode(`/warmly ${words.join(' ')}`)} ${says}`];
  }
  return [];
}

interface TopField {
  readonly name: string;
  readonly required: boolean;
  /** Undefined for what has fields of its own. */
  readonly leaf: Leaf | undefined;
}

function topField(node: FormNode): TopField {
  const name = String(node.path.at(-1));
  return { name, required: node.required, leaf: node.type === 'leaf' ? node.leaf : undefined };
}

/** What is required and, up to two in all, what has a value that can be guessed. */
function typicalInput(fields: readonly TopField[]): Input | undefined {
  const required = fields.filter((field) => field.required);
  const optional = fields.filter((field) => !field.required && exampleValue(field) !== undefined);
  const chosen = [...required, ...optional.slice(0, Math.max(0, EXAMPLE_FIELDS - required.length))];
  // A tool that takes input and gets none opens its form.
  if (chosen.length === 0 && fields.length > 0) return undefined;
  return Object.fromEntries(chosen.map((field) => [field.name, exampleValue(field)]));
}

function wordsInput(fields: readonly TopField[]): Input | undefined {
  const field = fields.find(({ leaf }) => leaf?.kind.type === 'text' && leaf.kind.format === undefined);
  return field && { [field.name]: 'two words' };
}

function listInput(fields: readonly TopField[]): Input | undefined {
  for (const { name, leaf } of fields) {
    const kind = leaf?.kind;
    if (kind?.type === 'choices' && kind.choices.length > 1) {
      return { [name]: kind.choices.slice(0, 2).map(({ value }) => value) };
    }
  }
  return undefined;
}

function exampleValue({ leaf }: TopField): unknown {
  if (leaf?.examples[0] !== undefined) return leaf.examples[0];
  if (leaf?.defaultValue !== undefined) return leaf.defaultValue;
  if (leaf?.kind.type === 'choice') return leaf.kind.choices[0]?.value;
  if (leaf?.kind.type === 'number') return leaf.kind.minimum ?? 10;
  return undefined;
}

function firstSentence(text: string): string {
  return /^.*?[.!?](?=\s|$)/s.exec(text)?.[0] ?? text;
}

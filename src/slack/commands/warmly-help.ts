import { escapeMrkdwn, inlineCode } from '../../block-kit/escape.ts';
import { compileForm } from '../../forms/compile-form.ts';
import { type FormField, visibleFields } from '../../forms/form-field.ts';
import { formatArguments } from '../../forms/format-arguments.ts';
import type { WarmlyTool } from '../../warmly/schema.ts';

const TOOLS_SHOWN = 10;
const EXAMPLE_FIELDS = 2;

/** `/warmly help`, with examples made of the organization's own tools. */
export function warmlyHelp(tools: readonly WarmlyTool[]): string {
  const example =
    tools.find(({ inputSchema }) => visibleFields(compileForm(inputSchema)).length > 0) ?? tools[0];
  const lines = [
    '*Warmly tools from Slack*',
    '`/warmly` opens a form: choose a tool, fill it in, and the result comes into the thread.',
    ...(example === undefined
      ? []
      : [
          `${inlineCode(`/warmly ${example.name}`)} opens the form of that tool.`,
          `${inlineCode(`/warmly ${exampleCommand(example)}`)} runs it at once.`,
        ]),
    'Values with spaces take quotes: `searchTerm="Acme Inc"`. Several values take commas: `countries=US,CA`.',
    ...(tools.length === 0 ? ['Your organization has no tools yet.'] : ['', '*Your tools*']),
    ...tools
      .slice(0, TOOLS_SHOWN)
      .map(({ name, description }) => `• ${inlineCode(name)}  ${escapeMrkdwn(firstSentence(description))}`),
    ...(tools.length > TOOLS_SHOWN ? [`… and ${tools.length - TOOLS_SHOWN} more in the form.`] : []),
  ];
  return lines.join('\n');
}

function exampleCommand(tool: WarmlyTool): string {
  const form = compileForm(tool.inputSchema);
  const fields = visibleFields(form).filter((field) => field.scope === 'property');
  const optionalCount = Math.max(0, EXAMPLE_FIELDS - fields.filter(({ required }) => required).length);
  const chosen = [
    ...fields.filter(({ required }) => required),
    ...fields.filter((field) => !field.required && exampleValue(field) !== undefined).slice(0, optionalCount),
  ];
  const input = Object.fromEntries(chosen.map((field) => [field.name, exampleValue(field) ?? '…']));
  return `${tool.name} ${formatArguments(form, input)}`.trim();
}

function exampleValue(field: FormField): unknown {
  if (field.examples[0] !== undefined) return field.examples[0];
  if (field.defaultValue !== undefined) return field.defaultValue;
  if (field.kind.type === 'choice') return field.kind.choices[0]?.value;
  if (field.kind.type === 'number') return field.kind.minimum ?? 10;
  return undefined;
}

function firstSentence(text: string): string {
  return /^.*?[.!?](?=\s|$)/s.exec(text)?.[0] ?? text;
}

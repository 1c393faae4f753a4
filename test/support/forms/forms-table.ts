import { compileForm } from '../../../src/forms/compile-form.ts';
import { formView } from '../../../src/forms/form-view.ts';
import { formatArguments } from '../../../src/forms/format-arguments.ts';
import { openSession } from '../../../src/forms/open-session.ts';
import { blockWords } from './block-words.ts';
import { type FeatureRow, featureGroups } from './feature-rows.ts';

/** `docs/forms.md`: what the form and the command line really make of each feature. */
export function formsTable(): string {
  const groups = featureGroups.map(({ title, rows }) =>
    [
      `## ${title}`,
      '',
      '| JSON Schema | in the form | on the command line |',
      '| --- | --- | --- |',
      ...rows.map((row) => `| ${row.feature} | ${cell(shownOf(row))} | ${commandOf(row)} |`),
      '',
    ].join('\n'),
  );
  return [
    '# Forms',
    '',
    'Any JSON Schema becomes a Slack form, and any input a command. Each line shows a property called `value` of that',
    'kind, optional unless said otherwise: first what an empty form shows for it, then how its value is written after the',
    'tool’s name. Written by `node scripts/forms-table.ts`; a test keeps it current.',
    '',
    'Every page also has a menu “Edit as JSON”, for the whole form and for each of its fields. What a line of the form',
    'opens is a form of its own with the same rules.',
    '',
    ...groups,
  ].join('\n');
}

function schemaOf({ schema, beside, required }: FeatureRow): Record<string, unknown> {
  return {
    ...beside,
    type: 'object',
    properties: { value: schema },
    ...(required === true ? { required: ['value'] } : {}),
  };
}

function shownOf(row: FeatureRow): string {
  const form = compileForm(schemaOf(row));
  const words = formView(form, openSession(form)).blocks.map(blockWords);
  const shown = words.filter((text) => text !== undefined);
  return shown.length === 0 ? 'nothing: there is nothing to ask' : shown.join('; ');
}

function commandOf(row: FeatureRow): string {
  const line = formatArguments(compileForm(schemaOf(row)), { value: row.value, ...row.others });
  return `<code>${cell(line.replaceAll('&', '&amp;').replaceAll('<', '&lt;'))}</code>`;
}

function cell(text: string): string {
  return text.replaceAll('|', '&#124;').replaceAll('\n', ' ');
}

import { kindNoun } from './field-facts.ts';
import type { Form } from './form-field.ts';
import { valueText } from './labels.ts';
import { fitText } from './text-fit.ts';

const MAX_LINE_CHARS = 300;

/** One short line for each property, required ones first: its name, what it takes, its range and default. */
export function describeSchema(form: Form): string[] {
  if (form.problem !== undefined) return [form.problem];
  return form.fields
    .filter((field) => field.scope !== 'others')
    .map((field) => {
      if (field.scope === 'input') return 'The whole input is written as JSON.';
      const facts = [kindNoun(field.kind)];
      if (field.kind.type === 'number') facts.push(...rangeWords(field.kind.minimum, field.kind.maximum));
      if (field.required) facts.push('required');
      if (field.defaultValue !== undefined)
        facts.push(`default ${fitText(valueText(field.defaultValue), 60)}`);
      const about = field.description === '' ? '' : `. ${firstSentence(field.description)}`;
      return fitText(`${field.name}: ${facts.join(', ')}${about}`.replaceAll(/\s+/g, ' '), MAX_LINE_CHARS);
    });
}

function rangeWords(minimum: number | undefined, maximum: number | undefined): string[] {
  const low = minimum !== undefined && minimum > Number.MIN_SAFE_INTEGER ? `from ${minimum}` : '';
  const high = maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER ? `up to ${maximum}` : '';
  const words = `${low} ${high}`.trim();
  return words === '' ? [] : [words];
}

function firstSentence(text: string): string {
  return /^.*?[.!?](?=\s|$)/s.exec(text)?.[0] ?? text;
}

import type { Fields, Rule, Shape, Source } from './rule.ts';

/** One line of the table of rules: a property, or a rule over the whole of an object. */
export interface RuleRow {
  /** The path within its kind, `[]` for each item of a list; empty for the whole. */
  readonly path: string;
  readonly says: string;
  readonly source?: Source;
}

/** Every rule of one kind, in the order in which its properties are declared. */
export function rulesOf(kind: Rule): RuleRow[] {
  const shape = kind.shape.kind === 'named' ? kind.shape.rule.shape : kind.shape;
  return rowsWithin(shape, '');
}

/** The kinds that a rule leads to, each once, itself included where it is one. */
export function kindsIn(root: Rule): Map<string, Rule> {
  const found = new Map<string, Rule>();
  const visit = ({ shape }: Rule): void => {
    if (shape.kind === 'named') {
      if (found.has(shape.kindId)) return;
      found.set(shape.kindId, shape.rule);
      visit(shape.rule);
    } else for (const inner of innerRules(shape)) visit(inner);
  };
  visit(root);
  return found;
}

function innerRules(shape: Shape): Rule[] {
  if (shape.kind === 'array') return [shape.item];
  if (shape.kind === 'byType') return Object.values(shape.rules);
  if (shape.kind === 'object') return Object.values(shape.fields).map((field) => field.rule);
  return [];
}

function rowsWithin(shape: Shape, path: string): RuleRow[] {
  if (shape.kind === 'array') return rowsWithin(shape.item.shape, `${path}[]`);
  if (shape.kind === 'byType' && !isText(shape)) {
    return Object.entries(shape.rules).flatMap(([type, inner]) =>
      isText(inner.shape) ? [] : rowsWithin(inner.shape, `${path}<${type}>`),
    );
  }
  if (shape.kind !== 'object' || isText(shape)) return [];
  const whole = shape.whole.map(({ says, source }) => ({ path, says, source }));
  return [...fieldRows(shape.fields, path), ...whole];
}

function fieldRows(fields: Fields, path: string): RuleRow[] {
  return Object.entries(fields).flatMap(([key, field]) => {
    const at = path === '' ? key : `${path}.${key}`;
    const says = `${field.required ? 'required; ' : ''}${describe(field.rule.shape)}`;
    const row = { path: at, says, ...(field.source && { source: field.source }) };
    return [row, ...rowsWithin(field.rule.shape, at)];
  });
}

const TEXT_TYPES = new Set(['plain_text', 'mrkdwn']);

function isText(shape: Shape): boolean {
  if (shape.kind === 'byType') return Object.keys(shape.rules).every((type) => TEXT_TYPES.has(type));
  return shape.kind === 'object' && TEXT_TYPES.has(typeOf(shape.fields));
}

function typeOf(fields: Fields): string {
  const type = fields['type']?.rule.shape;
  return type?.kind === 'values' ? String(type.values[0]) : '';
}

function describe(shape: Shape): string {
  switch (shape.kind) {
    case 'named':
      return `\`${shape.kindId}\``;
    case 'values':
      return shape.values.map((value) => `\`${String(value)}\``).join(', ');
    case 'boolean':
      return withNote('true or false', shape.says);
    case 'number':
      return withNote('a number', shape.says);
    case 'integer':
      return `a whole number ${range(shape.min, shape.max === Number.MAX_SAFE_INTEGER ? undefined : shape.max)}`;
    case 'string': {
      const length = range(shape.minChars ?? 0, shape.maxChars);
      return withNote(length === '' ? 'text' : `text, ${length} characters`, shape.says);
    }
    case 'array': {
      const size = range(shape.min, shape.max === Number.POSITIVE_INFINITY ? undefined : shape.max);
      return `${size === '' ? 'list' : `list, ${size} items`}: ${describe(shape.item.shape)}`;
    }
    case 'object':
      return isText(shape) ? `\`${typeOf(shape.fields)}\`, ${textLength(shape.fields)}` : 'object';
    case 'byType':
      return describeTypes(shape.rules);
  }
}

function describeTypes(rules: Readonly<Record<string, Rule>>): string {
  // Too many to list.
  if ('divider' in rules && 'card' in rules && 'plan' in rules) return 'any block that may stand there';
  const types = Object.entries(rules).map(([type, { shape }]) => {
    if (shape.kind === 'named') return `\`${shape.kindId}\``;
    return shape.kind === 'object' && isText(shape)
      ? `\`${type}\`, ${textLength(shape.fields)}`
      : `\`${type}\``;
  });
  return types.join(' or ');
}

function textLength(fields: Fields): string {
  const text = fields['text']?.rule.shape;
  return text?.kind === 'string' ? `${range(text.minChars ?? 0, text.maxChars)} characters` : '';
}

function range(min: number, max: number | undefined): string {
  if (max === undefined) return min === 0 ? '' : `at least ${min}`;
  return min === 0 ? `at most ${max}` : `${min} to ${max}`;
}

function withNote(text: string, note: string | undefined): string {
  return note === undefined ? text : `${text}: ${note}`;
}

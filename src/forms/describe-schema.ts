import { keyText } from './argument-key.ts';
import { quoteText } from './argument-scan.ts';
import { kindNoun, listed } from './field-facts.ts';
import type { Form } from './form.ts';
import type { ListNode, ObjectNode, Source } from './form-node.ts';
import type { Path } from './json-path.ts';
import { valueText } from './labels.ts';
import type { FieldKind } from './leaf.ts';
import { alternatives, type PlainNode } from './locate-argument.ts';
import { resolveNode, type Walk } from './resolve-node.ts';
import { isValidDefault } from './start-value.ts';
import { fitText } from './text-fit.ts';

const MAX_LINE_CHARS = 300;
const MAX_DEFAULT_CHARS = 60;
/** Deeper parts are named, not described. */
const MAX_DEPTH = 3;
const MAX_LINES = 60;

/**
 * What a tool takes, in plain text: one short line for each value, under the key by which a command gives it, required
 * ones first. Objects and lists of objects are followed by what is in them; at most 60 lines of 300 characters.
 */
export function describeSchema(form: Form): string[] {
  if (form.problem !== undefined) return [form.problem];
  const walk: Walk = { model: form.model, value: undefined, branches: {} };
  const root: Source = { schema: form.model.root, key: '', required: true, label: 'Input' };
  const nodes = alternatives(walk, root, []);
  const [only] = nodes;
  const lines =
    nodes.length === 1 && only?.node.type === 'object'
      ? childLines(only.walk, only.node, [])
      : [
          `The input: ${nounOf(
            walk,
            nodes.map(({ node }) => node),
          )}.`,
        ];
  if (lines.length <= MAX_LINES) return lines;
  return [...lines.slice(0, MAX_LINES - 1), `and ${lines.length - MAX_LINES + 1} more`];
}

function childLines(walk: Walk, node: ObjectNode, path: Path): string[] {
  const fields = [
    ...node.fields.filter((field) => field.required),
    ...node.fields.filter((field) => !field.required),
  ];
  const lines = fields.flatMap((field) => valueLines(walk, field, [...path, field.key]));
  if (!node.entries.offered) return lines;
  const entry: Source = { schema: node.entries.schemaOf(''), key: 'name', required: false };
  return [...lines, ...valueLines(walk, entry, [...path, '<name>'])];
}

function valueLines(walk: Walk, source: Source, path: Path): string[] {
  const nodes = alternatives(walk, source, path);
  const [first] = nodes;
  if (first === undefined) return [];
  const own = resolveNode(walk, source, path);
  if (own.shape.readOnly === true) return [];
  const facts = [
    nounOf(
      walk,
      nodes.map(({ node }) => node),
    ),
  ];
  if (nodes.length === 1 && first.node.type === 'leaf') facts.push(...rangeWords(first.node.leaf.kind));
  if (source.required) facts.push('required');
  if (own.nullable) facts.push('may be null');
  const { default: byDefault } = own.shape;
  if (byDefault !== undefined && byDefault !== null && isValidDefault(walk.model, own)) {
    facts.push(`default ${fitText(valueText(byDefault), MAX_DEFAULT_CHARS)}`);
  }
  if (own.deprecated) facts.push('no longer recommended');
  const about = own.description === '' ? '' : `. ${firstSentence(own.description)}`;
  const line = `${keyOf(path)}: ${facts.join(', ')}${about}`.replaceAll(/\s+/g, ' ');
  return [fitText(line, MAX_LINE_CHARS), ...innerLines(nodes, path)];
}

/** What is inside an object, or in each entry of a list of objects. */
function innerLines(
  nodes: readonly { readonly node: PlainNode; readonly walk: Walk }[],
  path: Path,
): string[] {
  if (path.length >= MAX_DEPTH) return [];
  const seen = new Set<string>();
  return nodes
    .flatMap(({ node, walk }) => {
      if (node.type === 'object') return childLines(walk, node, path);
      if (node.type !== 'list' || node.item === undefined) return [];
      const items = alternatives(walk, { schema: node.item, key: 0, required: true }, [...path, 0]);
      return items.flatMap((item) =>
        item.node.type === 'object' ? childLines(item.walk, item.node, [...path, 0]) : [],
      );
    })
    .filter((line) => !seen.has(line) && seen.add(line));
}

function nounOf(walk: Walk, nodes: readonly PlainNode[]): string {
  const nouns = [...new Set(nodes.map((node) => plainNoun(walk, node)))];
  return nouns.length > 3 ? `${nouns.length} different forms` : nouns.join(' or ');
}

function plainNoun(walk: Walk, node: PlainNode): string {
  switch (node.type) {
    case 'leaf':
      return kindNoun(node.leaf.kind);
    case 'list':
      return listNoun(walk, node);
    case 'object': {
      const names = node.fields.map((field) => String(field.key));
      return names.length === 0 ? 'object' : `object with ${listed(names, 5)}`;
    }
  }
}

function listNoun(walk: Walk, node: ListNode): string {
  const entries = node.fixed.length > 0 ? node.fixed : [{ schema: node.item ?? {}, key: 0, required: true }];
  const nouns = entries.map((source, index) => {
    const items = alternatives(walk, source, [...node.path, index]);
    return nounOf(
      walk,
      items.map((item) => item.node),
    );
  });
  return node.fixed.length > 0 ? `list of ${nouns.join(', then ')}` : `list, each ${nouns.join('')}`;
}

function rangeWords(kind: FieldKind): string[] {
  if (kind.type !== 'number') return [];
  const { minimum, maximum } = kind;
  const low = minimum !== undefined && minimum > Number.MIN_SAFE_INTEGER ? `from ${minimum}` : '';
  const high = maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER ? `up to ${maximum}` : '';
  const words = `${low} ${high}`.trim();
  return words === '' ? [] : [words];
}

/** As a command would write it, save that any name may stand for `<name>`. */
function keyOf(path: Path): string {
  return keyText(path, (name) => (name === '<name>' ? name : quoteText(name)));
}

function firstSentence(text: string): string {
  return /^.*?[.!?](?=\s|$)/s.exec(text)?.[0] ?? text;
}

import type { FormModel } from './form-model.ts';
import type { FormNode, Source } from './form-node.ts';
import { type Path, valueAt, withValueAt } from './json-path.ts';
import { isJsonObject } from './json-value.ts';
import { childSource, filledNode, resolveNode, type Walk } from './resolve-node.ts';

/** A schema that demands itself has no valid value: the form stops here, and the check says the rest. */
const MAX_DEPTH = 12;
/** Required objects in required objects multiply: beyond this the person adds what is missing. */
const MAX_MADE = 500;
/** Longer lists are given by whoever knows them: they are left as they are. */
const MAX_ENTRIES = 200;

/**
 * The whole input with what every required value starts with, at a path and below: its valid default, the only choice
 * there is, an empty object to be filled in. What is there already stays, and optional values are not made.
 */
export function withStartValues(walk: Walk, source: Source, path: Path): unknown {
  return fill(walk, source, path, { depth: 0, made: { left: MAX_MADE } });
}

interface Bounds {
  readonly depth: number;
  /** Shared by the whole walk. */
  readonly made: { left: number };
}

function fill(walk: Walk, source: Source, path: Path, { depth, made }: Bounds): unknown {
  const held = valueAt(walk.value, path);
  if (depth > MAX_DEPTH || (held === undefined && !source.required)) return walk.value;
  const node = resolveNode(walk, source, path);
  const present = isGap(node, held) ? undefined : held;
  if (present === undefined && made.left <= 0) return walk.value;
  const start = present === undefined ? firstValue(walk.model, node) : present;
  if (start === undefined) return walk.value;
  if (present === undefined) made.left -= 1;
  const value = present === undefined ? withValueAt(walk.value, path, start) : walk.value;
  return childKeys(node, start).reduce<unknown>((filled, key) => {
    const current = { ...walk, value: filled };
    // What exists may depend on what was filled in just before.
    const isKnown = isFixed(node) || (present !== undefined && filled === value);
    const known = isKnown ? node : resolveNode(current, source, path);
    const child = childSource(known, key);
    return child === undefined ? filled : fill(current, child, [...path, key], { depth: depth + 1, made });
  }, value);
}

/** An object whose properties are the same whatever they hold. */
function isFixed(node: FormNode): boolean {
  return node.type === 'object' && node.watched.size === 0;
}

/** A position in a list that nothing was entered into yet holds null, so that those behind it keep theirs. */
function isGap(node: FormNode, held: unknown): boolean {
  if (held !== null || typeof node.path.at(-1) !== 'number' || node.nullable) return false;
  return node.type !== 'leaf' || node.leaf.kind.type === 'constant';
}

function firstValue(model: FormModel, node: FormNode): unknown {
  const byDefault = node.shape.default;
  if (byDefault !== undefined && byDefault !== null && isValidDefault(model, node)) return byDefault;
  if (node.nullable) return null;
  switch (node.type) {
    case 'leaf': {
      const { kind } = node.leaf;
      if (kind.type === 'constant') return kind.value;
      if (kind.type === 'choice' && kind.choices.length === 1) return kind.choices[0]?.value;
      return kind.type === 'lines' || kind.type === 'choices' ? [] : undefined;
    }
    case 'object':
      return {};
    case 'list':
      return [];
    case 'union':
      return undefined;
  }
}

/** Tools often declare defaults that their own schema refuses: those are not offered. */
export function isValidDefault(model: FormModel, { shape }: FormNode): boolean {
  return model.once(model.validDefaults, shape, () => model.accepts(shape, shape.default));
}

function childKeys(node: FormNode, value: unknown): (string | number)[] {
  const filled = filledNode(node);
  if (filled?.type === 'list') {
    if (!Array.isArray(value) || value.length > MAX_ENTRIES) return [];
    const required = filled.fixed.filter((source) => source.required).length;
    return Array.from({ length: Math.max(value.length, required) }, (_entry, index) => index);
  }
  if (filled?.type !== 'object' || !isJsonObject(value)) return [];
  const named = filled.fields.map((field) => String(field.key));
  const others = Object.keys(value).filter((key) => !named.includes(key));
  return [...named, ...others.slice(0, MAX_ENTRIES)];
}

import { type ArgumentClock, argumentValue } from './argument-value.ts';
import type { FormModel } from './form-model.ts';
import type { ListNode } from './form-node.ts';
import { typeWords } from './issue-words.ts';
import { isJsonObject } from './json-value.ts';
import type { Located, PlainNode } from './locate-argument.ts';
import type { ArgumentValue } from './parse-arguments.ts';
import { typesOf } from './schema-shape.ts';
import { parseJson, type TextReading } from './typed-text.ts';

/**
 * Types what was given for a key by the node that it leads to: scalars and lists as `argumentValue` does, objects and
 * lists of them as JSON. Of a union the first branch that takes the value says what it is.
 */
export function nodeValue(
  model: FormModel,
  located: Located & { readonly found: true },
  values: readonly ArgumentValue[],
  clock: ArgumentClock | undefined,
): TextReading {
  const [first] = values;
  const isNull = values.length === 1 && first?.quoted === false && first.text === 'null';
  if (isNull && located.nullable) return { ok: true, value: null };
  const isJson = first?.quoted === false && /^[[{]/.test(first.text);
  // What is written as JSON means the structure, also where any text is taken.
  const nodes = isJson ? located.nodes.toSorted((left, right) => rank(left) - rank(right)) : located.nodes;
  const readings = nodes.map((node) => ({ node, reading: plainValue(model, node, values, clock) }));
  const fitting = readings.find(
    ({ node, reading }) => reading.ok && model.accepts(node.shape, reading.value),
  );
  const readable = readings.find(({ reading }) => reading.ok);
  const best = (fitting ?? readable ?? readings[0])?.reading ?? { ok: true, value: undefined };
  if (readings.length < 2 || best.ok) return best;
  const types = new Set(located.nodes.flatMap((node) => [...typesOf(node.shape, model.root)]));
  return { ok: false, message: `Must be ${typeWords([...types])}.` };
}

function rank(node: PlainNode): number {
  return node.type === 'leaf' && node.leaf.kind.type !== 'json' ? 1 : 0;
}

function plainValue(
  model: FormModel,
  node: PlainNode,
  values: readonly ArgumentValue[],
  clock: ArgumentClock | undefined,
): TextReading {
  if (node.type === 'leaf') return argumentValue(node.leaf, values, clock);
  const given = values.filter((value) => value.quoted || value.text !== '');
  const [first] = given;
  if (first === undefined) return { ok: true, value: undefined };
  if (node.type === 'list') return listValue(model, node, given, clock);
  if (given.length > 1)
    return { ok: false, message: `Was given ${given.length} times, but takes one value.` };
  return parseJson(first.text, false, true);
}

/** A JSON list, JSON objects one by one, or values with commas between them. */
function listValue(
  model: FormModel,
  node: ListNode,
  values: readonly ArgumentValue[],
  clock: ArgumentClock | undefined,
): TextReading {
  const entries: unknown[] = [];
  for (const value of values) {
    const whole = value.quoted ? undefined : parseJson(value.text, false, false);
    if (whole?.ok === true && Array.isArray(whole.value)) entries.push(...whole.value);
    else if (whole?.ok === true && isJsonObject(whole.value)) entries.push(whole.value);
    else {
      for (const part of value.parts) {
        const reading = entryValue(model, node, part, entries.length, clock);
        if (!reading.ok) return reading;
        entries.push(reading.value);
      }
    }
  }
  return { ok: true, value: entries };
}

function entryValue(
  model: FormModel,
  node: ListNode,
  text: string,
  index: number,
  clock: ArgumentClock | undefined,
): TextReading {
  const leaf = model.leafOf(node.fixed[index]?.schema ?? node.item, '', true);
  return argumentValue(leaf, [{ text, quoted: false, parts: [text] }], clock);
}

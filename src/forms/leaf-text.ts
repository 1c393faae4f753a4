import { choiceTexts } from './choice-options.ts';
import { leafFacts } from './field-facts.ts';
import type { Leaf } from './leaf.ts';

/** Everything that is said under a leaf's input: its description, what it asks for, and labels too long for a menu. */
export function leafText(leaf: Leaf, withLabel = false): string {
  const lines = [
    [...(withLabel ? [ended(leaf.label)] : []), ended(leaf.description), ...leafFacts(leaf)]
      .filter((part) => part !== '')
      .join(' '),
    ...choiceTexts(leaf),
  ];
  return lines.filter((line) => line !== '').join('\n');
}

function ended(text: string): string {
  return text === '' || /[.!?:;)\]]$/.test(text) ? text : `${text}.`;
}

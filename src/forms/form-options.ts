import type { PlainTextOption } from '@slack/types';
import { SLACK_LIMITS } from '../block-kit/limits.ts';
import { choiceOption, choicesOfField, extraOptions } from './choice-options.ts';
import type { Leaf } from './leaf.ts';

/**
 * The options of a searchable select for what was typed into it: those whose label or value holds every word, best
 * first, at most 100.
 */
export function leafOptions(leaf: Leaf, query: string): PlainTextOption[] {
  const text = query.trim().toLowerCase();
  const words = text.split(/\s+/).filter((word) => word !== '');
  const ranked = choicesOfField(leaf).flatMap(({ label, value }, position) => {
    // Long labels are shown with their number, so it finds them too.
    const number = label.length > SLACK_LIMITS.option.textChars ? `#${position + 1}` : '';
    const haystack = `${label} ${typeof value === 'string' ? value : ''} ${number}`.toLowerCase();
    if (!words.every((word) => haystack.includes(word))) return [];
    return [{ position, rank: haystack.startsWith(text) ? 0 : 1 }];
  });
  ranked.sort((left, right) => left.rank - right.rank || left.position - right.position);
  const options = ranked.map(({ position }) => choiceOption(leaf, position));
  const extra = extraOptions(leaf).filter((option) => option.text.text.toLowerCase().includes(text));
  return [...extra, ...options].slice(0, SLACK_LIMITS.select.maxOptions);
}

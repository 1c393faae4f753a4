import { type ReactNode, useEffect, useRef, useState } from 'react';
import { sentenceOf } from '../api.ts';
import { number } from '../json.ts';
import { useSurface } from '../state/use-surface.ts';
import { type ChoiceSection, sectionsOf } from './choice-list.ts';
import { Combobox } from './combobox.tsx';
import { chosenOptions, comboboxProps, optionLeaf } from './selects.tsx';
import { type ElementProps, useElement } from './use-element.ts';

const TYPING_PAUSE_MS = 200;

interface Answer {
  readonly query: string;
  readonly sections: readonly ChoiceSection[];
  readonly failure: string;
}

/** A select whose options the bot gives for what is typed. */
export function ExternalSelect(props: ElementProps): ReactNode {
  const { element, blockId, actionId } = props;
  const { leaf, change, isPending } = useElement(props);
  const surface = useSurface();
  const ask = useRef(surface.options);
  ask.current = surface.options;
  const [query, setQuery] = useState('');
  const [isOpen, setOpen] = useState(false);
  const [answer, setAnswer] = useState<Answer>();
  const minLength = number(element.min_query_length, 3);
  const isLongEnough = query.length >= minLength;

  useEffect(() => {
    if (!isOpen || !isLongEnough) return undefined;
    let isStale = false;
    setAnswer(undefined);
    async function load(): Promise<void> {
      const next = await ask.current(blockId, actionId, query).then(
        ({ options, optionGroups }) => ({ query, sections: sectionsOf(options, optionGroups), failure: '' }),
        (error: unknown) => ({ query, sections: [], failure: sentenceOf(error) }),
      );
      if (!isStale) setAnswer(next);
    }
    const timer = setTimeout(() => void load(), query === '' ? 0 : TYPING_PAUSE_MS);
    return () => {
      isStale = true;
      clearTimeout(timer);
    };
  }, [isOpen, isLongEnough, query, blockId, actionId]);

  const isCurrent = isLongEnough && answer?.query === query;
  const more = minLength - query.length;
  const status = !isLongEnough
    ? `Type ${more} more ${more === 1 ? 'character' : 'characters'} to search`
    : isCurrent
      ? answer.failure
      : 'Loading…';
  return (
    <Combobox
      {...comboboxProps(props)}
      sections={isCurrent ? answer.sections : []}
      status={status}
      isPending={isPending}
      query={query}
      onQuery={setQuery}
      onOpenChange={setOpen}
      chosen={chosenOptions(leaf)}
      onChange={(chosen) => change(optionLeaf(element, chosen))}
    />
  );
}

import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { isJson, type Json, number, objects, strings, text, textOf } from '../json.ts';
import { type Leaf, pickedKey } from '../state/element-values.ts';
import { usePage } from '../state/page-context.ts';
import { type Choice, choiceOfOption, filterSections, sectionsOf, workspaceChoices } from './choice-list.ts';
import { Combobox } from './combobox.tsx';
import { controlAttributes, type ElementProps, useElement } from './use-element.ts';

export function isMulti(element: Json): boolean {
  return text(element.type).startsWith('multi_');
}

export function maxChosen(element: Json): number {
  return isMulti(element) ? number(element.max_selected_items, Number.POSITIVE_INFINITY) : 1;
}

/** The chosen options of an option-based select. */
export function chosenOptions(leaf: Leaf | undefined): readonly Choice[] {
  const one = leaf?.selected_option;
  return (isJson(one) ? [one] : objects(leaf?.selected_options)).map(choiceOfOption);
}

export function optionLeaf(element: Json, chosen: readonly Choice[]): Leaf {
  const options = chosen.flatMap(({ option }) => (option ? [option] : []));
  const type = text(element.type);
  return isMulti(element)
    ? { type, selected_options: options }
    : { type, selected_option: options[0] ?? null };
}

/** What the combobox of any select needs, whatever it offers. */
export function comboboxProps(props: ElementProps) {
  const { element, input } = props;
  const placeholder =
    textOf(element.placeholder) || (isMulti(element) ? 'Select options' : 'Select an option');
  return {
    attributes: controlAttributes({
      ...props,
      label: textOf(element.placeholder) || props.label || 'Select',
    }),
    placeholder,
    isMulti: isMulti(element),
    maxChosen: maxChosen(element),
    isClearable: input?.isOptional === true,
  };
}

export function StaticSelect(props: ElementProps): ReactNode {
  const { element } = props;
  const { leaf, change, isPending } = useElement(props);
  const [query, setQuery] = useState('');
  const all = useMemo(() => sectionsOf(element.options, element.option_groups), [element]);
  return (
    <Combobox
      {...comboboxProps(props)}
      sections={filterSections(all, query)}
      status=""
      isPending={isPending}
      query={query}
      onQuery={setQuery}
      chosen={chosenOptions(leaf)}
      onChange={(chosen) => change(optionLeaf(element, chosen))}
    />
  );
}

/** Selects of users, channels and conversations: the page knows what there is. */
export function WorkspaceSelect(props: ElementProps): ReactNode {
  const { element } = props;
  const { workspace, place } = usePage();
  const { leaf, change, keep, isPending } = useElement(props);
  const [query, setQuery] = useState('');
  const type = text(element.type);
  const key = pickedKey(type) ?? '';
  const choices = workspaceChoices(workspace, element);
  const value = leaf?.[key];
  const ids = Array.isArray(value) ? strings(value) : [text(value)].filter(Boolean);
  const chosen = ids.map(
    (id) => choices.find((choice) => choice.key === id) ?? { key: id, label: id, description: '' },
  );
  const leafOf = (next: readonly Choice[]): Leaf => {
    const keys = next.map((choice) => choice.key);
    return { type, [key]: isMulti(element) ? keys : (keys[0] ?? null) };
  };
  const here = choices.find((choice) => choice.key === place.channel);
  const startsHere =
    element.default_to_current_conversation === true && here !== undefined && ids.length === 0;
  // Once, where the element appears: what the person clears afterwards stays cleared.
  useEffect(() => {
    if (startsHere && here) keep(leafOf([here]));
  }, []);
  return (
    <Combobox
      {...comboboxProps(props)}
      sections={filterSections([{ label: '', choices }], query)}
      status=""
      isPending={isPending}
      query={query}
      onQuery={setQuery}
      chosen={chosen}
      onChange={(next) => change(leafOf(next))}
    />
  );
}

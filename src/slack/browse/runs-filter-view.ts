import type { InputBlock, ModalView, PlainTextOption } from '@slack/types';
import { plainText } from '../../block-kit/build.ts';
import { chosenInstantMs, filterInput, filterInstant, filterSelect } from '../views/filter-inputs.ts';
import { BROWSE_ENVIRONMENT, BROWSE_MODEL, BROWSE_SKILL } from './choice-inputs.ts';
import { capital, runStateWords, wireWords } from './run-words.ts';
import { RUN_ARTIFACTS, RUN_SORTS, RUN_SOURCES, RUN_STATES, type RunsFilter } from './runs-filter.ts';
import { MAX_RUNS_SHOWN, RUNS_SHOWN } from './runs-view.ts';

export const RUNS_FILTER_VIEW = 'warp_runs_filter';

/** The inputs: `block_id` and `action_id` are the same word. */
const INPUT = {
  q: 'runs_q',
  states: 'runs_states',
  sort: 'runs_sort',
  order: 'runs_order',
  createdAfter: 'runs_created_after',
  createdBefore: 'runs_created_before',
  updatedAfter: 'runs_updated_after',
  source: 'runs_source',
  location: 'runs_location',
  artifact: 'runs_artifact',
  name: 'runs_name',
  creator: 'runs_creator',
  schedule: 'runs_schedule',
  ancestor: 'runs_ancestor',
  limit: 'runs_limit',
} as const;

/** What a view's state holds for one input. */
export interface StateLeaf {
  readonly value?: string | null | undefined;
  readonly selected_option?: { readonly value?: string | undefined } | null | undefined;
  readonly selected_options?: readonly { readonly value?: string | undefined }[] | null | undefined;
  readonly selected_date_time?: number | null | undefined;
}
export type ViewValues = Readonly<Record<string, Readonly<Record<string, StateLeaf>>>>;

const SORT_LABELS = {
  updated_at: 'Last change',
  created_at: 'Start',
  title: 'Title',
  agent: 'Agent',
} as const;
const ORDERS = [choice('Newest first, or Z to A', 'desc'), choice('Oldest first, or A to Z', 'asc')];
const LIMITS = [10, 20, MAX_RUNS_SHOWN].map((limit) => choice(String(limit), String(limit)));

/** Every filter of Warp's list as a form, starting from what is chosen now. `chosen`: options of the searched lists. */
export function runsFilterView(
  draftId: string,
  filter: RunsFilter,
  chosen: Readonly<Partial<Record<'model' | 'environment' | 'skill', PlainTextOption>>>,
): ModalView {
  const states = RUN_STATES.map((state) => choice(runStateWords(state), state));
  return {
    type: 'modal',
    callback_id: RUNS_FILTER_VIEW,
    private_metadata: draftId,
    title: plainText('Filter and sort'),
    submit: plainText('Show'),
    close: plainText('Back'),
    blocks: [
      text(INPUT.q, 'Search', filter.q, 'In title, prompt and agent'),
      filterInput(INPUT.states, 'State', {
        type: 'multi_static_select',
        action_id: INPUT.states,
        options: states,
        placeholder: plainText('Any'),
        ...picked(
          'initial_options',
          states.filter(({ value }) => filter.states?.includes(String(value))),
        ),
      }),
      filterSelect(
        INPUT.sort,
        'Sort by',
        RUN_SORTS.map((sort) => choice(SORT_LABELS[sort], sort)),
        filter.sortBy,
        'Last change',
      ),
      filterSelect(INPUT.order, 'Order', ORDERS, filter.sortOrder, 'Newest first'),
      search(BROWSE_SKILL, 'Agent', chosen.skill),
      search(BROWSE_MODEL, 'Model', chosen.model),
      search(BROWSE_ENVIRONMENT, 'Environment', chosen.environment),
      filterInstant(INPUT.createdAfter, 'Created after', filter.createdAfterMs),
      filterInstant(INPUT.createdBefore, 'Created before', filter.createdBeforeMs),
      filterInstant(INPUT.updatedAfter, 'Changed after', filter.updatedAfterMs),
      filterSelect(
        INPUT.source,
        'Started from',
        RUN_SOURCES.map((source) => choice(capital(wireWords(source)), source)),
        filter.source,
      ),
      filterSelect(
        INPUT.location,
        'Runs',
        [choice('In the cloud', 'REMOTE'), choice('On a person’s machine', 'LOCAL')],
        filter.executionLocation,
        'Anywhere',
      ),
      filterSelect(
        INPUT.artifact,
        'Left behind',
        RUN_ARTIFACTS.map((type) => choice(capital(wireWords(type)), type)),
        filter.artifactType,
        'Anything',
      ),
      text(INPUT.creator, 'Creator', filter.creator, 'The id of a person or service account in Warp'),
      text(INPUT.name, 'Label', filter.name, 'The name in the run’s configuration'),
      text(INPUT.schedule, 'Schedule', filter.scheduleId, 'The id of the schedule that started it'),
      text(
        INPUT.ancestor,
        'Started by run',
        filter.ancestorRunId,
        'The id of a run: shows all that it started',
      ),
      filterSelect(INPUT.limit, 'Runs per page', LIMITS, String(filter.limit ?? RUNS_SHOWN)),
    ],
  };
}

/** Reads the form. Searched choices come as their option values: what they stand for is looked up by `itemOf`. */
export function readRunsFilterForm(
  values: ViewValues,
  itemOf: (input: string, optionValue: string) => string | undefined,
): RunsFilter {
  const leaf = (id: string) => values[id]?.[id];
  const written = (id: string) => leaf(id)?.value?.trim() || undefined;
  const one = (id: string) => leaf(id)?.selected_option?.value;
  const item = (id: string) => {
    const value = one(id);
    return value === undefined ? undefined : itemOf(id, value);
  };
  const instantMs = (id: string) => chosenInstantMs(leaf(id));
  const states = (leaf(INPUT.states)?.selected_options ?? []).flatMap(({ value }) => value ?? []);
  const limit = Number(one(INPUT.limit) ?? RUNS_SHOWN);
  const entries = Object.entries({
    q: written(INPUT.q),
    states: states.length === 0 ? undefined : states,
    sortBy: RUN_SORTS.find((sort) => sort === one(INPUT.sort)),
    sortOrder: one(INPUT.order),
    skill: item(BROWSE_SKILL),
    modelId: item(BROWSE_MODEL),
    environmentId: item(BROWSE_ENVIRONMENT),
    createdAfterMs: instantMs(INPUT.createdAfter),
    createdBeforeMs: instantMs(INPUT.createdBefore),
    updatedAfterMs: instantMs(INPUT.updatedAfter),
    source: one(INPUT.source),
    executionLocation: one(INPUT.location),
    artifactType: one(INPUT.artifact),
    creator: written(INPUT.creator),
    name: written(INPUT.name),
    scheduleId: written(INPUT.schedule),
    ancestorRunId: written(INPUT.ancestor),
    limit,
  });
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

function choice(label: string, value: string): PlainTextOption {
  return { text: plainText(label, 75), value };
}

function picked<Key extends string>(key: Key, options: readonly PlainTextOption[]) {
  return options.length === 0 ? {} : { [key]: [...options] };
}

function text(id: string, label: string, value: string | undefined, hint: string): InputBlock {
  return {
    ...filterInput(id, label, {
      type: 'plain_text_input',
      action_id: id,
      ...(value !== undefined && { initial_value: value }),
    }),
    hint: plainText(hint),
  };
}

function search(id: string, label: string, initial: PlainTextOption | undefined): InputBlock {
  return filterInput(id, label, {
    type: 'external_select',
    action_id: id,
    min_query_length: 0,
    placeholder: plainText('Any'),
    ...(initial && { initial_option: initial }),
  });
}

import type { Button, KnownBlock, ModalView } from '@slack/types';
import { actions, button, context, plainText, section } from '../../block-kit/build.ts';
import { inlineCode } from '../../block-kit/escape.ts';
import type { WarpIdentity } from '../../warp/schedule.ts';
import type { WarpAgent, WarpEnvironment, WarpModels } from '../../warp/schema.ts';
import { describeModel } from '../options/model-words.ts';
import { optionValue } from '../options/option-value.ts';
import { ago, outside } from './run-words.ts';

export const CHOICES_VIEW = 'warp_choices';
export const CHOICE_START_ACTION = 'warp_choice_start';
export const CHOICES_NEXT_ACTION = 'warp_choices_next';
export const CHOICES_BACK_ACTION = 'warp_choices_back';
export const CHOICES_SORT_ACTION = 'warp_choices_sort';
export const CHOICES_REFRESH_ACTION = 'warp_choices_refresh';

const ROWS_SHOWN = 25;

/** Somebody looking through agents, models or environments: kept in a draft, the modal only names it. */
export type ChoicesBrowse = {
  readonly channelId: string;
  readonly teamId: string;
  /** From 0. */
  readonly page: number;
} & (
  | { readonly browse: 'agents'; readonly repo?: string; readonly sortBy: 'name' | 'last_run' }
  | { readonly browse: 'models' | 'identities' }
  | { readonly browse: 'environments'; readonly sortBy: 'name' | 'last_updated' }
);

/** One thing to choose, in words; `start` is what a new run takes, absent where it cannot be used. */
export interface ChoiceRow {
  /** Finished mrkdwn. */
  readonly text: string;
  readonly start?: string;
}

const TITLES = {
  agents: 'Warp agents',
  models: 'Warp models',
  environments: 'Warp environments',
  identities: 'Warp identities',
} as const;
const EMPTY = {
  agents: 'There are no agents here. A repository has one for each `SKILL.md` in its skills folder.',
  models: 'Warp lists no models.',
  environments: 'There are no environments yet. They are made in Warp.',
  identities: 'There are no agent identities yet. They are made in Warp.',
} as const;

/** One page of a list, each row with a button that starts a run with it. */
export function choicesView(draftId: string, browse: ChoicesBrowse, rows: readonly ChoiceRow[]): ModalView {
  const from = browse.page * ROWS_SHOWN;
  const shown = rows.slice(from, from + ROWS_SHOWN);
  return {
    type: 'modal',
    callback_id: CHOICES_VIEW,
    private_metadata: draftId,
    title: plainText(TITLES[browse.browse]),
    close: plainText('Close'),
    blocks: [
      ...(browse.browse === 'agents' && browse.repo !== undefined
        ? [section(`Agents of ${inlineCode(browse.repo)}`)]
        : []),
      ...(rows.length === 0 ? [section(EMPTY[browse.browse])] : shown.map(rowBlock)),
      context([
        rows.length > shown.length
          ? `${from + 1} to ${from + shown.length} of ${rows.length}`
          : `${rows.length} in all`,
      ]),
      actions(listButtons(browse, from + shown.length < rows.length)),
    ],
  };
}

function rowBlock({ text, start }: ChoiceRow): KnownBlock {
  if (start === undefined) return section(text);
  return {
    ...section(text),
    accessory: button('Start', { actionId: CHOICE_START_ACTION, value: optionValue(start) }),
  };
}

function listButtons(browse: ChoicesBrowse, hasMore: boolean): Button[] {
  const sort = 'sortBy' in browse ? sortWords(browse) : undefined;
  return [
    ...(browse.page > 0 ? [button('← Previous', { actionId: CHOICES_BACK_ACTION })] : []),
    ...(hasMore ? [button('Next →', { actionId: CHOICES_NEXT_ACTION })] : []),
    ...(sort === undefined ? [] : [button(sort, { actionId: CHOICES_SORT_ACTION })]),
    button('Refresh', { actionId: CHOICES_REFRESH_ACTION }),
  ];
}

function sortWords({ browse, sortBy }: Extract<ChoicesBrowse, { readonly sortBy: string }>): string {
  if (sortBy !== 'name') return 'Sort by name';
  return browse === 'agents' ? 'Last used first' : 'Last changed first';
}

/** Each place where an agent is defined is a row; one that cannot be read says why. */
export function agentRows(agents: readonly WarpAgent[]): ChoiceRow[] {
  return agents.flatMap(({ name, variants }) =>
    variants.map(({ id, source, description, environments, lastRunAtMs, error }): ChoiceRow => {
      const facts = [
        source.owner !== '' && inlineCode(`${source.owner}/${source.name}`),
        environments.length > 0 && `in ${outside(environments.map((each) => each.name).join(', '), 120)}`,
        source.workerHost !== undefined && `on ${outside(source.workerHost, 60)}`,
        lastRunAtMs === undefined ? 'never used' : `used ${ago(lastRunAtMs)}`,
      ].filter((fact) => fact !== false);
      const about = description === '' ? '' : `\n${outside(description, 300)}`;
      const text = `*${outside(name, 100)}*${about}\n${facts.join(' · ')}`;
      return error === undefined
        ? { text, start: id }
        : { text: `${text}\n:warning: It cannot be used: ${outside(error, 300)}` };
    }),
  );
}

export function modelRows({ models, defaultModelId }: WarpModels): ChoiceRow[] {
  return models.map((model): ChoiceRow => {
    const facts = [
      describeModel(model),
      model.visionSupported ? 'sees pictures' : '',
      model.id === defaultModelId ? 'the team’s default' : '',
    ].filter((fact) => fact !== '');
    const text = `*${outside(model.displayName, 100)}*  ${inlineCode(model.id)}\n${facts.map((fact) => outside(fact)).join(' · ')}`;
    return model.disableReason === undefined ? { text, start: model.id } : { text: `${text}` };
  });
}

export function environmentRows(environments: readonly WarpEnvironment[]): ChoiceRow[] {
  return environments.map(
    ({ uid, name, description, repos, dockerImage, lastRunAtMs, lastUpdatedAtMs, setupFailed }) => {
      const facts = [
        repos.length > 0 && repos.slice(0, 6).map(inlineCode).join(', '),
        dockerImage !== undefined && outside(dockerImage, 80),
        lastRunAtMs === undefined ? 'never used' : `used ${ago(lastRunAtMs)}`,
        lastUpdatedAtMs !== undefined && `changed ${ago(lastUpdatedAtMs)}`,
      ].filter((fact) => fact !== false);
      const about = description === undefined ? '' : `\n${outside(description, 300)}`;
      const warning = setupFailed ? '\n:warning: Its last set-up failed.' : '';
      return { text: `*${outside(name, 100)}*${about}\n${facts.join(' · ')}${warning}`, start: uid };
    },
  );
}

/** Who a team's runs can be made by; one beyond what the team's plan has cannot be used. */
export function identityRows(identities: readonly WarpIdentity[]): ChoiceRow[] {
  return identities.map(({ uid, name, isAvailable, createdAtMs }) => {
    const made = createdAtMs === undefined ? '' : ` · made ${ago(createdAtMs)}`;
    const text = `*${outside(name, 100)}*  ${inlineCode(uid)}${made}`;
    return isAvailable
      ? { text, start: uid }
      : { text: `${text}\n:warning: It cannot be used: the team’s plan has fewer identities.` };
  });
}

import type { App } from '@slack/bolt';
import type { PlainTextOption } from '@slack/types';
import { plainText } from '../../block-kit/build.ts';
import { SLACK_LIMITS } from '../../block-kit/limits.ts';
import { type CachedList, listWithin } from '../../catalogue/cached-list.ts';
import { FORM_ACTION } from '../../forms/form-ids.ts';
import { shownAt } from '../../forms/form-session.ts';
import { sessionOptions } from '../../forms/session-options.ts';
import { getDraft } from '../../store/drafts.ts';
import { getNearTools } from '../../store/tool-preferences.ts';
import { BROWSE_ENVIRONMENT, BROWSE_MODEL, BROWSE_SKILL } from '../browse/choice-inputs.ts';
import type { ListenerDeps } from '../listener-deps.ts';
import { serialOf } from '../views/form-owner.ts';
import { AGENT_INPUT, ENVIRONMENT_INPUT, MODEL_INPUT } from '../views/search-fields.ts';
import type { WarmlyDraft } from '../views/warmly-draft.ts';
import { createWarmlyForm } from '../views/warmly-form.ts';
import { TOOL_ACTION, toolOption } from '../views/warmly-view.ts';
import { rankTools, searchTools } from '../warmly/rank-tools.ts';
import { describeModel } from './model-words.ts';
import { optionValue } from './option-value.ts';

/** Slack waits three seconds for options and shows an error after that. */
const ANSWER_WITHIN_MS = 2_500;

/** The searchable selects: tools, agents, models, environments, and long choices in a tool's form. */
export function registerOptions(app: App, deps: ListenerDeps): void {
  const { catalogue } = deps;

  function searchable<T>(
    actionId: string,
    list: CachedList<T> | undefined,
    toOption: (item: T) => PlainTextOption,
  ): void {
    app.options<'block_suggestion'>(
      { type: 'block_suggestion', action_id: actionId },
      async ({ ack, options }) => {
        const items = await inTime(list, deps);
        const found = items.map(toOption).filter((option) => matches(option, options.value));
        await ack({ options: found.slice(0, SLACK_LIMITS.select.maxOptions) });
      },
    );
  }

  app.options<'block_suggestion'>(
    { type: 'block_suggestion', action_id: TOOL_ACTION },
    async ({ ack, options, body }) => {
      const [tools, near] = await Promise.all([
        inTime(catalogue.tools, deps),
        getNearTools(deps.store, body.user.id),
      ]);
      const found = rankTools(searchTools(tools, options.value), near).map(toolOption);
      await ack({ options: found.slice(0, SLACK_LIMITS.select.maxOptions) });
    },
  );
  for (const actionId of [AGENT_INPUT, BROWSE_SKILL]) {
    searchable(actionId, catalogue.agents, ({ id, name, description, error }) =>
      option(id, name, error === undefined ? description : `Cannot be used: ${error}`),
    );
  }
  for (const actionId of [MODEL_INPUT, BROWSE_MODEL]) {
    searchable(actionId, catalogue.models, (model) =>
      option(model.id, model.displayName, describeModel(model)),
    );
  }
  for (const actionId of [ENVIRONMENT_INPUT, BROWSE_ENVIRONMENT]) {
    searchable(actionId, catalogue.environments, ({ uid, name, repos, setupFailed }) =>
      option(uid, name, setupFailed ? 'Its last set-up failed' : repos.join(', ')),
    );
  }

  app.options<'block_suggestion'>(
    { type: 'block_suggestion', action_id: FORM_ACTION },
    async ({ ack, options, body }) => {
      await ack({ options: await optionsInForm(deps, body.view, options.action_id, options.value) });
    },
  );
}

async function optionsInForm(
  deps: ListenerDeps,
  view: { readonly callback_id: string; readonly private_metadata: string } | undefined,
  actionId: string,
  query: string,
): Promise<PlainTextOption[]> {
  const owner = createWarmlyForm(deps);
  const draft = await getDraft<WarmlyDraft>(deps.store, view?.private_metadata ?? '');
  const found = draft && owner.formOf(draft.content);
  const session = found && shownAt(found.state.session, serialOf(owner, view?.callback_id ?? '') ?? 0);
  return found === undefined || session === undefined
    ? []
    : sessionOptions(found.form, session, actionId, query);
}

/** What the list holds, or nothing when it does not come in time: the person sees an empty search, not an error. */
async function inTime<T>(list: CachedList<T> | undefined, deps: ListenerDeps): Promise<readonly T[]> {
  if (list === undefined) return [];
  try {
    return (await listWithin(list, ANSWER_WITHIN_MS, deps.store.clock)) ?? [];
  } catch (error) {
    deps.logger.warn({ err: error }, 'a list for a select could not be loaded');
    return [];
  }
}

function option(id: string, name: string, description: string): PlainTextOption {
  const { textChars, descriptionChars } = SLACK_LIMITS.option;
  return {
    text: plainText(name, textChars),
    value: optionValue(id),
    ...(description !== '' && { description: plainText(description, descriptionChars) }),
  };
}

function matches({ text, description, value }: PlainTextOption, query: string): boolean {
  const haystack = `${text.text} ${description?.text ?? ''} ${value ?? ''}`.toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => haystack.includes(word));
}

import type { KnownBlock, ModalView } from '@slack/types';
import { actions, button, context, dateToken, plainText, section } from '../../block-kit/build.ts';
import { inlineCode } from '../../block-kit/escape.ts';
import { SLACK_LIMITS } from '../../block-kit/limits.ts';
import type { WarpSchedule } from '../../warp/schedule.ts';
import type { RunField, RunStart } from '../views/run-field.ts';
import { EVERYDAY_FIELDS, MORE_FIELDS } from '../views/run-fields.ts';
import { newRunField } from '../views/warp-view.ts';
import { outside } from './run-words.ts';

export const SCHEDULES_VIEW = 'warp_schedules';
export const SCHEDULE_FORM = 'warp_schedule';
export const SCHEDULE_NEW_ACTION = 'warp_schedule_new';
export const SCHEDULE_EDIT_ACTION = 'warp_schedule_edit';
export const SCHEDULE_PAUSE_ACTION = 'warp_schedule_pause';
export const SCHEDULE_RESUME_ACTION = 'warp_schedule_resume';
export const SCHEDULE_DELETE_ACTION = 'warp_schedule_delete';
export const SCHEDULE_RUNS_ACTION = 'warp_schedule_runs';

export const SCHEDULE_INPUT = {
  name: 'schedule_name',
  cron: 'schedule_cron',
  prompt: 'schedule_prompt',
  enabled: 'schedule_enabled',
} as const;

/** Two blocks each: a modal holds no more. */
const MAX_SHOWN = 45;
/** A schedule's runs are nobody's sessions: these have no place in its configuration. */
const NOT_FOR_SCHEDULES = new Set(['warp_interactive', 'warp_identity']);
export const SCHEDULE_FIELDS: readonly RunField[] = [...EVERYDAY_FIELDS, ...MORE_FIELDS].filter(
  ({ id }) => !NOT_FOR_SCHEDULES.has(id),
);

/** Agents that Warp starts by itself, and what can be done with each. `note`: what has just been done. */
export function schedulesView(
  metadata: string,
  schedules: readonly WarpSchedule[],
  note?: string,
): ModalView {
  const shown = schedules.slice(0, MAX_SHOWN);
  return {
    type: 'modal',
    callback_id: SCHEDULES_VIEW,
    private_metadata: metadata,
    title: plainText('Warp schedules'),
    close: plainText('Close'),
    blocks: [
      ...(note === undefined ? [] : [section(`:information_source: ${note}`)]),
      ...(shown.length === 0
        ? [section('Nothing is scheduled at Warp yet.')]
        : shown.flatMap(scheduleBlocks)),
      ...(schedules.length > shown.length
        ? [context([`${schedules.length - shown.length} more in Warp`])]
        : []),
      actions([button('New schedule', { actionId: SCHEDULE_NEW_ACTION, style: 'primary' })]),
    ],
  };
}

function scheduleBlocks(schedule: WarpSchedule): KnownBlock[] {
  const { id, name, cron, isEnabled, prompt, lastSpawnError, nextRunAtMs, lastRanAtMs, agentConfig } =
    schedule;
  const facts = [
    isEnabled ? '▶️ On' : '⏸️ Paused',
    `${inlineCode(cron)} UTC`,
    isEnabled && nextRunAtMs !== undefined && `next ${dateToken(nextRunAtMs)}`,
    lastRanAtMs !== undefined && `last ran ${dateToken(lastRanAtMs, '{ago}')}`,
    agentConfig?.skillSpec !== undefined && `agent ${outside(agentConfig.skillSpec, 80)}`,
  ].filter((fact) => fact !== false);
  const about = prompt === '' ? '' : `\n>${outside(prompt, 300)}`;
  const trouble =
    lastSpawnError === undefined
      ? ''
      : `\n:warning: Its last run could not start: ${outside(lastSpawnError, 300)}`;
  const toggle = isEnabled
    ? button('Pause', { actionId: SCHEDULE_PAUSE_ACTION, value: id })
    : button('Resume', { actionId: SCHEDULE_RESUME_ACTION, value: id });
  return [
    section(`*${outside(name, 120)}*\n${facts.join(' · ')}${about}${trouble}`),
    actions([
      toggle,
      button('Change', { actionId: SCHEDULE_EDIT_ACTION, value: id }),
      button('Its runs', { actionId: SCHEDULE_RUNS_ACTION, value: id }),
      {
        ...button('Delete', { actionId: SCHEDULE_DELETE_ACTION, value: id, style: 'danger' }),
        confirm: {
          title: plainText('Delete this schedule?'),
          text: plainText('It starts nothing any more. Runs that it has started stay.'),
          confirm: plainText('Delete'),
          deny: plainText('Keep it'),
        },
      },
    ]),
  ];
}

/** A new schedule, or one to be changed. */
export function scheduleForm(metadata: string, schedule?: WarpSchedule): ModalView {
  const on = { text: plainText('On'), value: 'on' };
  const off = { text: plainText('Paused'), value: 'off' };
  return {
    type: 'modal',
    callback_id: SCHEDULE_FORM,
    private_metadata: metadata,
    title: plainText(schedule === undefined ? 'New Warp schedule' : 'Change a schedule'),
    submit: plainText('Save'),
    close: plainText('Back'),
    blocks: [
      textInput(SCHEDULE_INPUT.name, 'Name', schedule?.name, { isOptional: false }),
      textInput(SCHEDULE_INPUT.cron, 'When', schedule?.cron, {
        isOptional: false,
        hint: 'A cron expression in UTC: “0 9 * * 1-5” is every weekday at nine',
      }),
      textInput(SCHEDULE_INPUT.prompt, 'What should the agent do?', schedule?.prompt, {
        multiline: true,
        hint: 'May stay empty where an agent brings its own prompt.',
      }),
      {
        type: 'input',
        block_id: SCHEDULE_INPUT.enabled,
        label: plainText('State'),
        element: {
          type: 'radio_buttons',
          action_id: SCHEDULE_INPUT.enabled,
          options: [on, off],
          initial_option: schedule?.isEnabled === false ? off : on,
        },
      },
      ...((schedule?.agentConfig?.mcpServerNames.length ?? 0) > 0
        ? [context(['Its MCP servers are not shown: enter them again, or they go.'])]
        : []),
      ...SCHEDULE_FIELDS.filter(({ id }) => schedule === undefined || id !== 'warp_owner').map((field) =>
        newRunField(field, schedule === undefined ? {} : startOf(schedule)),
      ),
    ],
  };
}

/** What a schedule's runs are made of, as the form's fields have it. */
export function startOf({ agentConfig: config }: WarpSchedule): RunStart {
  const entries = Object.entries({
    skill: config?.skillSpec,
    modelId: config?.modelId,
    environmentId: config?.environmentId,
    name: config?.name,
    basePrompt: config?.basePrompt,
    computerUse: config?.computerUseEnabled,
    idleTimeoutMinutes: config?.idleTimeoutMinutes,
    workerHost: config?.workerHost,
    harness: config?.harnessType,
  });
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

function textInput(
  id: string,
  label: string,
  value: string | undefined,
  options: { readonly isOptional?: boolean; readonly hint?: string; readonly multiline?: boolean },
): KnownBlock {
  const { isOptional = true, hint, multiline } = options;
  const { maxLength } = SLACK_LIMITS.plainTextInput;
  return {
    type: 'input',
    block_id: id,
    optional: isOptional,
    label: plainText(label),
    ...(hint !== undefined && { hint: plainText(hint) }),
    element: {
      type: 'plain_text_input',
      action_id: id,
      max_length: maxLength,
      ...(multiline === true && { multiline }),
      ...(value !== undefined && value !== '' && { initial_value: value.slice(0, maxLength) }),
    },
  };
}

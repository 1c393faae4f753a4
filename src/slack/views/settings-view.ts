import type { ModalView, PlainTextOption } from '@slack/types';
import { context, dateToken, plainText } from '../../block-kit/build.ts';
import type { RunDefaults } from '../../store/run-defaults.ts';
import type { RunField } from './run-field.ts';
import { EVERYDAY_FIELDS, MORE_FIELDS } from './run-fields.ts';
import { fieldBlock } from './warp-view.ts';

export const SETTINGS_VIEW = 'warp_settings';
export const SETTINGS_SCOPE = 'warp_settings_scope';

export const SETTINGS_FIELDS: readonly RunField[] = [...EVERYDAY_FIELDS, ...MORE_FIELDS];

export type SettingsScope = 'person' | 'channel' | 'workspace';

/** Somebody changing what runs start from: kept in a draft, the modal only names it. */
export interface SettingsDraft {
  readonly channelId: string;
  readonly teamId: string;
  readonly scope: SettingsScope;
  /** Whether the workspace's may be changed too. */
  readonly isAdmin: boolean;
}

const SCOPES: Readonly<Record<SettingsScope, PlainTextOption>> = {
  person: { text: plainText('Me, everywhere'), value: 'person' },
  channel: { text: plainText('Everybody in this channel'), value: 'channel' },
  workspace: { text: plainText('The whole workspace'), value: 'workspace' },
};

/** A scope's own inputs: what is typed for one is not carried to another. */
export function settingsSuffix(scope: SettingsScope): string {
  return `:${scope}`;
}

/** What new Warp runs start from, for oneself, a channel or the workspace. */
export function settingsView(
  draftId: string,
  { scope, isAdmin, channelId }: SettingsDraft,
  defaults: RunDefaults | undefined,
): ModalView {
  const options = [
    SCOPES.person,
    // A direct message is one person's already.
    ...(channelId.startsWith('D') ? [] : [SCOPES.channel]),
    ...(isAdmin ? [SCOPES.workspace] : []),
  ];
  return {
    type: 'modal',
    callback_id: SETTINGS_VIEW,
    private_metadata: draftId,
    title: plainText('Warp settings'),
    submit: plainText('Save'),
    close: plainText('Cancel'),
    blocks: [
      {
        type: 'input',
        block_id: SETTINGS_SCOPE,
        dispatch_action: true,
        label: plainText('For whom?'),
        element: {
          type: 'radio_buttons',
          action_id: SETTINGS_SCOPE,
          options,
          initial_option: SCOPES[scope],
        },
      },
      context([
        'What a message says itself comes first, then its thread, then you, the channel and the workspace. ' +
          'What is left empty here comes from the next one; with “Warp decides” it does not.',
      ]),
      ...SETTINGS_FIELDS.map((field) => {
        const isUndecided = field.keys.some((key) => defaults?.options.undecided?.includes(key));
        return fieldBlock(field, defaults?.options ?? {}, { suffix: settingsSuffix(scope), isUndecided });
      }),
      ...(defaults === undefined
        ? []
        : [context([`Last changed by <@${defaults.updatedBy}> ${dateToken(defaults.updatedAtMs)}`])]),
    ],
  };
}

import type { PlainTextOption } from '@slack/types';
import { plainText } from '../../block-kit/build.ts';
import { type TextOptions, text } from './field-blocks.ts';
import { readMcpServers, writeMcpServers } from './mcp-servers.ts';
import type { RunField, RunStart } from './run-field.ts';
import { agent, environment, model } from './search-fields.ts';

const MAX_IDLE_MINUTES = 60;
const UNDECIDED = 'undecided';

const mcpServers: RunField = {
  id: 'warp_mcp',
  keys: ['mcpServers'],
  block: ({ mcpServers: servers }) =>
    text('warp_mcp', 'MCP servers', servers && writeMcpServers(servers), {
      multiline: true,
      hint: 'Ids of shared servers in Warp, one a line, or a JSON object of servers by name. Keys in it are stored sealed and not shown again.',
    }),
  read: (state, { sealer, start }) => {
    const typed = state.value?.trim() ?? '';
    if (typed === '') return { patch: {} };
    const read = readMcpServers(typed, sealer, start.mcpServers ?? {});
    return 'problem' in read ? { error: read.problem } : { patch: { mcpServers: read.servers } };
  },
};

const idleTimeout: RunField = {
  id: 'warp_idle',
  keys: ['idleTimeoutMinutes'],
  block: ({ idleTimeoutMinutes }) => ({
    type: 'input',
    optional: true,
    label: plainText('Keep the sandbox after the end (minutes)'),
    hint: plainText('1 to 60, by your plan. Warp keeps it 10 minutes otherwise.'),
    element: {
      type: 'number_input',
      action_id: 'warp_idle',
      is_decimal_allowed: false,
      min_value: '1',
      max_value: String(MAX_IDLE_MINUTES),
      ...(idleTimeoutMinutes !== undefined && { initial_value: String(idleTimeoutMinutes) }),
    },
  }),
  read: ({ value }) => {
    if (value === null || value === undefined || value === '') return { patch: {} };
    const minutes = Number(value);
    return Number.isInteger(minutes) && minutes >= 1 && minutes <= MAX_IDLE_MINUTES
      ? { patch: { idleTimeoutMinutes: minutes } }
      : { error: 'Enter whole minutes from 1 to 60.' };
  },
};

/** What most runs are chosen by. */
export const EVERYDAY_FIELDS: readonly RunField[] = [
  agent,
  model,
  environment,
  choice(
    'warp_owner',
    'Who owns the run?',
    [
      ['My team', 'team'],
      ['Just me', 'personal'],
    ],
    {
      key: 'team',
      get: ({ team }) => (team === undefined ? undefined : team ? 'team' : 'personal'),
      set: (value) => ({ team: value === 'team' }),
    },
  ),
];

/** What only this run has. */
export const TITLE_FIELD: RunField = words('warp_title', 'Title', 'title', {
  placeholder: 'Made from the prompt',
});

/** The rest, of which most people never need any. */
export const MORE_FIELDS: readonly RunField[] = [
  words('warp_name', 'Label', 'name', { hint: 'Groups runs: /warp runs name=… finds them' }),
  words('warp_base_prompt', 'Base prompt', 'basePrompt', {
    multiline: true,
    hint: 'How the agent is to behave',
  }),
  mcpServers,
  flag('warp_computer_use', 'Computer use', 'computerUse', 'May it use a screen, mouse and keyboard?'),
  idleTimeout,
  words('warp_worker', 'Worker', 'workerHost', {
    hint: 'The id of your own worker; “warp” runs it in Warp’s cloud',
  }),
  flag('warp_interactive', 'Interactive', 'interactive', 'May people take part in its session?'),
  words('warp_identity', 'Agent identity', 'agentIdentityUid', {
    hint: 'The id of the identity that a team’s run is made by',
  }),
  choice(
    'warp_harness',
    'Harness',
    [
      ['Warp’s own', 'oz'],
      ['Claude Code', 'claude'],
    ],
    {
      key: 'harness',
      get: ({ harness }) => harness,
      set: (value) => ({ harness: value }),
    },
  ),
  words('warp_claude_secret', 'Secret for Claude Code', 'claudeAuthSecretName', {
    hint: 'The name of the secret in Warp, not the secret itself',
  }),
];

/** What ties a run to others. */
export const TIE_FIELDS: readonly RunField[] = [
  words('warp_parent', 'Part of run', 'parentRunId', { hint: 'The id of the run that this one belongs to' }),
  words('warp_conversation', 'Go on with conversation', 'conversationId', {
    hint: 'The id of a conversation: the agent knows all of it',
  }),
];

type TextKey =
  | 'title'
  | 'name'
  | 'basePrompt'
  | 'workerHost'
  | 'agentIdentityUid'
  | 'claudeAuthSecretName'
  | 'parentRunId'
  | 'conversationId';

function words(id: string, label: string, key: TextKey, options: TextOptions): RunField {
  return {
    id,
    keys: [key],
    block: (start) => text(id, label, start[key], options),
    read: ({ value }) => {
      const typed = value?.trim() ?? '';
      return { patch: typed === '' ? {} : { [key]: typed } };
    },
  };
}

function flag(id: string, label: string, key: 'computerUse' | 'interactive', hint: string): RunField {
  const field = choice(
    id,
    label,
    [
      ['Yes', 'yes'],
      ['No', 'no'],
    ],
    {
      key,
      get: (start) => (start[key] === undefined ? undefined : start[key] ? 'yes' : 'no'),
      set: (value) => ({ [key]: value === 'yes' }),
    },
  );
  return {
    ...field,
    block: (start, isUndecided) => ({ ...field.block(start, isUndecided), hint: plainText(hint) }),
  };
}

/** Some words to choose from, and leaving it to Warp. */
function choice(
  id: string,
  label: string,
  choices: readonly (readonly [label: string, value: string])[],
  {
    key,
    get,
    set,
  }: {
    readonly key: keyof RunStart;
    readonly get: (start: RunStart) => string | undefined;
    readonly set: (value: string) => RunStart;
  },
): RunField {
  const options: PlainTextOption[] = [...choices, ['Warp decides', UNDECIDED] as const].map(
    ([name, value]) => ({
      text: plainText(name),
      value,
    }),
  );
  return {
    id,
    keys: [key],
    block: (start, isUndecided = false) => {
      const chosen = isUndecided ? UNDECIDED : get(start);
      const initial = options.find(({ value }) => value === chosen);
      return {
        type: 'input',
        optional: true,
        label: plainText(label),
        element: {
          type: 'radio_buttons',
          action_id: id,
          options,
          ...(initial && { initial_option: initial }),
        },
      };
    },
    read: ({ selected_option: option }) => {
      const value = option?.value;
      if (value === UNDECIDED) return { patch: {}, isUndecided: true };
      return { patch: value === undefined ? {} : set(value) };
    },
  };
}

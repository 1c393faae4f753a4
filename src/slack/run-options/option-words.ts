/** The options that can be said in a message, by their one name. */
export type OptionKey =
  | 'model'
  | 'environment'
  | 'skill'
  | 'title'
  | 'team'
  | 'label'
  | 'base_prompt'
  | 'mcp'
  | 'computer_use'
  | 'idle_timeout'
  | 'worker'
  | 'parent'
  | 'conversation'
  | 'interactive'
  | 'identity'
  | 'harness'
  | 'claude_secret';

/** Every word that people may use for an option. Words that code is full of (`name`, `mode`, `id`) are none. */
export const OPTION_KEYS: ReadonlyMap<string, OptionKey> = new Map([
  ['model', 'model'],
  ['env', 'environment'],
  ['environment', 'environment'],
  ['skill', 'skill'],
  ['agent', 'skill'],
  ['title', 'title'],
  ['team', 'team'],
  ['label', 'label'],
  ['base_prompt', 'base_prompt'],
  ['mcp', 'mcp'],
  ['computer_use', 'computer_use'],
  ['idle', 'idle_timeout'],
  ['idle_timeout', 'idle_timeout'],
  ['worker', 'worker'],
  ['worker_host', 'worker'],
  ['parent', 'parent'],
  ['conversation', 'conversation'],
  ['interactive', 'interactive'],
  ['identity', 'identity'],
  ['harness', 'harness'],
  ['claude_secret', 'claude_secret'],
]);

/** One option as it was said, its value read where it has a form of its own. */
export type WordOption =
  | {
      readonly key: Exclude<OptionKey, 'team' | 'computer_use' | 'interactive' | 'idle_timeout' | 'mcp'>;
      readonly value: string;
    }
  | { readonly key: 'team' | 'computer_use' | 'interactive'; readonly value: boolean }
  | { readonly key: 'idle_timeout'; readonly value: number }
  | { readonly key: 'mcp'; readonly value: readonly string[] };

const YES = /^(yes|true|on|1)$/i;
const NO = /^(no|false|off|0)$/i;
const MAX_IDLE_MINUTES = 60;

/** Undefined where the value cannot be meant so: then these words are no option. */
export function readOption(key: OptionKey, value: string): WordOption | undefined {
  switch (key) {
    case 'team': {
      if (YES.test(value) || /^team$/i.test(value)) return { key, value: true };
      return NO.test(value) || /^(personal|me|mine)$/i.test(value) ? { key, value: false } : undefined;
    }
    case 'computer_use':
    case 'interactive': {
      if (YES.test(value)) return { key, value: true };
      return NO.test(value) ? { key, value: false } : undefined;
    }
    case 'idle_timeout': {
      const minutes = Number(/^(\d{1,3})\s*(?:m|min|minutes?)?$/i.exec(value)?.[1]);
      return minutes >= 1 && minutes <= MAX_IDLE_MINUTES ? { key, value: minutes } : undefined;
    }
    case 'mcp': {
      const ids = value.split(',').filter((id) => id !== '');
      return ids.length === 0 ? undefined : { key, value: ids };
    }
    default:
      return value === '' ? undefined : { key, value };
  }
}

import { escapeMrkdwn } from '../../block-kit/escape.ts';
import type { CachedList } from '../../catalogue/cached-list.ts';
import type { Catalogue } from '../../catalogue/catalogue.ts';
import { nearestNames } from '../../forms/nearest-names.ts';
import type { WarpRequest } from '../../store/job.ts';
import type { RunOptions } from '../../store/run-defaults.ts';
import { disabledReason } from '../options/model-words.ts';
import type { OptionKey, WordOption } from './option-words.ts';

/** What belongs to one request and is nobody's default. */
export type OwnOptions = Partial<Pick<WarpRequest, 'title' | 'parentRunId' | 'conversationId'>>;

export type ResolvedOptions =
  | { readonly ok: true; readonly options: RunOptions; readonly own: OwnOptions }
  | { readonly ok: false; readonly problem: string };

/** Options that mean what they say. */
const PLAIN: Partial<Readonly<Record<OptionKey, keyof RunOptions>>> = {
  team: 'team',
  label: 'name',
  base_prompt: 'basePrompt',
  computer_use: 'computerUse',
  idle_timeout: 'idleTimeoutMinutes',
  worker: 'workerHost',
  interactive: 'interactive',
  identity: 'agentIdentityUid',
  harness: 'harness',
  claude_secret: 'claudeAuthSecretName',
};
const OWN: Partial<Readonly<Record<OptionKey, keyof OwnOptions>>> = {
  title: 'title',
  parent: 'parentRunId',
  conversation: 'conversationId',
};

/** What a name stands for, or why that is not clear. */
type Found = { readonly id: string; readonly label: string } | { readonly problem: string };

/**
 * Turns options as they were said into what Warp takes: names of models, environments and agents become ids. Throws
 * what loading the lists throws.
 */
export async function resolveOptions(
  said: readonly WordOption[],
  catalogue: Catalogue,
): Promise<ResolvedOptions> {
  const finders = {
    model: ['modelId', (name: string) => findModel(name, catalogue)],
    environment: ['environmentId', (name: string) => findEnvironment(name, catalogue)],
    skill: ['skill', (name: string) => findSkill(name, catalogue)],
  } as const;
  const options: Record<string, unknown> = {};
  const own: Record<string, unknown> = {};
  const labels: Record<string, string> = {};
  for (const option of said) {
    const { key, value } = option;
    const plain = PLAIN[key];
    const ownField = OWN[key];
    if (plain !== undefined) options[plain] = value;
    else if (ownField !== undefined) own[ownField] = value;
    else if (option.key === 'mcp') {
      options['mcpServers'] = Object.fromEntries(option.value.map((id) => [id, { warpId: id }]));
    } else if (option.key === 'model' || option.key === 'environment' || option.key === 'skill') {
      const [field, find] = finders[option.key];
      const found = await find(option.value);
      if ('problem' in found) return { ok: false, problem: found.problem };
      options[field] = found.id;
      labels[option.key] = found.label;
    }
  }
  return { ok: true, options: { ...options, ...(Object.keys(labels).length > 0 && { labels }) }, own };
}

async function findModel(name: string, { models }: Catalogue): Promise<Found> {
  // Of several that are called so, the one that can be used.
  const all = (await load(models)).toSorted(
    (a, b) => Number(a.disableReason !== undefined) - Number(b.disableReason !== undefined),
  );
  const found = among(
    all.map((model) => ({ id: model.id, label: model.displayName })),
    name,
    'model',
  );
  const model = 'id' in found ? all.find(({ id }) => id === found.id) : undefined;
  const reason = model && disabledReason(model);
  return reason === undefined
    ? found
    : { problem: `${escapeMrkdwn(model?.displayName ?? name)} can’t be used now: ${reason}.` };
}

async function findEnvironment(name: string, { environments }: Catalogue): Promise<Found> {
  const all = (await load(environments)).map((each) => ({ id: each.uid, label: each.name }));
  return among(all, name, 'environment');
}

async function findSkill(name: string, { agents }: Catalogue): Promise<Found> {
  const all = (await load(agents)).map((each) => ({ id: each.id, label: each.name }));
  const found = among(all, name, 'agent');
  const error = 'id' in found ? (await load(agents)).find(({ id }) => id === found.id)?.error : undefined;
  if (error !== undefined)
    return { problem: `The agent ${escapeMrkdwn(name)} cannot be used: ${escapeMrkdwn(error)}.` };
  // Warp also takes `repo:name`, which its list need not spell so.
  return 'problem' in found && name.includes(':') ? { id: name, label: name } : found;
}

async function load<T>(list: CachedList<T> | undefined): Promise<readonly T[]> {
  return (await list?.get()) ?? [];
}

/** By id, else by name as it is, else by the only one that has these words in it. */
function among(all: readonly { id: string; label: string }[], said: string, what: string): Found {
  const wanted = said.toLowerCase();
  const exact =
    all.find(({ id }) => id.toLowerCase() === wanted) ??
    all.find(({ label }) => label.toLowerCase() === wanted);
  if (exact !== undefined) return exact;
  const words = wanted.split(/[\s_-]+/);
  const close = all.filter(({ id, label }) =>
    words.every((word) => `${label} ${id}`.toLowerCase().includes(word)),
  );
  const [first] = close;
  if (first !== undefined && close.length === 1) return first;
  const labels = [...new Set(all.map(({ label }) => label))];
  const name = escapeMrkdwn(said);
  if (close.length > 1) {
    const some = [...new Set(close.map(({ label }) => escapeMrkdwn(label)))].slice(0, 5).join(', ');
    return { problem: `“${name}” may be several ${what}s: ${some}. Say which.` };
  }
  const nearest = nearestNames(said, labels).map(escapeMrkdwn);
  const guess =
    nearest.length > 0 ? `Did you mean ${nearest.join(' or ')}?` : `\`/warp ${what}s\` shows all.`;
  return { problem: `There is no ${what} “${name}”. ${guess}` };
}

import { toErrandError } from '../errors.ts';
import type { WarpRequest } from './job.ts';
import { openColumn } from './sealer.ts';
import type { Queryable } from './store.ts';

/** What may be chosen for a run beside its prompt, its title and what it goes on with. */
export type RunOptions = Partial<
  Pick<
    WarpRequest,
    | 'skill'
    | 'modelId'
    | 'environmentId'
    | 'team'
    | 'name'
    | 'basePrompt'
    | 'mcpServers'
    | 'computerUse'
    | 'idleTimeoutMinutes'
    | 'workerHost'
    | 'agentIdentityUid'
    | 'harness'
    | 'claudeAuthSecretName'
    | 'interactive'
    | 'labels'
  >
> & {
  /** What is left to Warp, whatever a weaker layer says. */
  readonly undecided?: readonly string[];
};

/** Whose defaults: a workspace's, a channel's, a person's, a thread's (by its channel and root). */
export type DefaultsScope =
  | { readonly kind: 'workspace'; readonly teamId: string }
  | { readonly kind: 'channel'; readonly channelId: string }
  | { readonly kind: 'person'; readonly userId: string }
  | { readonly kind: 'thread'; readonly channelId: string; readonly rootTs: string };

export interface RunDefaults {
  readonly options: RunOptions;
  readonly updatedBy: string;
  readonly updatedAtMs: number;
}

/**
 * A scope's defaults, or undefined where nobody has set any. Those whose key is gone count as none: people set them anew,
 * instead of no run being started there any more.
 */
export async function getRunDefaults(
  queryable: Queryable,
  scope: DefaultsScope,
): Promise<RunDefaults | undefined> {
  const row = await queryable.db
    .selectFrom('runDefaults')
    .selectAll()
    .where('scope', '=', keyOf(scope))
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { updatedBy, updatedAtMs } = row;
  try {
    return { options: openColumn<RunOptions>(queryable.sealer, row.options), updatedBy, updatedAtMs };
  } catch (error) {
    if (toErrandError(error).code !== 'store.unreadable') throw error;
    return undefined;
  }
}

/** Replaces a scope's defaults; without any they are forgotten. Stored sealed: MCP servers may hold keys. */
export async function setRunDefaults(
  queryable: Queryable,
  scope: DefaultsScope,
  { options, updatedBy }: { readonly options: RunOptions; readonly updatedBy: string },
): Promise<void> {
  const key = keyOf(scope);
  if (Object.keys(options).length === 0) {
    await queryable.db.deleteFrom('runDefaults').where('scope', '=', key).execute();
    return;
  }
  const values = {
    options: queryable.sealer.seal(options),
    updatedBy,
    updatedAtMs: queryable.clock.nowMs(),
  };
  await queryable.db
    .insertInto('runDefaults')
    .values({ scope: key, ...values })
    .onConflict((conflict) => conflict.column('scope').doUpdateSet(values))
    .execute();
}

function keyOf(scope: DefaultsScope): string {
  switch (scope.kind) {
    case 'workspace':
      return `workspace:${scope.teamId}`;
    case 'channel':
      return `channel:${scope.channelId}`;
    case 'person':
      return `person:${scope.userId}`;
    case 'thread':
      return `thread:${scope.channelId}:${scope.rootTs}`;
  }
}

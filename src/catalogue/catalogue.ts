import type { Clock } from '../clock.ts';
import type { Logger } from '../observability/logger.ts';
import type { WarmlyClient } from '../warmly/client.ts';
import type { WarmlyTool } from '../warmly/schema.ts';
import type { WarpClient } from '../warp/api.ts';
import type { WarpEnvironment, WarpModel } from '../warp/schema.ts';
import { type CachedList, createCachedList } from './cached-list.ts';

/** An agent (skill) that a run can start from. */
export interface CataloguedAgent {
  /** What a run's `skill` takes. */
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** Why it cannot be used: its file cannot be read. */
  readonly error?: string;
}

/** What can be chosen in forms, as upstream lists it now. Absent where that upstream is not configured. */
export interface Catalogue {
  readonly tools: CachedList<WarmlyTool> | undefined;
  readonly agents: CachedList<CataloguedAgent> | undefined;
  readonly models: CachedList<WarpModel> | undefined;
  readonly environments: CachedList<WarpEnvironment> | undefined;
}

export interface CatalogueDeps {
  readonly warmly: WarmlyClient | undefined;
  readonly warp: WarpClient | undefined;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly freshForMs?: number;
}

const FRESH_FOR_MS = 60_000;

export function createCatalogue(deps: CatalogueDeps): Catalogue {
  const { warmly, warp, clock, logger, freshForMs = FRESH_FOR_MS } = deps;

  function list<T>(name: string, load: () => Promise<readonly T[]>): CachedList<T> {
    return createCachedList({
      load,
      freshForMs,
      clock,
      onRefreshError: (err) => logger.warn({ list: name, err }, 'a list could not be refreshed'),
    });
  }

  return {
    tools: warmly && list('tools', () => warmly.listTools({ priority: 'person' })),
    agents: warp && list('agents', () => loadAgents(warp)),
    models: warp && list('models', async () => (await warp.listModels()).models),
    environments: warp && list('environments', () => warp.listEnvironments({ sortBy: 'name' })),
  };
}

/** Begins to load every list, so that the first form finds its own. What fails here is asked for again then. */
export function loadAhead(catalogue: Catalogue, logger: Logger): void {
  for (const [name, list] of Object.entries({ ...catalogue })) {
    list?.get().catch((err: unknown) => logger.warn({ list: name, err }, 'a list could not be loaded yet'));
  }
}

async function loadAgents(warp: WarpClient): Promise<CataloguedAgent[]> {
  const agents = await warp.listAgents({ includeMalformedSkills: true });
  return agents.flatMap(({ name, variants }) =>
    variants.map(({ id, description, source, error }) => ({
      id,
      name: variants.length > 1 ? `${name} (${source.owner}/${source.name})` : name,
      description,
      ...(error !== undefined && { error }),
    })),
  );
}

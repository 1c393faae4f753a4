import { z } from 'zod';
import type { CallOptions } from '../http/client.ts';
import { optionalText } from '../http/wire-fields.ts';
import type { WarpCalls } from './calls.ts';
import { WarpAgent, WarpEnvironment, WarpModel, type WarpModels } from './schema.ts';

export interface WarpAgentsQuery {
  /** `owner/repo`. */
  readonly repo?: string;
  /** Makes Warp look at the repositories anew. */
  readonly refresh?: boolean;
  readonly sortBy?: 'name' | 'last_run';
  /** Those that cannot be read come with an `error`. */
  readonly includeMalformedSkills?: boolean;
}

/** What there is to choose from for a run. */
export interface WarpChoicesApi {
  listAgents(query?: WarpAgentsQuery, options?: CallOptions): Promise<WarpAgent[]>;
  listModels(options?: CallOptions): Promise<WarpModels>;
  listEnvironments(
    query?: { readonly sortBy?: 'name' | 'last_updated' },
    options?: CallOptions,
  ): Promise<WarpEnvironment[]>;
}

export function createChoicesApi({ get, list }: WarpCalls): WarpChoicesApi {
  return {
    async listAgents({ repo, refresh, sortBy, includeMalformedSkills } = {}, options) {
      const query = {
        repo,
        refresh,
        sort_by: sortBy,
        include_malformed_skills: includeMalformedSkills,
      };
      return list('/agent', await get('/agent', options, { query }), 'agents', WarpAgent);
    },
    async listModels(options) {
      const path = '/agent/models';
      const answer = await get(path, options);
      const head = z.looseObject({ default_model_id: optionalText }).safeParse(answer.body).data;
      return { defaultModelId: head?.default_model_id, models: list(path, answer, 'models', WarpModel) };
    },
    async listEnvironments({ sortBy } = {}, options) {
      const path = '/agent/environments';
      const answer = await get(path, options, { query: { sort_by: sortBy } });
      return list(path, answer, 'environments', WarpEnvironment);
    },
  };
}

import type { HttpAnswer, HttpCall, Route } from '../http-routes.ts';
import type { Access } from './access.ts';
import { defaultModelId, type Environment, environments, models, type Skill } from './catalog.ts';
import { printInstant } from './instants.ts';
import { problemAnswer } from './problems.ts';
import { readFlag } from './read-query.ts';
import type { Run } from './run.ts';
import type { RunStore } from './run-store.ts';

const dayUs = 24 * 3_600 * 1_000_000;
const agentCacheUs = 5 * 60 * 1_000_000;

interface CatalogDeps {
  readonly store: RunStore;
  readonly access: Access;
  readonly startedAtUs: number;
  readonly allSkills: () => readonly Skill[];
}

interface CatalogRoutes {
  listAgents(call: HttpCall): HttpAnswer;
  listEnvironments(call: HttpCall): HttpAnswer;
}

/** What can be chosen for a run, with what the runs so far say about it. `allSkills`: those in the repositories now. */
export function createCatalogRoutes(deps: CatalogDeps): Route[] {
  const { listAgents, listEnvironments } = createHandlers(deps);
  return [
    { method: 'GET', path: '/agent', handle: listAgents },
    {
      method: 'GET',
      path: '/agent/models',
      handle: () => ({ status: 200, json: { default_model_id: defaultModelId, models } }),
    },
    { method: 'GET', path: '/agent/environments', handle: listEnvironments },
  ];
}

function createHandlers({ store, access, startedAtUs, allSkills }: CatalogDeps): CatalogRoutes {
  const accessible = () => environments.filter(({ uid }) => !access.denies(uid));
  const inAny = ({ environmentIds }: Skill) => accessible().some(({ uid }) => environmentIds.includes(uid));
  // What a repository has gained since shows up after a while, or at once with `refresh`.
  let cached: { readonly skills: readonly Skill[]; readonly atUs: number } | undefined;
  function knownSkills(refresh: boolean): readonly Skill[] {
    if (!cached || refresh || store.nowUs() - cached.atUs >= agentCacheUs)
      cached = { skills: [...allSkills()], atUs: store.nowUs() };
    return cached.skills;
  }

  return {
    listAgents(call) {
      const repo = call.query.get('repo');
      if (repo !== null && !/^[\w.-]+\/[\w.-]+$/.test(repo))
        return bad(call, 'repo must have the form owner/repo.');
      const sortBy = call.query.get('sort_by') ?? 'name';
      if (sortBy !== 'name' && sortBy !== 'last_run') return bad(call, 'sort_by must be name or last_run.');
      const malformed = readFlag(call.query, 'include_malformed_skills', false);
      const refresh = readFlag(call.query, 'refresh', false);
      if (malformed === undefined || refresh === undefined) {
        return bad(call, 'refresh and include_malformed_skills must be true or false.');
      }
      const runs = store.all();
      const listed = knownSkills(refresh)
        .filter((skill) => (repo === null ? inAny(skill) : repo === `${skill.owner}/${skill.repo}`))
        .filter((skill) => malformed || !skill.malformed)
        .map((skill) => ({ skill, last: lastRun(runs, (run) => run.request.skill?.spec === skill.spec) }))
        .sort((a, b) => a.skill.name.localeCompare(b.skill.name));
      if (sortBy === 'last_run')
        listed.sort((a, b) => (b.last?.createdAtUs ?? 0) - (a.last?.createdAtUs ?? 0));
      const agents = listed.map(({ skill, last }) => ({
        name: skill.name,
        variants: [variant(skill, accessible(), last)],
      }));
      return { status: 200, json: { agents } };
    },
    listEnvironments(call) {
      const sortBy = call.query.get('sort_by') ?? 'last_updated';
      if (sortBy !== 'name' && sortBy !== 'last_updated')
        return bad(call, 'sort_by must be name or last_updated.');
      const sorted = accessible().toSorted((a, b) =>
        sortBy === 'name' ? a.name.localeCompare(b.name) : a.updatedDaysAgo - b.updatedDaysAgo,
      );
      const runs = store.all();
      return {
        status: 200,
        json: { environments: sorted.map((each) => environmentItem(each, runs, startedAtUs)) },
      };
    },
  };
}

function variant(skill: Skill, accessible: readonly Environment[], last: Run | undefined): object {
  return {
    id: skill.spec,
    description: skill.description,
    base_prompt: skill.basePrompt,
    source: { owner: skill.owner, name: skill.repo, skill_path: skill.path },
    environments: accessible
      .filter((environment) => skill.environmentIds.includes(environment.uid))
      .map(({ uid, name }) => ({ uid, name })),
    last_run_timestamp: last ? printInstant(last.createdAtUs) : null,
    ...(skill.malformed === undefined ? {} : { error: skill.malformed }),
  };
}

function environmentItem(environment: Environment, runs: readonly Run[], startedAtUs: number): object {
  const last = lastRun(runs, (run) => run.request.config['environment_id'] === environment.uid);
  const lastTask = last && {
    last_task_created: {
      id: last.id,
      title: last.request.title,
      state: last.state,
      created_at: printInstant(last.createdAtUs),
      updated_at: printInstant(last.updatedAtUs),
      started_at: last.startedAtUs === null ? null : printInstant(last.startedAtUs),
    },
  };
  return {
    uid: environment.uid,
    config: environmentConfig(environment),
    last_updated: printInstant(startedAtUs - environment.updatedDaysAgo * dayUs),
    last_task_run_timestamp: last ? printInstant(last.createdAtUs) : null,
    ...lastTask,
    setup_failed: last
      ? last.state === 'FAILED' && last.startedAtUs === null
      : (environment.setupFailed ?? false),
    scope: { type: 'Team', uid: 'team-local' },
  };
}

/** An environment's set-up as Warp shows it. */
export function environmentConfig(environment: Environment): object {
  return {
    name: environment.name,
    description: environment.description,
    docker_image: environment.dockerImage,
    github_repos: environment.repos.map((full) => ({ owner: full.split('/')[0], repo: full.split('/')[1] })),
    setup_commands: environment.setupCommands,
  };
}

function lastRun(runs: readonly Run[], matches: (run: Run) => boolean): Run | undefined {
  return runs.findLast(matches);
}

function bad(call: HttpCall, detail: string): HttpAnswer {
  return problemAnswer({ code: 'invalid_request', detail }, call.path);
}

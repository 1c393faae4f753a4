/** The agents, models and environments of the local Warp. Repositories and people are invented. */

export interface Skill {
  readonly name: string;
  readonly spec: string;
  readonly owner: string;
  readonly repo: string;
  readonly path: string;
  readonly description: string;
  readonly basePrompt: string;
  readonly environmentIds: readonly string[];
  /** What is wrong with its SKILL.md; listed only on demand. */
  readonly malformed?: string;
}

export interface Environment {
  readonly uid: string;
  readonly name: string;
  readonly description: string;
  readonly dockerImage: string;
  readonly repos: readonly string[];
  readonly setupCommands: readonly string[];
  readonly updatedDaysAgo: number;
  readonly setupFailed?: boolean;
}

export interface Model {
  readonly id: string;
  readonly display_name: string;
  readonly provider: 'OPENAI' | 'ANTHROPIC' | 'GOOGLE' | 'UNKNOWN';
  readonly vision_supported: boolean;
  readonly description?: string;
  readonly reasoning_level?: string;
  readonly disable_reason?: 'PROVIDER_OUTAGE' | 'OUT_OF_REQUESTS' | 'ADMIN_DISABLED' | 'REQUIRES_UPGRADE';
}

export const environments: readonly Environment[] = [
  {
    uid: 'EnvWebApp0000000000001',
    name: 'web-app',
    description: 'Node 24 with the web app and its browser tests',
    dockerImage: 'node:24-bookworm',
    repos: ['example-org/web-app'],
    setupCommands: ['npm ci'],
    updatedDaysAgo: 2,
  },
  {
    uid: 'EnvBackend000000000002',
    name: 'backend',
    description: 'Go services and their databases',
    dockerImage: 'golang:1.25',
    repos: ['example-org/api', 'example-org/worker'],
    setupCommands: ['go mod download', 'make seed'],
    updatedDaysAgo: 9,
  },
  {
    uid: 'EnvDataLab000000000003',
    name: 'data-lab',
    description: 'Python notebooks; its set-up is broken at the moment',
    dockerImage: 'python:3.14-slim',
    repos: ['example-org/data-lab'],
    setupCommands: ['uv sync'],
    updatedDaysAgo: 30,
    setupFailed: true,
  },
];

export const skills: readonly Skill[] = [
  skill('web-app', 'fix-flaky-test', 'Finds why a test is flaky and fixes it', ['EnvWebApp0000000000001']),
  skill('web-app', 'upgrade-dependencies', 'Upgrades dependencies one by one and runs the tests', [
    'EnvWebApp0000000000001',
  ]),
  skill('api', 'review-pull-request', 'Reviews a pull request for correctness and style', [
    'EnvBackend000000000002',
  ]),
  skill('api', 'write-release-notes', 'Writes release notes from the merged pull requests', [
    'EnvBackend000000000002',
    'EnvWebApp0000000000001',
  ]),
  skill('worker', 'triage-alerts', 'Looks into the newest alerts and proposes fixes', [
    'EnvBackend000000000002',
  ]),
  {
    ...skill('data-lab', 'weekly-report', '', ['EnvDataLab000000000003']),
    malformed: 'front matter: description is missing',
  },
];

export const defaultModelId = 'auto';

export const models: readonly Model[] = [
  {
    id: 'auto',
    display_name: 'Auto',
    provider: 'UNKNOWN',
    vision_supported: true,
    description: 'Picks for each task',
  },
  {
    id: 'claude-4-6-opus-high',
    display_name: 'Claude 4.6 Opus',
    provider: 'ANTHROPIC',
    vision_supported: true,
    reasoning_level: 'high',
  },
  {
    id: 'claude-4-6-sonnet',
    display_name: 'Claude 4.6 Sonnet',
    provider: 'ANTHROPIC',
    vision_supported: true,
    reasoning_level: 'medium',
  },
  {
    id: 'gpt-5-4-high',
    display_name: 'GPT-5.4',
    provider: 'OPENAI',
    vision_supported: true,
    reasoning_level: 'high',
  },
  {
    id: 'gpt-5-4-low',
    display_name: 'GPT-5.4',
    provider: 'OPENAI',
    vision_supported: true,
    reasoning_level: 'low',
    disable_reason: 'OUT_OF_REQUESTS',
  },
  {
    id: 'gemini-3-pro',
    display_name: 'Gemini 3 Pro',
    provider: 'GOOGLE',
    vision_supported: true,
    disable_reason: 'PROVIDER_OUTAGE',
  },
  {
    id: 'gemini-3-flash',
    display_name: 'Gemini 3 Flash',
    provider: 'GOOGLE',
    vision_supported: true,
    disable_reason: 'ADMIN_DISABLED',
  },
  {
    id: 'claude-4-6-opus-max',
    display_name: 'Claude 4.6 Opus',
    provider: 'ANTHROPIC',
    vision_supported: true,
    reasoning_level: 'max',
    disable_reason: 'REQUIRES_UPGRADE',
  },
];

/** Finds the skill that `repo:name`, `repo:path`, `org/repo:name` or `org/repo:path` stands for. */
export function findSkill(spec: string, among: readonly Skill[] = skills): Skill | undefined {
  return among.find((skill) => {
    const repos = [skill.repo, `${skill.owner}/${skill.repo}`];
    const names = [skill.name, skill.path];
    return !skill.malformed && repos.some((repo) => names.some((name) => spec === `${repo}:${name}`));
  });
}

function skill(repo: string, name: string, description: string, environmentIds: readonly string[]): Skill {
  const owner = 'example-org';
  const path = `.agents/skills/${name}/SKILL.md`;
  const basePrompt = `${description}. Keep changes small and explain them.`;
  return {
    name,
    spec: `${owner}/${repo}:${path}`,
    owner,
    repo,
    path,
    description,
    basePrompt,
    environmentIds,
  };
}

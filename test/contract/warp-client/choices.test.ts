import { describe, expect, test } from 'vitest';
import { failureOf } from '../../unit/http/set-up.ts';
import { warpSetUp } from './set-up.ts';

const { answering } = warpSetUp();

describe('what there is to choose from', () => {
  test('agents', async () => {
    const { client, server, oddities } = await answering(200, {
      agents: [
        {
          name: 'deploy',
          variants: [
            {
              id: 'o/r:.claude/skills/deploy/SKILL.md',
              description: 'Deploys',
              base_prompt: 'Deploy it',
              source: { owner: 'o', name: 'r', skill_path: '.claude/skills/deploy/SKILL.md' },
              environments: [{ uid: 'e1', name: 'Prod' }],
              last_run_timestamp: null,
            },
            { id: 'o/r:bad', error: 'no front matter' },
          ],
        },
        {},
      ],
    });
    const agents = await client.listAgents({
      repo: 'o/r',
      refresh: true,
      sortBy: 'last_run',
      includeMalformedSkills: true,
    });
    expect(Object.fromEntries(server.requests[0]?.query ?? [])).toEqual({
      repo: 'o/r',
      refresh: 'true',
      sort_by: 'last_run',
      include_malformed_skills: 'true',
    });
    expect(agents).toHaveLength(1);
    expect(agents[0]?.variants).toMatchObject([
      {
        id: 'o/r:.claude/skills/deploy/SKILL.md',
        environments: [{ uid: 'e1', name: 'Prod' }],
        lastRunAtMs: undefined,
      },
      { id: 'o/r:bad', description: '', error: 'no front matter' },
    ]);
    expect(oddities).toHaveLength(1);
  });

  test('models', async () => {
    const { client } = await answering(200, {
      default_model_id: 'auto',
      models: [
        { id: 'auto', display_name: 'Auto', provider: 'UNKNOWN', vision_supported: true },
        { id: 'big', provider: 'NEWCOMER', disable_reason: 'REQUIRES_UPGRADE' },
        { display_name: 'nameless' },
      ],
    });
    const { defaultModelId, models } = await client.listModels();
    expect(defaultModelId).toBe('auto');
    expect(models).toMatchObject([
      { id: 'auto', displayName: 'Auto', disableReason: undefined },
      { id: 'big', displayName: 'big', provider: 'NEWCOMER', disableReason: 'REQUIRES_UPGRADE' },
    ]);
  });

  test('environments', async () => {
    const { client, server } = await answering(200, {
      environments: [
        {
          uid: 'e1',
          config: { name: 'Prod', github_repos: [{ owner: 'o', repo: 'r' }, {}] },
          last_updated: '2026-03-01T10:00:00Z',
          setup_failed: true,
        },
        { uid: 'e2' },
      ],
    });
    expect(await client.listEnvironments({ sortBy: 'name' })).toMatchObject([
      { uid: 'e1', name: 'Prod', repos: ['o/r'], setupFailed: true },
      { uid: 'e2', name: 'e2', repos: [], setupFailed: false },
    ]);
    expect(server.requests[0]?.query.get('sort_by')).toBe('name');
  });

  test('another kind of answer is malformed', async () => {
    const { client } = await answering(200, { hello: 1 });
    for (const call of [client.listAgents(), client.listModels(), client.listEnvironments()]) {
      expect((await failureOf(call)).code).toBe('warp.malformed_answer');
    }
  });
});

describe('artifacts and sessions', () => {
  test('an artifact with its download', async () => {
    const { client } = await answering(200, {
      artifact_uid: 'f1',
      artifact_type: 'FILE',
      created_at: '2026-03-01T10:00:00Z',
      data: { download_url: 'https://s.test/f?sig=1', expires_at: '2026-03-01T11:00:00Z', filename: 'a.txt' },
    });
    expect(await client.getArtifact('f1')).toMatchObject({
      artifactUid: 'f1',
      downloadUrl: 'https://s.test/f?sig=1',
      expiresAtMs: Date.UTC(2026, 2, 1, 11),
      filename: 'a.txt',
      content: undefined,
    });
  });

  test('a malformed artifact tells where, not what', async () => {
    const { client } = await answering(200, {
      artifact_type: 'FILE',
      data: { download_url: 'https://s.test/f?sig=1' },
    });
    const error = await failureOf(client.getArtifact('f1'));
    expect(error.fields.paths).toEqual(['artifact_uid: invalid_type']);
    expect(JSON.stringify(error.fields)).not.toContain('sig');
  });

  test('a session leads to its conversation or nowhere', async () => {
    const over = await answering(200, { conversation_id: 'c1' });
    expect(await over.client.sessionRedirect('s1')).toEqual({ conversationId: 'c1' });
    const live = await answering(200, {});
    expect(await live.client.sessionRedirect('s1')).toEqual({ conversationId: undefined });
  });
});

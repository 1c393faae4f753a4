import { describe, expect, it } from 'vitest';
import { startTestWarmly } from './service.ts';

interface VisitorRow {
  readonly id: string;
  readonly email: string | null;
  readonly company: {
    readonly country: string;
    readonly industry: string;
    readonly employeeSizeBand: string;
  };
  readonly pagesVisited: readonly string[];
  readonly lastSeenAt: string;
}

async function visitors(input: object): Promise<{ rows: VisitorRow[]; hasMore: boolean; nowMs: number }> {
  const { run, warmly, clock } = await startTestWarmly();
  const answer = await run('list_warm_visitors', input);
  expect(answer.json['output']).toMatchObject({ success: true });
  const rows = warmly.executions[0]?.output?.['visitors'];
  if (!Array.isArray(rows)) throw new Error('no visitors');
  return { rows, hasMore: warmly.executions[0]?.output?.['hasMore'] === true, nowMs: clock.nowMs() };
}

describe('the list of tools', () => {
  it('shows name, description, isAsync and a schema of each', async () => {
    const { get } = await startTestWarmly();
    const { json } = await get('/agent-tools/tools?organizationId=org-local');
    const tools = Array.isArray(json) ? json : [];
    expect(tools.map((tool) => [tool.name, tool.isAsync])).toEqual([
      ['list_warm_visitors', false],
      ['list_warm_accounts', false],
      ['list_third_party_signals', false],
      ['get_credits_remaining', false],
      ['enroll_in_sequence', true],
      ['send_linkedin_invites', true],
    ]);
    for (const tool of tools) {
      expect(Object.keys(tool).sort()).toEqual(['description', 'inputSchema', 'isAsync', 'name']);
      expect(tool.description.length).toBeGreaterThan(20);
      for (const property of Object.values<{ description?: string }>(tool.inputSchema.properties)) {
        expect(property.description).toEqual(expect.any(String));
      }
    }
  });

  it('changes while running', async () => {
    const { get, run, warmly } = await startTestWarmly();
    warmly.addTool({ name: 'new_tool', description: 'New', isAsync: false, inputSchema: { type: 'object' } });
    warmly.removeTool('list_warm_accounts');
    const names = JSON.stringify((await get('/agent-tools/tools?organizationId=org-local')).json);
    expect(names).toContain('new_tool');
    expect(names).not.toContain('list_warm_accounts');
    expect((await run('new_tool', { a: 1 })).json).toMatchObject({
      output: { success: true, received: { a: 1 } },
    });
    expect((await run('list_warm_accounts')).status).toBe(404);
  });
});

describe('visitors', () => {
  it('takes 25 of the past day unless told, newest first', async () => {
    const { rows, hasMore, nowMs } = await visitors({});
    expect(rows).toHaveLength(25);
    expect(hasMore).toBe(true);
    const seen = rows.map((row) => Date.parse(row.lastSeenAt));
    expect(seen).toEqual(seen.toSorted((a, b) => b - a));
    expect(Math.min(...seen)).toBeGreaterThanOrEqual(nowMs - 24 * 3_600_000);
    expect(Math.max(...seen)).toBeLessThanOrEqual(nowMs);
  });

  it('has 120 of the past week, fewer of the past day', async () => {
    const week = await visitors({ timeWindow: 'past_week', take: 500 });
    expect(week.rows).toHaveLength(120);
    expect(week.hasMore).toBe(false);
    const day = await visitors({ take: 500 });
    expect(day.rows.length).toBeGreaterThan(25);
    expect(day.rows.length).toBeLessThan(120);
  });

  it('pages without gap or repetition', async () => {
    const all = await visitors({ timeWindow: 'past_week', take: 500 });
    const paged: string[] = [];
    for (let offset = 0; ; offset += 50) {
      const { rows, hasMore } = await visitors({ timeWindow: 'past_week', take: 50, offset });
      paged.push(...rows.map((row) => row.id));
      if (!hasMore) break;
    }
    expect(paged).toEqual(all.rows.map((row) => row.id));
  });

  it('filters by every field', async () => {
    const base = { timeWindow: 'past_week', take: 500 };
    const abroad = await visitors({ ...base, countries: ['Germany', 'france'] });
    expect(new Set(abroad.rows.map((row) => row.company.country))).toEqual(new Set(['Germany', 'France']));
    const energy = await visitors({ ...base, industries: ['Energy'] });
    expect(new Set(energy.rows.map((row) => row.company.industry))).toEqual(new Set(['Energy']));
    const small = await visitors({ ...base, employeeSizeBands: ['1-10'] });
    expect(new Set(small.rows.map((row) => row.company.employeeSizeBand))).toEqual(new Set(['1-10']));
    const priced = await visitors({ ...base, pagesVisitedContains: ['/pric'] });
    expect(priced.rows.length).toBeGreaterThan(0);
    expect(priced.rows.every((row) => row.pagesVisited.includes('/pricing'))).toBe(true);
    const known = await visitors({ ...base, requireBusinessContact: true });
    expect(known.rows.length).toBeLessThan(120);
    expect(known.rows.every((row) => row.email?.includes('@'))).toBe(true);
    const found = await visitors({ ...base, searchTerm: 'KESTREL' });
    expect(found.rows.length).toBeGreaterThan(0);
    expect(found.rows.every((row) => JSON.stringify(row).includes('Kestrel'))).toBe(true);
    expect((await visitors({ ...base, searchTerm: 'no such thing' })).rows).toEqual([]);
  });

  it('is the same data every time', async () => {
    expect((await visitors({})).rows).toEqual((await visitors({})).rows);
  });
});

describe('accounts', () => {
  it('groups the visitors by company', async () => {
    const { run, warmly } = await startTestWarmly();
    await run('list_warm_accounts', { timeWindow: 'past_week', take: 500 });
    const accounts = warmly.executions[0]?.output?.['accounts'];
    expect(accounts).toHaveLength(60);
    const counts = Array.isArray(accounts) ? accounts.map((account) => account.visitors) : [];
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(120);
  });
});

describe('signals and credits', () => {
  it('charges each row once, a preview never', async () => {
    const { run } = await startTestWarmly({ creditsUsed: 0 });
    const remaining = async () => (await run('get_credits_remaining')).json['output']?.['creditsRemaining'];
    const preview = await run('list_third_party_signals', { preview: true, take: 10 });
    expect(preview.json['output']).toMatchObject({ creditsNeeded: 10, signals: [] });
    expect(await remaining()).toBe(250);
    await run('list_third_party_signals', { take: 10 });
    expect(await remaining()).toBe(240);
    await run('list_third_party_signals', { take: 12 });
    expect(await remaining()).toBe(238);
  });

  it('fails without credits, naming what is left', async () => {
    const { run } = await startTestWarmly({ creditsUsed: 245 });
    const answer = await run('list_third_party_signals', { take: 10 });
    expect(answer).toMatchObject({ status: 202, json: { status: 'failed', output: { success: false } } });
    expect(answer.json['userFacingError']).toContain('5 are left');
  });

  it('filters by kind, day and company', async () => {
    const { run, warmly } = await startTestWarmly({ creditsUsed: 0 });
    await run('list_third_party_signals', { signalCategory: 'funding', signalSubtype: 'series_a', take: 5 });
    await run('list_third_party_signals', { detectedSince: '2026-11-20', take: 5 });
    const [funding, recent] = warmly.executions.map((execution) => {
      const rows = execution.output?.['signals'];
      return Array.isArray(rows) ? rows : [];
    });
    expect(new Set(funding?.map((row) => row.signalSubtype))).toEqual(new Set(['series_a']));
    expect(recent?.length).toBeGreaterThan(0);
    expect(recent?.every((row) => row.detectedAt >= '2026-11-20')).toBe(true);
    const domain = String(funding?.[0]?.companyDomain);
    const one = await run('list_third_party_signals', { mode: 'by_company', companyDomain: domain });
    expect(JSON.stringify(one.json['output']?.['signals'])).toContain(domain);
    expect((await run('list_third_party_signals', { mode: 'by_company' })).json).toMatchObject({
      status: 'failed',
      userFacingError: expect.stringContaining('Company domain'),
    });
  });
});

describe('inputs against the schema', () => {
  it.each([
    [{ take: 0 }, 'take must be >= 1'],
    [{ take: 501 }, 'take must be <= 500'],
    [{ take: '25' }, 'take must be integer'],
    [{ timeWindow: 'past_year' }, 'timeWindow must be one of'],
    [{ industries: ['Piracy'] }, 'industries.0 must be one of'],
    [{ tak: 1 }, 'unknown property tak'],
  ])('fails in the 202: %j', async (input, sentence) => {
    const { run } = await startTestWarmly();
    const answer = await run('list_warm_visitors', input);
    expect(answer).toMatchObject({
      status: 202,
      json: { status: 'failed', output: { success: false }, input },
    });
    expect(answer.json['userFacingError']).toContain(sentence);
  });

  it.each([1, 500])('takes take=%i', async (take) => {
    const { run } = await startTestWarmly();
    expect((await run('list_warm_visitors', { take })).json).toMatchObject({ status: 'succeeded' });
  });

  it('fails an asynchronous tool at once', async () => {
    const { run } = await startTestWarmly();
    const answer = await run('enroll_in_sequence', { email: 'nobody', sequence: 'Inbound follow-up' });
    expect(answer.json).toMatchObject({
      status: 'failed',
      userFacingError: expect.stringContaining('email'),
    });
  });

  it('turns a thrown error into a failure of the tool', async () => {
    const { run, warmly } = await startTestWarmly();
    warmly.addTool({
      name: 'broken',
      description: '',
      isAsync: false,
      inputSchema: {},
      run: () => {
        throw new Error('the CRM is away');
      },
    });
    const answer = await run('broken');
    expect(answer).toMatchObject({ status: 202, json: { status: 'failed' } });
    expect(answer.json['userFacingError']).toContain('the CRM is away');
  });
});

import type { Credits } from './credits.ts';
import { type Company, dataAnchorMs, type Signal, type Visitor, type WarmlyData } from './generate.ts';
import {
  creditsSchema,
  listAccountsSchema,
  listSignalsSchema,
  listVisitorsSchema,
} from './read-tool-schemas.ts';
import type { LocalWarmlyTool, ToolResult } from './tool.ts';

type Input = Readonly<Record<string, unknown>>;

/** The synchronous tools: they read the generated data as their schemas say. */
export function createReadTools(data: WarmlyData, credits: Credits): LocalWarmlyTool[] {
  return [
    {
      name: 'list_warm_visitors',
      description:
        'People who visited your website lately, newest first, with their company and the pages they looked at.',
      isAsync: false,
      inputSchema: listVisitorsSchema,
      run: (input, { nowMs }) => {
        const found = data.visitors.filter(
          (visitor) =>
            visitorMatches(visitor, input, nowMs) &&
            (input['requireBusinessContact'] !== true || visitor.email !== null),
        );
        return page('visitors', input, found, (visitor) => visitorRow(visitor, nowMs));
      },
    },
    {
      name: 'list_warm_accounts',
      description: 'Companies whose people visited your website lately, the most active first.',
      isAsync: false,
      inputSchema: listAccountsSchema,
      run: (input, { nowMs }) => {
        const seen = data.visitors.filter((visitor) => visitorMatches(visitor, input, nowMs));
        const byDomain = Map.groupBy(seen, (visitor) => visitor.company.domain);
        const accounts = [...byDomain.values()].sort(
          (a, b) => activity(b) - activity(a) || lastSeen(a) - lastSeen(b),
        );
        return page('accounts', input, accounts, (visitors) => accountRow(visitors, nowMs));
      },
    },
    {
      name: 'list_third_party_signals',
      description:
        'Buying signals from outside your website: hiring, funding, job changes, posts. One credit for each new row; a preview is free.',
      isAsync: false,
      inputSchema: listSignalsSchema,
      run: (input, { nowMs }) => listSignals(data, credits, input, nowMs),
    },
    {
      name: 'get_credits_remaining',
      description: 'How many credits your organization has left this month.',
      isAsync: false,
      inputSchema: creditsSchema,
      run: (_input, { nowMs }) => ({
        ok: true,
        output: {
          creditsRemaining: credits.remaining,
          creditsUsed: credits.used,
          creditsIncluded: credits.included,
          resetsAt: firstOfNextMonth(nowMs),
        },
      }),
    },
  ];
}

function listSignals(data: WarmlyData, credits: Credits, input: Input, nowMs: number): ToolResult {
  const byCompany = input['mode'] === 'by_company';
  const domain = input['companyDomain'];
  if (byCompany && (typeof domain !== 'string' || domain === '')) {
    return { ok: false, userFacingError: 'Company domain is needed when the mode is by_company.' };
  }
  const since =
    typeof input['detectedSince'] === 'string'
      ? Date.parse(input['detectedSince'])
      : Number.NEGATIVE_INFINITY;
  const found = data.signals.filter(
    (signal) =>
      (!byCompany || signal.company.domain === domain) &&
      equalsIfGiven(input['signalCategory'], signal.category) &&
      equalsIfGiven(input['signalType'], signal.type) &&
      equalsIfGiven(input['signalSubtype'], signal.subtype) &&
      signalAtMs(signal, nowMs) >= since,
  );
  const offset = Number(input['offset']);
  const ids = found.slice(offset, offset + Number(input['take'])).map((signal) => signal.id);
  if (input['preview'] === true) {
    return {
      ok: true,
      output: { preview: true, matching: found.length, creditsNeeded: credits.costOf(ids), signals: [] },
    };
  }
  if (!credits.charge(ids)) {
    return {
      ok: false,
      userFacingError: `This would cost ${credits.costOf(ids)} credits and ${credits.remaining} are left. Ask for fewer rows or wait for the 1st.`,
    };
  }
  return page('signals', input, found, (signal) => signalRow(signal, nowMs));
}

function visitorMatches(visitor: Visitor, input: Input, nowMs: number): boolean {
  const windowMs = (input['timeWindow'] === 'past_week' ? 7 : 1) * 24 * 3_600_000;
  if (dataAnchorMs(nowMs) - visitor.seenMinutesAgo * 60_000 < nowMs - windowMs) return false;
  const term = typeof input['searchTerm'] === 'string' ? input['searchTerm'].trim().toLowerCase() : '';
  const { company } = visitor;
  const text = [visitor.name, visitor.email, visitor.title, company.name, company.domain]
    .join('\n')
    .toLowerCase();
  return (
    text.includes(term) &&
    oneOf(input['countries'], company.country) &&
    oneOf(input['industries'], company.industry) &&
    oneOf(input['employeeSizeBands'], company.employeeSizeBand) &&
    pageVisited(input['pagesVisitedContains'], visitor.pagesVisited)
  );
}

function page<T>(name: string, input: Input, found: readonly T[], row: (item: T) => object): ToolResult {
  const offset = Number(input['offset']);
  const take = Number(input['take']);
  const rows = found.slice(offset, offset + take).map(row);
  return { ok: true, output: { count: rows.length, hasMore: found.length > offset + take, [name]: rows } };
}

function visitorRow(visitor: Visitor, nowMs: number): object {
  return {
    id: visitor.id,
    name: visitor.name,
    title: visitor.title,
    email: visitor.email,
    company: companyFields(visitor.company),
    pagesVisited: visitor.pagesVisited,
    sessions: visitor.sessions,
    secondsOnSite: visitor.secondsOnSite,
    source: visitor.source,
    lastSeenAt: minutesBefore(visitor.seenMinutesAgo, nowMs),
  };
}

function accountRow(visitors: readonly Visitor[], nowMs: number): object {
  const company = visitors[0]?.company;
  return {
    ...(company ? companyFields(company) : {}),
    visitors: visitors.length,
    sessions: activity(visitors),
    topPages: [...new Set(visitors.flatMap((visitor) => visitor.pagesVisited))].slice(0, 5),
    lastSeenAt: minutesBefore(lastSeen(visitors), nowMs),
  };
}

function signalRow(signal: Signal, nowMs: number): object {
  return {
    id: signal.id,
    signalCategory: signal.category,
    signalType: signal.type,
    signalSubtype: signal.subtype,
    summary: signal.summary,
    companyName: signal.company.name,
    companyDomain: signal.company.domain,
    detectedAt: new Date(signalAtMs(signal, nowMs)).toISOString(),
  };
}

function companyFields(company: Company): object {
  return { ...company };
}

function activity(visitors: readonly Visitor[]): number {
  return visitors.reduce((sum, visitor) => sum + visitor.sessions, 0);
}

function lastSeen(visitors: readonly Visitor[]): number {
  return Math.min(...visitors.map((visitor) => visitor.seenMinutesAgo));
}

function signalAtMs(signal: Signal, nowMs: number): number {
  return dataAnchorMs(nowMs) - signal.detectedMinutesAgo * 60_000;
}

function minutesBefore(minutes: number, nowMs: number): string {
  return new Date(dataAnchorMs(nowMs) - minutes * 60_000).toISOString();
}

function firstOfNextMonth(nowMs: number): string {
  const now = new Date(nowMs);
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1)).toISOString();
}

function equalsIfGiven(wanted: unknown, actual: string): boolean {
  return wanted === undefined || wanted === actual;
}

function oneOf(wanted: unknown, actual: string): boolean {
  if (!Array.isArray(wanted) || wanted.length === 0) return true;
  return wanted.some((value) => String(value).toLowerCase() === actual.toLowerCase());
}

function pageVisited(wanted: unknown, visited: readonly string[]): boolean {
  if (!Array.isArray(wanted) || wanted.length === 0) return true;
  return wanted.some((part) => visited.some((page) => page.includes(String(part))));
}

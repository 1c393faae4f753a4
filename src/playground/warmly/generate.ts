import {
  companyHeads,
  companyTails,
  employeeSizeBands,
  firstNames,
  industries,
  lastNames,
  pages,
  places,
  signalKinds,
  sources,
  titles,
} from './people.ts';

export interface Company {
  readonly name: string;
  readonly domain: string;
  readonly industry: string;
  readonly employeeSizeBand: string;
  readonly country: string;
  readonly city: string;
}

/** A visitor as generated: `seenMinutesAgo` becomes a timestamp when it is listed. */
export interface Visitor {
  readonly id: string;
  readonly name: string | null;
  readonly title: string | null;
  readonly email: string | null;
  readonly company: Company;
  readonly pagesVisited: readonly string[];
  readonly sessions: number;
  readonly secondsOnSite: number;
  readonly source: string;
  readonly seenMinutesAgo: number;
}

export interface Signal {
  readonly id: string;
  readonly category: string;
  readonly type: string;
  readonly subtype: string;
  readonly summary: string;
  readonly company: Company;
  readonly detectedMinutesAgo: number;
}

export interface WarmlyData {
  readonly companies: readonly Company[];
  /** Newest first. */
  readonly visitors: readonly Visitor[];
  /** Newest first. */
  readonly signals: readonly Signal[];
}

const minutesPerWeek = 7 * 24 * 60;

/** The same 60 companies, 120 visitors and 150 signals every time. */
export function generateWarmlyData(): WarmlyData {
  const random = mulberry32(20_261_122);
  const companies = companyHeads.flatMap((head) =>
    companyTails.map((tail): Company => {
      const place = pick(places, random);
      return {
        name: `${head} ${tail}`,
        domain: `${head.replaceAll(' ', '').toLowerCase()}${tail.toLowerCase()}.example`,
        industry: pick(industries, random),
        employeeSizeBand: pick(employeeSizeBands, random),
        country: place.country,
        city: place.city,
      };
    }),
  );
  const visitors = Array.from({ length: 120 }, (_, index): Visitor => {
    // Every account is seen at least once.
    const company = companies[index] ?? pick(companies, random);
    const first = pick(firstNames, random);
    const last = pick(lastNames, random);
    const known = random() < 0.75;
    const local = `${first}.${last}`.toLowerCase().replaceAll('ü', 'ue').replaceAll("'", '');
    return {
      id: `vis_${String(index + 1).padStart(4, '0')}`,
      name: known ? `${first} ${last}` : null,
      title: known ? pick(titles, random) : null,
      email: known && random() < 0.85 ? `${local}@${company.domain}` : null,
      company,
      pagesVisited: somePages(random),
      sessions: 1 + Math.floor(random() * 6),
      secondsOnSite: 15 + Math.floor(random() * 900),
      source: pick(sources, random),
      // Squared, so that most were seen lately.
      seenMinutesAgo: 2 + Math.floor(random() ** 2 * (minutesPerWeek - 70)),
    };
  });
  const signals = Array.from({ length: 150 }, (_, index): Signal => {
    const kind = pick(signalKinds, random);
    const company = pick(companies, random);
    return {
      id: `sig_${String(index + 1).padStart(4, '0')}`,
      category: kind.category,
      type: kind.type,
      subtype: kind.subtype,
      summary: `${company.name} ${kind.says}`,
      company,
      detectedMinutesAgo: 30 + Math.floor(random() * 4 * minutesPerWeek),
    };
  });
  return {
    companies,
    visitors: visitors.sort((a, b) => a.seenMinutesAgo - b.seenMinutesAgo),
    signals: signals.sort((a, b) => a.detectedMinutesAgo - b.detectedMinutesAgo),
  };
}

/** The instant that "minutes ago" counts from: moves once an hour, so that paging sees steady timestamps. */
export function dataAnchorMs(nowMs: number): number {
  const hourMs = 3_600_000;
  return Math.floor(nowMs / hourMs) * hourMs;
}

function somePages(random: () => number): string[] {
  const count = 1 + Math.floor(random() * 5);
  return [...new Set(Array.from({ length: count }, () => pick(pages, random)))];
}

function pick<T>(from: readonly [T, ...T[]] | readonly T[], random: () => number): T {
  const chosen = from[Math.floor(random() * from.length)];
  if (chosen === undefined) throw new RangeError('nothing to pick from');
  return chosen;
}

function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

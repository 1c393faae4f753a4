import type { Clock } from '../clock.ts';
import { isSecretKey } from '../observability/redact.ts';
import { redactText } from '../observability/redact-text.ts';
import type { Fault, ServiceName } from './faults.ts';

/** The newest ones are kept. */
const maxEntries = 500;
const maxBodyChars = 20_000;
const maxDepth = 50;
const hidden = '•••';
/** Secrets of the local services that a bot's log never meets. */
const secretHeaders = /signature|ticket/i;
const ticketInUrl = /\b(ticket=)[^&\s"]+/gi;

type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

interface TrafficPart {
  readonly headers: Readonly<Record<string, string>>;
  /** JSON where it is, otherwise text; cut when long. */
  readonly body: unknown;
}

/** One exchange between the bot and a service, with secrets replaced. */
export interface TrafficEntry {
  /** Grows by one with each entry, in the order in which exchanges end. */
  readonly seq: number;
  /** When it began, by the machine's clock. */
  readonly atMs: number;
  readonly service: ServiceName;
  readonly direction: 'from_bot' | 'to_bot';
  /** Of HTTP, or `WS` for an envelope of Socket Mode. */
  readonly method: string;
  /** What a fault's `match` would name: a path, a method of Slack's Web API, or a delivery. */
  readonly path: string;
  /** Null where no whole answer came. An acknowledged envelope has 200. */
  readonly status: number | null;
  readonly durationMs: number;
  readonly request: TrafficPart;
  readonly response: TrafficPart;
  /** The fault that hit it. */
  readonly fault: Fault['type'] | null;
}

interface Begun extends Pick<TrafficEntry, 'service' | 'direction' | 'method' | 'path'> {
  readonly headers?: Headers;
  readonly body?: unknown;
  readonly fault?: Fault['type'] | undefined;
}

interface Ended {
  readonly status: number;
  readonly headers?: Headers;
  readonly body?: unknown;
}

/** What went between the bot and the local services, for whoever looks at it. */
export interface TrafficLog {
  /** Notes the beginning of an exchange; call what it returns at the end, with nothing where no answer came. */
  begin(exchange: Begun): (answer?: Ended) => void;
  /** Those after a `seq`; `nextSeq` asks for what follows. */
  after(seq: number): { readonly entries: readonly TrafficEntry[]; readonly nextSeq: number };
  onEntry(listener: (entry: TrafficEntry) => void): () => void;
  clear(): void;
}

export function createTrafficLog(clock: Clock): TrafficLog {
  const entries: TrafficEntry[] = [];
  const listeners = new Set<(entry: TrafficEntry) => void>();
  let lastSeq = 0;

  function add(begun: Begun, atMs: number, answer: Ended | undefined) {
    lastSeq += 1;
    const entry: TrafficEntry = {
      seq: lastSeq,
      atMs,
      service: begun.service,
      direction: begun.direction,
      method: begun.method,
      path: visiblePath(begun.path),
      status: answer?.status ?? null,
      durationMs: clock.nowMs() - atMs,
      request: { headers: visibleHeaders(begun.headers), body: visibleBody(begun.body) },
      response: { headers: visibleHeaders(answer?.headers), body: visibleBody(answer?.body) },
      fault: begun.fault ?? null,
    };
    entries.push(entry);
    if (entries.length > maxEntries) entries.shift();
    for (const listener of listeners) listener(entry);
  }

  return {
    begin: (begun) => {
      const atMs = clock.nowMs();
      let isOver = false;
      return (answer) => {
        if (!isOver) add(begun, atMs, answer);
        isOver = true;
      };
    },
    after: (seq) => ({ entries: entries.filter((entry) => entry.seq > seq), nextSeq: lastSeq }),
    onEntry: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    clear: () => {
      entries.length = 0;
    },
  };
}

/** Only whole addresses are looked at for signed queries. */
function visiblePath(path: string): string {
  const origin = 'http://local';
  return path.startsWith('/') ? visibleText(origin + path).slice(origin.length) : path;
}

function visibleHeaders(headers: Headers = {}): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => {
      const isSecret = isSecretKey(name) || secretHeaders.test(name);
      return [name, isSecret ? hidden : visibleText(String(value))];
    }),
  );
}

function visibleBody(body: unknown): unknown {
  if (body === undefined || body === null) return null;
  if (ArrayBuffer.isView(body)) return `${body.byteLength} bytes`;
  const value = withoutNesting(unpacked(body));
  const text = typeof value === 'string' ? visibleText(value) : JSON.stringify(visibleValue(value, 0));
  if (text.length > maxBodyChars) {
    return `${text.slice(0, maxBodyChars)}\n… cut here, ${text.length} characters in all`;
  }
  if (typeof value === 'string') return text;
  const parsed: unknown = JSON.parse(text);
  return parsed;
}

/** Arguments of Slack's methods hold JSON as text: unpacked it is easier to read, and its secrets are found. */
function withoutNesting(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [name, unpacked(value)]));
}

function unpacked(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value;
  try {
    const parsed: unknown = JSON.parse(value);
    return parsed;
  } catch {
    return value;
  }
}

function visibleValue(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return visibleText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= maxDepth) return '…';
  if (Array.isArray(value)) return value.map((item) => visibleValue(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      const isSecret = isSecretKey(key) && item !== null;
      return [key, isSecret ? hidden : visibleValue(item, depth + 1)];
    }),
  );
}

function visibleText(text: string): string {
  return redactText(text).replaceAll('[redacted]', hidden).replace(ticketInUrl, `$1${hidden}`);
}

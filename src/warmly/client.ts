import {
  type CallOptions,
  createHttpClient,
  type HttpRequest,
  type TransportOptions,
} from '../http/client.ts';
import { type HttpAnswer, malformedAnswer } from '../http/failure.ts';
import { type OnOddity, parseAnswer, parseItems } from '../http/parse-answer.ts';
import { unwrapExecution, unwrapList } from './envelope.ts';
import { warmlyAnswerError, warmlyLimitError, warmlyRateLimitPauseMs, warmlyService } from './errors.ts';
import { judgeExecution } from './judge.ts';
import { checkWarmlyInput } from './limits.ts';
import { type WarmlyExecution, WarmlyTool, WireExecution } from './schema.ts';

export interface WarmlyClientOptions extends TransportOptions {
  /** `https://opps-api.getwarmly.com/api`. */
  readonly apiUrl: string;
  readonly apiKey: string;
  readonly organizationId: string;
  /** For one whole attempt. Default 30 s; `execute` has its own, since tools answer inline: 120 s. */
  readonly timeoutMs?: number;
  readonly executeTimeoutMs?: number;
  readonly maxBodyBytes?: number;
  /** Told of items that were left out of a list because they made no sense. */
  readonly onOddity?: OnOddity;
}

export interface WarmlyExecuteRequest {
  readonly toolName: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** Why, stored by Warmly for audit. */
  readonly reasoning?: string;
  /** Our own id, by which the execution can be looked up. */
  readonly externalRef?: string;
}

export interface WarmlyListQuery {
  readonly toolName?: string;
  readonly status?: string;
  readonly externalRef?: string;
  readonly fromMs?: number;
  readonly toMs?: number;
  readonly limit?: number;
  readonly offset?: number;
}

export interface WarmlyExecutionPage {
  readonly executions: readonly WarmlyExecution[];
  /** How many items the page had, those that were left out included: what `offset` moves on by. */
  readonly receivedCount: number;
  /** Whether the page was full, so that another may follow. Warmly gives no total. */
  readonly mayHaveMore: boolean;
}

/**
 * Warmly's agent tools over REST (technical documentation, "REST API"). All methods throw ErrandError
 * `warmly.*` with `fields.outcome` (see `callOutcome`); which codes there are stands at `warmlyAnswerError`
 * and `transportFailure`. Reads are repeated over passing trouble, `execute` never is.
 */
export interface WarmlyClient {
  /**
   * Runs a tool: once at most. Synchronous tools come back finished, others to be followed by id. An input
   * over the limits is refused before it is sent. Any 2xx counts as received; `judgeExecution` says how it
   * went.
   */
  execute(request: WarmlyExecuteRequest, options?: CallOptions): Promise<WarmlyExecution>;
  getExecution(id: string, options?: CallOptions): Promise<WarmlyExecution>;
  /**
   * One page of executions. Filters are also applied here, because an unknown parameter's name may be ignored
   * upstream; an item that does not carry the filtered field is kept.
   */
  listExecutions(query?: WarmlyListQuery, options?: CallOptions): Promise<WarmlyExecutionPage>;
  listTools(options?: CallOptions): Promise<WarmlyTool[]>;
  close(): Promise<void>;
}

const defaultPageSize = 50;

export function createWarmlyClient(options: WarmlyClientOptions): WarmlyClient {
  const { organizationId } = options;
  const http = createHttpClient({
    ...options,
    service: warmlyService,
    baseUrl: options.apiUrl,
    headers: { authorization: `Bearer ${options.apiKey}` },
    timeoutMs: options.timeoutMs ?? 30_000,
    maxBodyBytes: options.maxBodyBytes ?? 20_000_000,
    rateLimitPauseMs: warmlyRateLimitPauseMs,
  });

  async function call(request: HttpRequest): Promise<HttpAnswer> {
    const answer = await http.request(request);
    if (answer.status < 200 || answer.status > 299) throw warmlyAnswerError(request.path, answer);
    return answer;
  }

  async function execute(
    request: WarmlyExecuteRequest,
    callOptions: CallOptions = {},
  ): Promise<WarmlyExecution> {
    const violations = checkWarmlyInput(request.input, request.reasoning);
    if (violations.length > 0) throw warmlyLimitError(violations);
    const path = '/agent-tools/execute';
    const answer = await call({
      timeoutMs: options.executeTimeoutMs ?? 120_000,
      ...callOptions,
      method: 'POST',
      path,
      body: { ...request, organizationId },
      retry: 'never',
    });
    const execution = readExecution(path, answer);
    const verdict = judgeExecution(execution);
    if (execution.id === null && (verdict === 'running' || verdict === 'waiting')) {
      throw malformedAnswer(warmlyService, path, answer, ['id: missing']);
    }
    return execution;
  }

  async function getExecution(id: string, callOptions: CallOptions = {}): Promise<WarmlyExecution> {
    const path = '/agent-tools/executions/{id}';
    const answer = await call({
      ...callOptions,
      method: 'GET',
      path,
      pathParams: { id },
      // Not said to be needed here, nor to be in the way.
      query: { organizationId },
      retry: 'idempotent',
    });
    const execution = readExecution(path, answer);
    if (execution.id !== null && execution.id !== id) {
      throw malformedAnswer(warmlyService, path, answer, ['id: another']);
    }
    return { ...execution, id };
  }

  async function listExecutions(
    query: WarmlyListQuery = {},
    callOptions: CallOptions = {},
  ): Promise<WarmlyExecutionPage> {
    const path = '/agent-tools/executions';
    const limit = query.limit ?? defaultPageSize;
    const answer = await call({
      ...callOptions,
      method: 'GET',
      path,
      query: {
        organizationId,
        toolName: query.toolName,
        status: query.status,
        externalRef: query.externalRef,
        from: isoDate(query.fromMs),
        to: isoDate(query.toMs),
        limit,
        offset: query.offset,
      },
      retry: 'idempotent',
    });
    const items = readList(path, answer);
    const executions = parseItems(WireExecution, items, reportTo(path)).filter(
      (execution) => execution.id !== null && fits(execution, query),
    );
    return { executions, receivedCount: items.length, mayHaveMore: items.length >= limit };
  }

  async function listTools(callOptions: CallOptions = {}): Promise<WarmlyTool[]> {
    const path = '/agent-tools/tools';
    const query = { organizationId };
    const answer = await call({ ...callOptions, method: 'GET', path, query, retry: 'idempotent' });
    return parseItems(WarmlyTool, readList(path, answer), reportTo(path));
  }

  function reportTo(route: string) {
    return (index: number, paths: readonly string[]) =>
      options.onOddity?.({ service: warmlyService.code, route, what: 'malformed item', index, paths });
  }

  return { execute, getExecution, listExecutions, listTools, close: () => http.close() };
}

function readExecution(route: string, answer: HttpAnswer): WarmlyExecution {
  return parseAnswer(warmlyService, route, WireExecution, answer, unwrapExecution(answer.body));
}

function readList(route: string, answer: HttpAnswer): unknown[] {
  const items = unwrapList(answer.body);
  if (items === undefined) throw malformedAnswer(warmlyService, route, answer, ['body: no list']);
  return items;
}

function fits(execution: WarmlyExecution, query: WarmlyListQuery): boolean {
  const same = (wanted: string | undefined, actual: string | undefined) =>
    wanted === undefined || actual === undefined || wanted === actual;
  const { createdAtMs } = execution;
  return (
    same(query.toolName, execution.toolName) &&
    same(query.status, execution.status) &&
    same(query.externalRef, execution.externalRef) &&
    (query.fromMs === undefined || createdAtMs === undefined || createdAtMs >= query.fromMs) &&
    (query.toMs === undefined || createdAtMs === undefined || createdAtMs <= query.toMs)
  );
}

function isoDate(ms: number | undefined): string | undefined {
  return ms === undefined ? undefined : new Date(ms).toISOString();
}

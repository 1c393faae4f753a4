import type { Clock } from '../../clock.ts';
import { createSystemClock } from '../../clock.ts';
import { createFaults, type Faults, skewedClock } from '../faults.ts';
import type { HttpAnswer, HttpCall, Route } from '../http-routes.ts';
import { type CallRecord, startHttpServer } from '../http-server.ts';
import { createCredits } from './credits.ts';
import { type ExecuteBody, readExecuteBody } from './execute-body.ts';
import { createExecutions, type Execution } from './executions.ts';
import { generateWarmlyData } from './generate.ts';
import { listExecutions } from './list-executions.ts';
import { createReadTools } from './read-tools.ts';
import { executionBody, failureAnswer, listBody, type WarmlyShape } from './shape.ts';
import type { ExecutionScript, LocalWarmlyTool } from './tool.ts';
import { createInputValidator } from './validate-input.ts';
import { createWriteTools } from './write-tools.ts';

export interface LocalWarmlyOptions {
  readonly clock?: Clock;
  /** 0, the default, takes any free port. */
  readonly port?: number;
  readonly apiKey?: string;
  readonly organizationId?: string;
  /** Divides the durations of asynchronous tools: 1 is what a person watches, 1000 what a test wants. */
  readonly speed?: number;
  /** Warmly's free accounts have 60. */
  readonly callsPerMinute?: number;
  readonly creditsUsed?: number;
  readonly shape?: WarmlyShape;
}

export interface LocalWarmly {
  /** With `/api`: what `WARMLY_API_URL` expects. */
  readonly url: string;
  readonly apiKey: string;
  readonly organizationId: string;
  readonly tools: readonly LocalWarmlyTool[];
  /** Every execution as it stands now, oldest first. */
  readonly executions: readonly Execution[];
  readonly calls: CallRecord[];
  readonly faults: Faults;
  /** Adds a tool, or replaces the one of that name. */
  addTool(tool: LocalWarmlyTool): void;
  removeTool(name: string): void;
  /** Writes answers from now on as Warmly might. */
  setShape(shape: WarmlyShape): void;
  /** Changes how executions of a tool go, instead of what the tool does. Returns the undoing. */
  script(tool: string | ((request: ExecuteBody) => boolean), script: ExecutionScript): () => void;
  /** Approves an execution that awaits it: succeeds at once, or after running for a while. */
  approve(id: string, runningMs?: number): void;
  /** Ends an unfinished execution as failed with this sentence. */
  fail(id: string, userFacingError: string): void;
  /** Ends an unfinished execution as cancelled: a rejected approval, for one. */
  cancel(id: string): void;
  stop(): Promise<void>;
}

/** A Warmly on 127.0.0.1: the four endpoints with the documented limits, over generated data. */
export async function createLocalWarmly(options: LocalWarmlyOptions = {}): Promise<LocalWarmly> {
  const faults = createFaults();
  const clock = skewedClock(options.clock ?? createSystemClock(), faults);
  const apiKey = options.apiKey ?? 'local-warmly-key';
  const organizationId = options.organizationId ?? 'org-local';
  const callsPerMinute = options.callsPerMinute ?? 60;
  const executions = createExecutions(clock, options.speed ?? 1);
  const validate = createInputValidator();
  const credits = createCredits(250, options.creditsUsed ?? 37);
  const tools = new Map<string, LocalWarmlyTool>();
  for (const tool of [...createReadTools(generateWarmlyData(), credits), ...createWriteTools()]) {
    tools.set(tool.name, tool);
  }
  const callTimesMs: number[] = [];
  let shape = options.shape ?? {};
  let scripts: { matches: (request: ExecuteBody) => boolean; script: ExecutionScript }[] = [];
  const failure = (status: number, message: string) => failureAnswer(shape, status, message);

  function guard(call: HttpCall): HttpAnswer | undefined {
    const [scheme, key] = (call.headers.authorization ?? '').split(' ');
    if (scheme?.toLowerCase() !== 'bearer' || key !== apiKey) {
      return failure(401, 'The API key is missing or not valid.');
    }
    const nowMs = clock.nowMs();
    while ((callTimesMs[0] ?? nowMs) <= nowMs - 60_000) callTimesMs.shift();
    if (callTimesMs.length >= callsPerMinute)
      return failure(429, `More than ${callsPerMinute} calls a minute.`);
    callTimesMs.push(nowMs);
    return undefined;
  }

  /** `needed`: where the documents show the parameter. */
  function organizationProblem(given: unknown, needed: boolean): HttpAnswer | undefined {
    if (given === undefined || given === null)
      return needed ? failure(400, 'organizationId should not be empty') : undefined;
    return given === organizationId
      ? undefined
      : failure(403, 'This API key does not belong to that organization.');
  }

  function execute(call: HttpCall): HttpAnswer {
    const read = readExecuteBody(call.body);
    if (!read.ok) return failure(400, read.message);
    const { body } = read;
    const refused = organizationProblem(body.organizationId, true);
    if (refused) return refused;
    const tool = tools.get(body.toolName);
    if (!tool) return failure(404, `Tool ${body.toolName} was not found.`);
    const validated = validate(tool, body.input);
    const script = scripts.findLast(({ matches }) => matches(body))?.script;
    const execution = executions.create({
      ...body,
      ...(script && validated.ok ? { script } : {}),
      // A wrong input fails the tool at once, asynchronous or not.
      tool: validated.ok ? tool : { ...tool, isAsync: false },
      work: (executionId, nowMs) => {
        if (!validated.ok) return validated;
        return (
          tool.run?.(validated.input, { executionId, nowMs }) ?? {
            ok: true,
            output: { received: validated.input },
          }
        );
      },
    });
    return { status: 202, json: executionBody(shape, execution) };
  }

  function list(call: HttpCall): HttpAnswer {
    const refused = organizationProblem(
      call.query.get('organizationId'),
      shape.executionsNeedOrganization ?? false,
    );
    if (refused) return refused;
    const outcome = listExecutions(executions.all(), call.query, shape);
    return outcome.ok ? { status: 200, json: listBody(shape, outcome.page) } : failure(400, outcome.message);
  }

  function detail(call: HttpCall): HttpAnswer {
    const refused = organizationProblem(
      call.query.get('organizationId'),
      shape.executionsNeedOrganization ?? false,
    );
    if (refused) return refused;
    const id = call.params['id'] ?? '';
    const execution = executions.get(id);
    return execution
      ? { status: 200, json: executionBody(shape, execution) }
      : failure(404, `Execution ${id} was not found.`);
  }

  function listTools(call: HttpCall): HttpAnswer {
    const refused = organizationProblem(call.query.get('organizationId'), true);
    if (refused) return refused;
    const json = [...tools.values()].map(({ name, description, isAsync, inputSchema }) => ({
      name,
      description,
      isAsync,
      inputSchema,
    }));
    return { status: 200, json };
  }

  const routes: Route[] = [
    { method: 'POST', path: '/agent-tools/execute', handle: execute },
    { method: 'GET', path: '/agent-tools/executions', handle: list },
    { method: 'GET', path: '/agent-tools/executions/:id', handle: detail },
    { method: 'GET', path: '/agent-tools/tools', handle: listTools },
  ];
  const server = await startHttpServer({
    clock,
    port: options.port ?? 0,
    basePath: '/api',
    routes,
    faults,
    // Far above the caps on its parts, so that those are what answers.
    maxBodyBytes: 4 * 1024 * 1024,
    guard,
    failure,
  });
  return {
    url: `${server.origin}/api`,
    apiKey,
    organizationId,
    calls: server.calls,
    faults,
    get tools() {
      return [...tools.values()];
    },
    get executions() {
      return executions.all().toReversed();
    },
    addTool: (tool) => void tools.set(tool.name, tool),
    removeTool: (name) => void tools.delete(name),
    setShape: (next) => void (shape = next),
    script(tool, script) {
      const matches = typeof tool === 'string' ? ({ toolName }: ExecuteBody) => toolName === tool : tool;
      const entry = { matches, script };
      scripts.push(entry);
      return () => {
        scripts = scripts.filter((other) => other !== entry);
      };
    },
    approve: executions.approve,
    fail: (id, userFacingError) => executions.end(id, 'failed', userFacingError),
    cancel: (id) => executions.end(id, 'cancelled'),
    stop: server.stop,
  };
}

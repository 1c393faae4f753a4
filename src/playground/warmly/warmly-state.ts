import type { Clock } from '../../clock.ts';
import type { HttpAnswer, HttpCall, Route } from '../http-routes.ts';
import { createCredits } from './credits.ts';
import { type ExecuteBody, readExecuteBody } from './execute-body.ts';
import { createExecutions, type Executions } from './executions.ts';
import { generateWarmlyData } from './generate.ts';
import { listExecutions } from './list-executions.ts';
import { createReadTools } from './read-tools.ts';
import { executionBody, failureAnswer, listBody, toolsBody, type WarmlyShape } from './shape.ts';
import type { ExecutionScript, LocalWarmlyTool } from './tool.ts';
import { createInputValidator } from './validate-input.ts';
import { createWriteTools } from './write-tools.ts';

export interface WarmlyStateOptions {
  readonly clock: Clock;
  readonly apiKey: string;
  readonly organizationId: string;
  readonly speed: number;
  readonly callsPerMinute: number;
  readonly creditsUsed: number;
  readonly shape: WarmlyShape;
}

/** What one Warmly holds and how it answers: a new one is an empty Warmly. */
export interface WarmlyState {
  readonly tools: Map<string, LocalWarmlyTool>;
  readonly executions: Executions;
  readonly routes: readonly Route[];
  guard(call: HttpCall): HttpAnswer | undefined;
  failure(status: number, message: string): HttpAnswer;
  setShape(shape: WarmlyShape): void;
  script(tool: string | ((request: ExecuteBody) => boolean), script: ExecutionScript): () => void;
}

export function createWarmlyState(options: WarmlyStateOptions): WarmlyState {
  const { clock, apiKey, organizationId, callsPerMinute } = options;
  const executions = createExecutions(clock, options.speed);
  const validate = createInputValidator();
  const credits = createCredits(250, options.creditsUsed);
  const tools = new Map<string, LocalWarmlyTool>();
  for (const tool of [...createReadTools(generateWarmlyData(), credits), ...createWriteTools()]) {
    tools.set(tool.name, tool);
  }
  const callTimesMs: number[] = [];
  let { shape } = options;
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
    return { status: 200, json: toolsBody(shape, json) };
  }

  const routes: Route[] = [
    { method: 'POST', path: '/agent-tools/execute', handle: execute },
    { method: 'GET', path: '/agent-tools/executions', handle: list },
    { method: 'GET', path: '/agent-tools/executions/:id', handle: detail },
    { method: 'GET', path: '/agent-tools/tools', handle: listTools },
  ];
  return {
    tools,
    executions,
    routes,
    guard,
    failure,
    setShape: (next) => void (shape = next),
    script(tool, script) {
      const matches = typeof tool === 'string' ? ({ toolName }: ExecuteBody) => toolName === tool : tool;
      const entry = { matches, script };
      scripts.push(entry);
      return () => {
        scripts = scripts.filter((other) => other !== entry);
      };
    },
  };
}

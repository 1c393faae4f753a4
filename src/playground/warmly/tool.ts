/** What a tool did: its output, or the sentence that says why it could not. */
export type ToolResult =
  | { readonly ok: true; readonly output: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly userFacingError: string };

export interface ToolContext {
  readonly nowMs: number;
  readonly executionId: string;
}

/** How an asynchronous tool passes its time, before `speed` divides it. */
export interface ToolSteps {
  readonly pendingMs: number;
  readonly runningMs: number;
  /** `awaiting_approval`: stays there until a person approves. */
  readonly approval?: boolean;
}

/** A tool of the local Warmly. Without `run` it succeeds and echoes its input. */
export interface LocalWarmlyTool {
  readonly name: string;
  readonly description: string;
  readonly isAsync: boolean;
  readonly inputSchema: Readonly<Record<string, unknown>>;
  readonly steps?: ToolSteps;
  /** Gets the validated input with the schema's defaults filled in. A throw is a failure of the tool. */
  run?(input: Readonly<Record<string, unknown>>, context: ToolContext): ToolResult;
}

/** How one execution goes, whatever its tool would do. What is absent is the tool's own. */
export interface ExecutionScript {
  /** A state to end in; `awaiting_approval` goes on when approved. */
  readonly end?: 'succeeded' | 'failed' | 'cancelled' | 'awaiting_approval';
  /** Stays in this state until ended from outside. Of asynchronous tools only. */
  readonly holdIn?: 'pending' | 'running';
  readonly pendingMs?: number;
  readonly runningMs?: number;
  readonly output?: Readonly<Record<string, unknown>>;
  readonly userFacingError?: string;
}

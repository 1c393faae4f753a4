import { z } from 'zod';
import { optionalFlag, optionalInstantMs, optionalText } from '../http/wire-fields.ts';

const anyRecord = z.record(z.string(), z.unknown());

const id = z
  .union([z.string(), z.number()])
  .transform((value) => String(value))
  .nullish()
  .catch(undefined);

// Warmly's words for people come as a sentence or as an object that holds one.
const sentence = z
  .union([z.string(), z.looseObject({ message: z.string() }).transform((value) => value.message)])
  .nullish()
  .transform((text) => (text === null || text === '' ? undefined : text))
  .catch(undefined);

const OutputHead = z.looseObject({ success: optionalFlag, userFacingError: sentence });

/**
 * An execution as it comes, envelope taken off. The documentation names its fields but not their spelling.
 */
export const WireExecution = z
  .looseObject({
    id,
    executionId: id,
    toolName: optionalText,
    tool: optionalText,
    status: optionalText,
    input: z.unknown().optional(),
    output: z.unknown().optional(),
    userFacingError: sentence,
    externalRef: optionalText,
    reasoning: optionalText,
    createdAt: optionalInstantMs,
    updatedAt: optionalInstantMs,
    startedAt: optionalInstantMs,
    completedAt: optionalInstantMs,
    finishedAt: optionalInstantMs,
  })
  .transform((wire): WarmlyExecution => {
    const head = OutputHead.safeParse(wire.output).data;
    return {
      id: wire.id ?? wire.executionId ?? null,
      toolName: wire.toolName ?? wire.tool,
      status: normalStatus(wire.status, head?.success),
      input: anyRecord.safeParse(wire.input).data ?? {},
      output: wire.output,
      success: head?.success,
      userFacingError: wire.userFacingError ?? head?.userFacingError,
      externalRef: wire.externalRef,
      reasoning: wire.reasoning,
      createdAtMs: wire.createdAt,
      updatedAtMs: wire.updatedAt,
      startedAtMs: wire.startedAt,
      finishedAtMs: wire.completedAt ?? wire.finishedAt,
    };
  })
  // Without a status nothing can be said of it, and without an id it can be followed only if it is over.
  .refine((execution) => execution.status !== '', { path: ['status'] });

/** One run of a tool, as Warmly tells of it. */
export interface WarmlyExecution {
  /** Null only for a result given inline without one. */
  readonly id: string | null;
  readonly toolName: string | undefined;
  /** `pending`, `running`, `succeeded`, `failed`, `cancelled`, `awaiting_approval`, or a newer word. Lower case. */
  readonly status: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** As Warmly sent it. */
  readonly output: unknown;
  /** `output.success`. */
  readonly success: boolean | undefined;
  /** Warmly's own sentence on a failure, meant to be shown. Untrusted text. */
  readonly userFacingError: string | undefined;
  readonly externalRef: string | undefined;
  /** Why it was run, as given when it was. Untrusted text. */
  readonly reasoning: string | undefined;
  readonly createdAtMs: number | undefined;
  readonly updatedAtMs: number | undefined;
  readonly startedAtMs: number | undefined;
  readonly finishedAtMs: number | undefined;
}

/** A tool that the organization may call. */
export const WarmlyTool = z
  .looseObject({
    name: z.string().min(1),
    description: optionalText,
    isAsync: optionalFlag,
    inputSchema: anyRecord.nullish().catch(undefined),
  })
  .transform(({ name, description, isAsync, inputSchema }) => ({
    name,
    description: description ?? '',
    isAsync: isAsync ?? false,
    /** JSON Schema; empty where Warmly gave none that is an object. */
    inputSchema: inputSchema ?? {},
  }));
export type WarmlyTool = z.output<typeof WarmlyTool>;

function normalStatus(status: string | undefined, success: boolean | undefined): string {
  if (status === undefined) {
    if (success === undefined) return '';
    return success ? 'succeeded' : 'failed';
  }
  return status
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_');
}

import { type DestinationStream, type Logger, pino } from 'pino';
import { ErrandError } from '../errors.ts';
import { redactSecrets } from './redact.ts';

export type { Logger } from 'pino';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

/** JSON lines on standard output. Everything logged passes `redactSecrets` first. */
export function createLogger(level: LogLevel, destination?: DestinationStream): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }), log: (fields) => redactFields(fields) },
    },
    destination ?? pino.destination({ dest: 1, sync: true }),
  );
}

function redactFields(fields: Record<string, unknown>): Record<string, unknown> {
  const described = Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [
      key,
      value instanceof Error ? describeError(value) : value,
    ]),
  );
  return redactSecrets(described) as Record<string, unknown>;
}

function describeError(error: Error): Record<string, unknown> {
  return {
    type: error.name,
    message: error.message,
    ...(error instanceof ErrandError && { code: error.code, fields: error.fields }),
    stack: error.stack,
    ...(error.cause instanceof Error && { cause: describeError(error.cause) }),
  };
}

import { type DestinationStream, type Logger as PinoLogger, pino } from 'pino';
import { redactSecrets } from './redact.ts';
import { redactText } from './redact-text.ts';

/** Without `child`: what is bound to one passes no redaction. */
export type Logger = Pick<PinoLogger, 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'level'>;

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

/** JSON lines on standard output. Fields, errors, messages and their arguments are redacted first. */
export function createLogger(level: LogLevel, destination?: DestinationStream): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }), log: redactFields },
      // Errors have been described by then.
      serializers: { err: (described: unknown) => described },
      hooks: {
        logMethod(args, log) {
          log.apply(this, redactArguments(args) as Parameters<typeof log>);
        },
      },
    },
    destination ?? pino.destination({ dest: 1, sync: true }),
  );
}

function redactFields(fields: Record<string, unknown>): Record<string, unknown> {
  return redactSecrets(fields) as Record<string, unknown>;
}

function redactArguments([first, ...rest]: readonly unknown[]): unknown[] {
  if (typeof first === 'string') return [redactText(first), ...rest.map((item) => redactSecrets(item))];
  const fields: unknown = first instanceof Error ? { err: first } : first;
  // Fields go through the formatter. Without a message pino takes the error's as it stands.
  if (rest[0] === undefined && isObjectWithError(fields)) return [fields, redactText(fields.err.message)];
  return [fields, ...rest.map((item) => redactSecrets(item))];
}

function isObjectWithError(value: unknown): value is { err: Error } {
  return typeof value === 'object' && value !== null && 'err' in value && value.err instanceof Error;
}

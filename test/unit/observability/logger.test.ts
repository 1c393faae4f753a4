import { expect, it } from 'vitest';
import { ErrandError } from '../../../src/errors.ts';
import { createLogger, type LogLevel } from '../../../src/observability/logger.ts';

function recordingLogger(level: LogLevel = 'info') {
  const lines: string[] = [];
  return { lines, logger: createLogger(level, { write: (line) => lines.push(line) }) };
}

const parsed = (line: string | undefined): Record<string, unknown> => JSON.parse(line ?? '{}');

it('writes one JSON line with level, time and fields', () => {
  const { lines, logger } = recordingLogger();
  logger.info({ jobId: 'j1' }, 'job accepted');
  logger.debug('not at this level');
  expect(lines).toHaveLength(1);
  expect(parsed(lines[0])).toEqual({
    level: 'info',
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    jobId: 'j1',
    msg: 'job accepted',
  });
});

it('describes errors with code, fields and causes', () => {
  const { lines, logger } = recordingLogger();
  const cause = new ErrandError('slack.refused', 'Slack refused a call.', {
    fields: { method: 'auth.test' },
  });
  logger.error({ err: new Error('outer', { cause }) }, 'failed');
  expect(parsed(lines[0])['err']).toMatchObject({
    message: 'outer',
    cause: { code: 'slack.refused', fields: { method: 'auth.test' } },
  });
});

it('lets no secret through: not in fields, errors, causes, messages or their arguments', () => {
  const { lines, logger } = recordingLogger();
  const token = 'xoxb-1-SECRET';
  const cause = new ErrandError('x', `cause ${token}`, { fields: { token, text: token } });
  logger.warn({ request: { authorization: token } }, 'fields');
  logger.error({ err: new Error(`message ${token}`, { cause }) }, 'error');
  logger.error(new Error(`bare ${token}`));
  logger.error({ err: new Error(`without message ${token}`) });
  logger.info(`message ${token}`);
  logger.info('argument %s', token);
  logger.info({ err: { nested: [new Error(token)] } }, 'nested');
  expect(lines).toHaveLength(7);
  expect(lines.join('')).not.toContain('SECRET');
  expect(lines.join('').split('[redacted]').length).toBeGreaterThan(6);
});

it('survives errors that cause themselves', () => {
  const { lines, logger } = recordingLogger();
  const error = new Error('round and round');
  error.cause = error;
  logger.error({ err: error }, 'failed');
  expect(lines[0]).toContain('round and round');
});

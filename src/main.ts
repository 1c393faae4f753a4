import { createSystemClock } from './clock.ts';
import { explainProblems, readConfig } from './config/config.ts';
import { createErrand } from './errand.ts';
import { toErrandError } from './errors.ts';
import { createFaultPoints } from './fault-point.ts';
import { createNewId } from './ids.ts';
import { startHealthServer } from './observability/health.ts';
import { createLogger } from './observability/logger.ts';

const STOP_WITHIN_MS = 10_000;

const outcome = readConfig(process.env);
if (!outcome.ok) {
  console.error(explainProblems(outcome.problems));
  process.exit(1);
}
const { config } = outcome;
const logger = createLogger(config.logLevel);
const clock = createSystemClock();
const reach = createFaultPoints(process.env['ERRAND_FAULT_POINT'], () =>
  process.kill(process.pid, 'SIGKILL'),
);

try {
  const errand = await createErrand({ config, clock, newId: createNewId(clock), logger, reach });
  const health =
    config.healthPort === undefined ? undefined : await startHealthServer(config.healthPort, errand.pages);

  const stop = (signal: string) => {
    logger.info({ signal }, 'stopping');
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
    Promise.all([health?.stop(), errand.stop()]).then(
      () => process.exit(0),
      (error: unknown) => {
        logger.error({ err: error }, 'stopping failed');
        process.exit(1);
      },
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);

  await errand.start();
  logger.info(
    {
      slack: config.slack.connection.kind,
      database: errand.store.engine.name,
      warmly: config.warmly !== undefined,
      warp: config.warp !== undefined,
    },
    'Errand is running',
  );
} catch (error) {
  const cause = toErrandError(error);
  logger.fatal({ err: cause }, 'Errand could not start');
  console.error(`${cause.message} ${cause.userMessage}`);
  process.exit(1);
}

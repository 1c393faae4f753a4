import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A process under measurement. */
export interface MeasuredProcess {
  readonly process: ChildProcess;
  /** Resident memory at this moment. */
  rssBytes(): number;
  /** Used so far, by user and system. */
  cpuMs(): number;
  output(): string;
  kill(): Promise<void>;
}

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** As `npm start` does. */
const FLAGS = ['--max-semi-space-size=4', '--v8-pool-size=1'];
const CLOCK_TICK_MS = 10;

/** The bot as its operator starts it. */
export function startBot(environment: Readonly<Record<string, string>>): MeasuredProcess {
  return startMeasured('bin/errand.js', environment);
}

export function startMeasured(
  script: string,
  environment: Readonly<Record<string, string>>,
): MeasuredProcess {
  const child = spawn(process.execPath, [...FLAGS, script], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'] ?? '', LOG_LEVEL: 'warn', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // A benchmark that fails or is stopped leaves nobody running.
  process.once('exit', () => child.kill('SIGKILL'));
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-5_000);
    });
  }
  const read = (file: string) => readFileSync(`/proc/${child.pid}/${file}`, 'utf8');
  return {
    process: child,
    rssBytes: () => Number(/VmRSS:\s+(\d+)/.exec(read('status'))?.[1]) * 1024,
    cpuMs() {
      const fields = read('stat').split(') ')[1]?.split(' ') ?? [];
      return (Number(fields[11]) + Number(fields[12])) * CLOCK_TICK_MS;
    },
    output: () => output,
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exit = once(child, 'exit');
      child.kill('SIGKILL');
      await exit;
    },
  };
}

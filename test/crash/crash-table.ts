import { FAULT_POINTS } from '../../src/fault-point.ts';
import type { CrashRun } from './crash-run.ts';

/** The whole of several runs beside each other, as text. */
export function crashTable(engine: string, runs: readonly CrashRun[]): string {
  const sum = (of: (run: CrashRun) => number) => runs.reduce((total, run) => total + of(run), 0);
  const killed = sum(({ kills }) => kills.total);
  const killingS = Math.max(...runs.map(({ killingMs }) => killingMs)) / 1_000;
  const countNames = Object.keys(runs[0]?.counts ?? {});
  const problems = runs.flatMap((run) => run.problems);
  const points = FAULT_POINTS.map((point) => `${point} ${sum(({ kills }) => kills.points.get(point) ?? 0)}`);
  const lines: (readonly [string, string | number])[] = [
    ['kills', `${killed} in ${killingS.toFixed(0)} s (${(killed / killingS).toFixed(2)} a second)`],
    ['at fault points', sum(({ kills }) => [...kills.points.values()].reduce((a, b) => a + b, 0))],
    ['at an effect', sum(({ kills }) => kills.byEffect)],
    ['at a random instant', sum(({ kills }) => kills.byTime)],
    ...countNames.map((name) => [name, sum(({ counts }) => counts[name] ?? 0)] as const),
    ['asked to start again', sum(({ presses }) => presses)],
    ['stopped by SIGTERM after', `${Math.max(...runs.map(({ stop }) => stop.tookMs))} ms`],
    ['not as it must be', problems.length],
  ];
  return [
    `\n${engine}`,
    ...lines.map(([name, value]) => `  ${name.padEnd(26)} ${value}`),
    `  points: ${points.join(', ')}`,
    ...problems.map((problem) => `  ✗ ${problem}`),
  ].join('\n');
}

import { FAULT_POINTS } from '../../src/fault-point.ts';
import type { CrashRun } from './crash-run.ts';
import type { ReplicaRun } from './replica-run.ts';

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
  return table(engine, lines, [`points: ${points.join(', ')}`, ...problems.map((problem) => `✗ ${problem}`)]);
}

/** The whole of a run with several processes, as text. */
export function replicaTable(run: ReplicaRun): string {
  const takeovers = run.takeoverMs.toSorted((a, b) => a - b);
  const seconds = (ms: number | undefined) => (ms === undefined ? '–' : `${(ms / 1_000).toFixed(1)} s`);
  return table(
    'three processes on postgres',
    [
      ['killed', run.kills],
      ['frozen', run.freezes],
      ...Object.entries(run.counts),
      ['asked to start again', run.presses],
      ['takeovers of a role', takeovers.length],
      ['takeover, median', seconds(takeovers[Math.floor(takeovers.length / 2)])],
      ['takeover, longest', seconds(takeovers.at(-1))],
      ['took', seconds(run.tookMs)],
      ['not as it must be', run.problems.length],
    ],
    run.problems.map((problem) => `✗ ${problem}`),
  );
}

function table(
  title: string,
  lines: readonly (readonly [string, string | number])[],
  notes: readonly string[],
): string {
  return [
    `\n${title}`,
    ...lines.map(([name, value]) => `  ${name.padEnd(26)} ${value}`),
    ...notes.map((note) => `  ${note}`),
  ].join('\n');
}

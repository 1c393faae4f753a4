import { randomUUID } from 'node:crypto';
import { Cron } from 'croner';
import type { CreateRunBody } from './create-run-schema.ts';

/** A scheduled agent as the service keeps it. Instants are microseconds. */
export interface Schedule {
  readonly id: string;
  readonly team: boolean;
  readonly createdAtUs: number;
  name: string;
  cron: string;
  enabled: boolean;
  prompt: string;
  config: CreateRunBody['config'] | undefined;
  updatedAtUs: number;
  lastRanUs: number | null;
  nextRunUs: number | null;
  lastSpawnError: string | null;
}

export type ScheduleFields = Pick<Schedule, 'name' | 'cron' | 'enabled' | 'prompt' | 'config'>;

export interface Schedules {
  create(fields: ScheduleFields, team: boolean): Schedule;
  get(id: string): Schedule | undefined;
  /** By name. */
  all(): Schedule[];
  update(schedule: Schedule, fields: Partial<ScheduleFields>): void;
  remove(id: string): void;
  /** Starts what is due; times that passed unseen are made up for by one run. */
  settle(): void;
}

/** Five fields of the usual signs, in UTC; false for anything else. */
export function isCron(text: string): boolean {
  if (!/^[\d*,/\-A-Za-z]+( +[\d*,/\-A-Za-z]+){4}$/.test(text.trim())) return false;
  try {
    return new Cron(text, { timezone: 'UTC', paused: true }).nextRun() !== null;
  } catch {
    return false;
  }
}

/**
 * Scheduled agents. Nothing runs in the background: `settle`, called before each answer, spawns what is due by the
 * service's clock. `spawn` says why a run could not be created, or gives undefined.
 */
export function createSchedules(
  nowUs: () => number,
  spawn: (schedule: Schedule) => string | undefined,
): Schedules {
  const schedules = new Map<string, Schedule>();
  function planNext(schedule: Schedule): void {
    schedule.nextRunUs = schedule.enabled ? nextRunUs(schedule.cron, nowUs()) : null;
  }
  return {
    create(fields, team) {
      const schedule: Schedule = {
        id: randomUUID(),
        team,
        createdAtUs: nowUs(),
        ...fields,
        updatedAtUs: nowUs(),
        lastRanUs: null,
        nextRunUs: null,
        lastSpawnError: null,
      };
      planNext(schedule);
      schedules.set(schedule.id, schedule);
      return schedule;
    },
    get: (id) => schedules.get(id),
    all: () => [...schedules.values()].sort((a, b) => a.name.localeCompare(b.name)),
    update(schedule, fields) {
      Object.assign(schedule, fields, { updatedAtUs: nowUs() });
      planNext(schedule);
    },
    remove: (id) => void schedules.delete(id),
    settle() {
      for (const schedule of schedules.values()) {
        const dueUs = schedule.nextRunUs;
        if (dueUs === null || dueUs > nowUs()) continue;
        const error = spawn(schedule);
        schedule.lastSpawnError = error ?? null;
        if (error === undefined) schedule.lastRanUs = nowUs();
        planNext(schedule);
      }
    },
  };
}

function nextRunUs(cron: string, fromUs: number): number | null {
  const next = new Cron(cron, { timezone: 'UTC', paused: true }).nextRun(new Date(fromUs / 1_000));
  return next === null ? null : next.getTime() * 1_000;
}

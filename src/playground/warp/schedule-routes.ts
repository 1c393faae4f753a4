import type { HttpAnswer, HttpCall, Route } from '../http-routes.ts';
import { type Access, notFound } from './access.ts';
import { environments, findSkill, type Skill } from './catalog.ts';
import { environmentConfig } from './catalog-routes.ts';
import { ownedByTeam } from './create-run.ts';
import { agentConfigSchema, type CreateRunBody } from './create-run-schema.ts';
import type { Caller } from './identities.ts';
import { printInstant } from './instants.ts';
import { problemAnswer } from './problems.ts';
import { createBodyReader } from './read-body.ts';
import { localCreator, localTeamUid } from './run-item.ts';
import { isCron, type Schedule, type ScheduleFields, type Schedules } from './schedules.ts';

interface ScheduleBody {
  readonly name: string;
  readonly cron_schedule: string;
  readonly prompt?: string;
  readonly enabled?: boolean;
  readonly team?: boolean;
  readonly agent_config?: CreateRunBody['config'];
}

const fields = {
  name: { type: 'string', minLength: 1 },
  cron_schedule: { type: 'string' },
  prompt: { type: 'string' },
  enabled: { type: 'boolean' },
  agent_config: agentConfigSchema,
};

const readCreate = createBodyReader<ScheduleBody>({
  type: 'object',
  properties: { ...fields, team: { type: 'boolean' } },
  required: ['name', 'cron_schedule'],
  additionalProperties: false,
});

const readUpdate = createBodyReader<ScheduleBody>({
  type: 'object',
  properties: fields,
  required: ['name', 'cron_schedule', 'enabled'],
  additionalProperties: false,
});

/** Creating, listing, reading, changing, deleting, pausing and resuming scheduled agents. */
export function createScheduleRoutes(deps: {
  readonly schedules: Schedules;
  readonly access: Access;
  readonly caller: Caller;
  readonly allSkills: () => readonly Skill[];
}): Route[] {
  const { schedules, access, caller, allSkills } = deps;

  function withSchedule(call: HttpCall, answer: (schedule: Schedule) => HttpAnswer): HttpAnswer {
    const schedule = schedules.get(call.params['scheduleId'] ?? '');
    const problem = schedule ? access.problem(schedule.id, 'schedule') : notFound('schedule');
    if (!schedule || problem) return problemAnswer(problem ?? notFound('schedule'), call.path);
    return answer(schedule);
  }

  function create(call: HttpCall): HttpAnswer {
    const read = readCreate(call.body);
    if (!read.ok) return problemAnswer(read.problem, call.path);
    const problem = problemOf(read.body, allSkills());
    if (problem !== undefined) return invalid(call, problem);
    const schedule = schedules.create(fieldsOf(read.body), ownedByTeam(read.body, caller));
    return { status: 201, json: itemOf(schedule) };
  }

  function update(call: HttpCall): HttpAnswer {
    return withSchedule(call, (schedule) => {
      const read = readUpdate(call.body);
      if (!read.ok) return problemAnswer(read.problem, call.path);
      const problem = problemOf(read.body, allSkills());
      if (problem !== undefined) return invalid(call, problem);
      schedules.update(schedule, fieldsOf(read.body));
      return { status: 200, json: itemOf(schedule) };
    });
  }

  function enable(call: HttpCall, enabled: boolean): HttpAnswer {
    return withSchedule(call, (schedule) => {
      schedules.update(schedule, { enabled });
      return { status: 200, json: itemOf(schedule) };
    });
  }

  function remove(call: HttpCall): HttpAnswer {
    return withSchedule(call, (schedule) => {
      schedules.remove(schedule.id);
      return { status: 200, json: { success: true } };
    });
  }

  const one = '/agent/schedules/:scheduleId';
  return [
    { method: 'POST', path: '/agent/schedules', handle: create },
    {
      method: 'GET',
      path: '/agent/schedules',
      handle: () => ({
        status: 200,
        json: {
          schedules: schedules
            .all()
            .filter(({ id }) => !access.denies(id))
            .map(itemOf),
        },
      }),
    },
    {
      method: 'GET',
      path: one,
      handle: (call) => withSchedule(call, (schedule) => ({ status: 200, json: itemOf(schedule) })),
    },
    { method: 'PUT', path: one, handle: update },
    { method: 'DELETE', path: one, handle: remove },
    { method: 'POST', path: `${one}/pause`, handle: (call) => enable(call, false) },
    { method: 'POST', path: `${one}/resume`, handle: (call) => enable(call, true) },
  ];
}

/** What is wrong beyond the form of the body. */
function problemOf(body: ScheduleBody, skills: readonly Skill[]): string | undefined {
  if (!isCron(body.cron_schedule)) return 'cron_schedule is not a valid cron expression.';
  const skill = body.agent_config?.skill_spec;
  if (!body.prompt?.trim() && !skill) return 'Either prompt or agent_config.skill_spec is required.';
  if (skill && !findSkill(skill, skills)) return `The skill ${skill} was not found.`;
  return undefined;
}

function fieldsOf(body: ScheduleBody): ScheduleFields {
  return {
    name: body.name,
    cron: body.cron_schedule,
    enabled: body.enabled ?? true,
    prompt: body.prompt?.trim() ?? '',
    config: body.agent_config,
  };
}

function itemOf(schedule: Schedule): object {
  const instant = (atUs: number | null) => (atUs === null ? null : printInstant(atUs));
  const environment = environments.find(({ uid }) => uid === schedule.config?.environment_id);
  return {
    id: schedule.id,
    name: schedule.name,
    cron_schedule: schedule.cron,
    enabled: schedule.enabled,
    prompt: schedule.prompt,
    last_spawn_error: schedule.lastSpawnError,
    ...(schedule.config ? { agent_config: schedule.config } : {}),
    ...(environment ? { environment: environmentConfig(environment) } : {}),
    created_at: printInstant(schedule.createdAtUs),
    updated_at: printInstant(schedule.updatedAtUs),
    created_by: localCreator,
    updated_by: localCreator,
    history: { last_ran: instant(schedule.lastRanUs), next_run: instant(schedule.nextRunUs) },
    scope: schedule.team ? { type: 'Team', uid: localTeamUid } : { type: 'User', uid: localCreator.uid },
  };
}

function invalid(call: HttpCall, detail: string): HttpAnswer {
  return problemAnswer({ code: 'invalid_request', detail }, call.path);
}

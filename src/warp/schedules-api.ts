import type { CallOptions } from '../http/client.ts';
import type { WarpCalls } from './calls.ts';
import { agentConfigBody, type WarpAgentConfig } from './requests.ts';
import { WarpIdentity, WarpSchedule } from './schedule.ts';

/** What a schedule is made of; a prompt or `config.skillSpec` is required. */
export interface WarpScheduleRequest {
  readonly name: string;
  /** Five fields, in UTC. */
  readonly cron: string;
  readonly prompt?: string;
  readonly config?: WarpAgentConfig;
}

/** Agents that Warp starts by itself, and who runs are made by. Creating and deleting are done once, never repeated. */
export interface WarpSchedulesApi {
  createSchedule(
    request: WarpScheduleRequest & { readonly enabled?: boolean; readonly team?: boolean },
    options?: CallOptions,
  ): Promise<WarpSchedule>;
  listSchedules(options?: CallOptions): Promise<WarpSchedule[]>;
  getSchedule(scheduleId: string, options?: CallOptions): Promise<WarpSchedule>;
  /** Replaces it; what Warp makes of a configuration that is not given is not documented. */
  updateSchedule(
    scheduleId: string,
    request: WarpScheduleRequest & { readonly enabled: boolean },
    options?: CallOptions,
  ): Promise<WarpSchedule>;
  deleteSchedule(scheduleId: string, options?: CallOptions): Promise<void>;
  pauseSchedule(scheduleId: string, options?: CallOptions): Promise<WarpSchedule>;
  resumeSchedule(scheduleId: string, options?: CallOptions): Promise<WarpSchedule>;
  /** Identities are for people's keys only: `warp.not_authorized` for an agent's. */
  createIdentity(name: string, options?: CallOptions): Promise<WarpIdentity>;
  listIdentities(options?: CallOptions): Promise<WarpIdentity[]>;
  updateIdentity(
    uid: string,
    change: { readonly name?: string },
    options?: CallOptions,
  ): Promise<WarpIdentity>;
  /** Deletes its API keys too. */
  deleteIdentity(uid: string, options?: CallOptions): Promise<void>;
}

export function createSchedulesApi({ get, send, parse, list }: WarpCalls): WarpSchedulesApi {
  const schedules = '/agent/schedules';
  const schedule = '/agent/schedules/{scheduleId}';
  const identities = '/agent/identities';
  const identity = '/agent/identities/{uid}';

  return {
    async createSchedule({ enabled, team, ...request }, options) {
      const body = { ...scheduleBody(request), enabled, team };
      return parse(schedules, WarpSchedule, await send('POST', schedules, options, { body }));
    },
    async listSchedules(options) {
      return list(schedules, await get(schedules, options), 'schedules', WarpSchedule);
    },
    async getSchedule(scheduleId, options) {
      return parse(schedule, WarpSchedule, await get(schedule, options, { pathParams: { scheduleId } }));
    },
    async updateSchedule(scheduleId, { enabled, ...request }, options) {
      const rest = { pathParams: { scheduleId }, body: { ...scheduleBody(request), enabled } };
      return parse(schedule, WarpSchedule, await send('PUT', schedule, options, rest, 'idempotent'));
    },
    async deleteSchedule(scheduleId, options) {
      await send('DELETE', schedule, options, { pathParams: { scheduleId } });
    },
    async pauseSchedule(scheduleId, options) {
      const path = `${schedule}/pause`;
      const answer = await send('POST', path, options, { pathParams: { scheduleId } }, 'idempotent');
      return parse(path, WarpSchedule, answer);
    },
    async resumeSchedule(scheduleId, options) {
      const path = `${schedule}/resume`;
      const answer = await send('POST', path, options, { pathParams: { scheduleId } }, 'idempotent');
      return parse(path, WarpSchedule, answer);
    },
    async createIdentity(name, options) {
      return parse(identities, WarpIdentity, await send('POST', identities, options, { body: { name } }));
    },
    async listIdentities(options) {
      return list(identities, await get(identities, options), 'agents', WarpIdentity);
    },
    async updateIdentity(uid, { name }, options) {
      const rest = { pathParams: { uid }, body: { name } };
      return parse(identity, WarpIdentity, await send('PUT', identity, options, rest, 'idempotent'));
    },
    async deleteIdentity(uid, options) {
      await send('DELETE', identity, options, { pathParams: { uid } });
    },
  };
}

function scheduleBody(request: WarpScheduleRequest) {
  return {
    name: request.name,
    cron_schedule: request.cron,
    prompt: request.prompt,
    agent_config: request.config && agentConfigBody(request.config),
  };
}

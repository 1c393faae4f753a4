import type { WarpClient } from './api.ts';
import { createWarpCalls, type WarpClientOptions } from './calls.ts';
import { createChoicesApi } from './choices-api.ts';
import { createConversationsApi } from './conversations-api.ts';
import { createMessagesApi } from './messages-api.ts';
import { createRunsApi } from './runs-api.ts';
import { createSchedulesApi } from './schedules-api.ts';

export function createWarpClient(options: WarpClientOptions): WarpClient {
  const calls = createWarpCalls(options);
  const { http } = calls;
  return {
    ...createRunsApi(calls, options.usesDeprecatedCreate ?? false),
    ...createConversationsApi(calls),
    ...createMessagesApi(calls),
    ...createChoicesApi(calls),
    ...createSchedulesApi(calls),
    request: (method, path, rest, callOptions) =>
      http.request({
        ...callOptions,
        ...rest,
        method,
        path,
        retry: method === 'GET' ? 'idempotent' : 'never',
      }),
    close: () => http.close(),
  };
}

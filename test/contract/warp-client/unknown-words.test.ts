import { expect, it } from 'vitest';
import type { CallOptions } from '../../../src/http/client.ts';
import type { WarpClient } from '../../../src/warp/api.ts';
import { warpSetUp } from './set-up.ts';

const { answering } = warpSetUp();

/** A member that no schema knows. */
const FUTURE = { from_the_future: { deeply: ['new'] } };
const AT = '2026-03-01T10:00:00Z';

interface Case {
  readonly call: (client: WarpClient, options: CallOptions) => Promise<unknown>;
  /** What Warp answers one day: words of enumerations and members that are not in any description yet. */
  readonly answer: object;
  /** What comes of it: the new words as they are. */
  readonly gives: unknown;
}

const variant = { id: 'o/r:s', source: { owner: 'o', kind: 'MARKETPLACE', ...FUTURE }, ...FUTURE };
const letter = { message_id: 'm1', priority: 'URGENT', sent_at: AT, ...FUTURE };
const schedule = { id: 's1', enabled: true, scope: { type: 'Galaxy', uid: 'g1' }, ...FUTURE };

const CASES: Readonly<Record<string, Case>> = {
  'listAgents: a variant of another kind': {
    call: (client, options) => client.listAgents({}, options),
    answer: { agents: [{ name: 'deploy', rank: 'GOLD', variants: [variant] }], ...FUTURE },
    gives: [{ name: 'deploy', variants: [expect.objectContaining({ id: 'o/r:s' })] }],
  },
  'listModels: a provider and a reason': {
    call: (client, options) => client.listModels(options),
    answer: {
      default_model_id: 'auto',
      models: [{ id: 'm', provider: 'NEWCOMER', disable_reason: 'MOON_PHASE', ...FUTURE }],
    },
    gives: {
      defaultModelId: 'auto',
      models: [expect.objectContaining({ provider: 'NEWCOMER', disableReason: 'MOON_PHASE' })],
    },
  },
  'listEnvironments: another provider of clouds': {
    call: (client, options) => client.listEnvironments({}, options),
    answer: {
      environments: [{ uid: 'e1', config: { name: 'Prod', providers: { moon: {} }, ...FUTURE }, ...FUTURE }],
    },
    gives: [expect.objectContaining({ uid: 'e1', name: 'Prod' })],
  },
  'getArtifact: a type': {
    call: (client, options) => client.getArtifact('a1', options),
    answer: {
      artifact_uid: 'a1',
      artifact_type: 'HOLOGRAM',
      data: { url: 'https://x.test', ...FUTURE },
      ...FUTURE,
    },
    gives: expect.objectContaining({ artifactType: 'HOLOGRAM', url: 'https://x.test' }),
  },
  'getRunConversation: a role, a kind of block and the state of a result': {
    call: (client, options) => client.getRunConversation('r1', options),
    answer: {
      conversation_id: 'c1',
      steps: [
        {
          id: '1',
          messages: [
            { role: 'oracle', content: [{ type: 'vision', text: 'I see', ...FUTURE }], ...FUTURE },
            { role: 'tool', content: [{ type: 'action_result', action_id: 'a', state: 'dreaming' }] },
          ],
          ...FUTURE,
        },
      ],
      ...FUTURE,
    },
    gives: {
      conversationId: 'c1',
      steps: [
        expect.objectContaining({
          messages: [
            expect.objectContaining({
              role: 'oracle',
              content: [expect.objectContaining({ type: 'vision', text: 'I see' })],
            }),
            expect.objectContaining({ content: [expect.objectContaining({ state: 'dreaming' })] }),
          ],
        }),
      ],
    },
  },
  'listMessages: members of a header': {
    call: (client, options) => client.listMessages('r1', {}, options),
    answer: [letter],
    gives: [expect.objectContaining({ messageId: 'm1' })],
  },
  'readMessage: members of a letter': {
    call: (client, options) => client.readMessage('m1', options),
    answer: { ...letter, body: 'Hello', format: 'SONG' },
    gives: expect.objectContaining({ messageId: 'm1', body: 'Hello' }),
  },
  'pollEvents: a type': {
    call: (client, options) => client.pollEvents({ runIds: ['r1'], since: 0, limit: 1 }, options),
    answer: [{ event_type: 'run_levitated', run_id: 'r1', occurred_at: AT, sequence: 7, ...FUTURE }],
    gives: [expect.objectContaining({ eventType: 'run_levitated', sequence: 7 })],
  },
  'listSchedules: a scope': {
    call: (client, options) => client.listSchedules(options),
    answer: { schedules: [schedule], ...FUTURE },
    gives: [expect.objectContaining({ id: 's1', scope: expect.objectContaining({ type: 'Galaxy' }) })],
  },
  'listIdentities: a kind of agent': {
    call: (client, options) => client.listIdentities(options),
    answer: { agents: [{ uid: 'i1', name: 'Bot', available: true, agent_type: 'FOREMAN', ...FUTURE }] },
    gives: [expect.objectContaining({ uid: 'i1', isAvailable: true })],
  },
  'timeline: a type': {
    call: (client, options) => client.getTimeline('r1', options),
    answer: { events: [{ event_type: 'oz_run_levitated', event_uuid: 'u1', occurred_at: AT, ...FUTURE }] },
    gives: [expect.objectContaining({ eventType: 'oz_run_levitated' })],
  },
};

it.each(Object.entries(CASES))('%s of tomorrow passes through, and all of it can be had', async (_, each) => {
  const { client, oddities } = await answering(200, each.answer);
  const bodies: unknown[] = [];
  const given = await each.call(client, { onAnswer: ({ body }) => void bodies.push(body) });
  expect(given).toEqual(each.gives);
  expect(oddities).toEqual([]);
  expect(bodies).toEqual([each.answer]);
});

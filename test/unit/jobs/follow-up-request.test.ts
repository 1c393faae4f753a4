import { expect, it } from 'vitest';
import { followUpRequest } from '../../../src/jobs/follow-up-request.ts';
import type { WarpRequest } from '../../../src/store/job.ts';
import type { StoredJob } from '../../../src/store/jobs.ts';
import type { Reply } from '../../../src/store/replies.ts';
import { warpJob } from '../delivery/job-fixtures.ts';

const file = (index: number) => ({ fileId: `F${index}`, name: `f${index}.txt` });
const files = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => file(from + index));

function reply(...attached: Reply['files']): Reply {
  return {
    id: 'r1',
    threadId: 't1',
    channelId: 'C1',
    ts: '1.1',
    userId: 'U111',
    authorName: 'ada',
    teamId: 'T1',
    text: 'Look at these',
    files: attached,
    state: 'waiting',
    hasMark: 0,
    createdAtMs: 0,
    dueAtMs: 0,
    attempts: 0,
    leaseOwner: null,
    leaseUntilMs: null,
  };
}

function job(conversationId: string | undefined, request: Partial<WarpRequest> = {}): StoredJob {
  const base = warpJob({ progress: conversationId === undefined ? {} : { conversationId } }, request);
  return {
    ...base,
    attempts: 0,
    startAttemptedAtMs: null,
    lookupsDone: 0,
    cardChannelId: null,
    cardTs: null,
  };
}

it('takes five files of the replies, and counts those that it leaves out', () => {
  const replies = [reply(...files(0, 3)), reply(...files(3, 7))];
  expect(followUpRequest(job('c1'), replies)).toMatchObject({
    conversationId: 'c1',
    attachments: files(0, 5),
    filesLeftOut: 2,
  });
});

it('counts anew: what the run before left out is not left out again', () => {
  const before = { attachments: files(0, 5), filesLeftOut: 4 };
  expect(followUpRequest(job('c1', before), [reply()])).not.toHaveProperty('filesLeftOut');
  expect(followUpRequest(job(undefined, before), [reply(file(9))])).toMatchObject({
    attachments: files(0, 5),
    filesLeftOut: 1,
  });
});

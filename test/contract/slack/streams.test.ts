import { afterEach, beforeEach, expect, it } from 'vitest';
import { createLocalSlack, type LocalSlack } from '../../../src/playground/slack/local-slack.ts';
import { createManualClock } from './manual-clock.ts';
import { refusal, webClient } from './slack-clients.ts';

let slack: LocalSlack;
let clock: ReturnType<typeof createManualClock>;
let root: string;

beforeEach(async () => {
  clock = createManualClock();
  slack = await createLocalSlack({ clock, rateLimits: 'off' });
  root = slack.person('U0ADA').say('C0REVENUE', 'root');
});
afterEach(() => slack.stop());

const chat = () => webClient(slack).chat;
const recipient = { recipient_user_id: 'U0ADA', recipient_team_id: 'T0ACME' };

async function startStream(more: object = {}) {
  const at = { channel: 'C0REVENUE', thread_ts: root };
  const { ts = '' } = await chat().startStream({ ...at, ...recipient, ...more });
  return { channel: 'C0REVENUE', ts };
}
const blocksOf = (ts: string) =>
  slack.thread('C0REVENUE', root).find((message) => message.ts === ts)?.blocks as object[] | undefined;

it('grows a message piece by piece until it is stopped', async () => {
  const at = await startStream({ markdown_text: 'One' });
  await chat().appendStream({ ...at, markdown_text: ' and **two**' });
  expect(blocksOf(at.ts)).toMatchObject([{ type: 'markdown', text: 'One and **two**' }]);
  const divider = { type: 'divider' as const };
  await chat().stopStream({ ...at, markdown_text: '.', blocks: [divider] });
  expect(blocksOf(at.ts)).toMatchObject([{ text: 'One and **two**.' }, { type: 'divider' }]);
  expect(await refusal(chat().appendStream({ ...at, markdown_text: 'late' }))).toBe(
    'message_not_in_streaming_state',
  );
  await chat().update({ ...at, text: 'An update still works' });
});

it('shows tasks by themselves or as a plan, each in its newest state', async () => {
  const pending = { type: 'task_update' as const, id: 't1', title: 'Look', status: 'pending' as const };
  const plan = await startStream({ task_display_mode: 'plan', chunks: [pending] });
  const finished = { ...pending, status: 'complete' as const, output: 'Found it' };
  await chat().appendStream({ ...plan, chunks: [{ type: 'plan_update', title: 'The plan' }, finished] });
  expect(blocksOf(plan.ts)).toMatchObject([
    { type: 'plan', title: 'The plan', tasks: [{ type: 'task_card', task_id: 't1', status: 'complete' }] },
  ]);
  const timeline = await startStream({ chunks: [pending] });
  expect(blocksOf(timeline.ts)).toMatchObject([{ type: 'task_card', title: 'Look', status: 'pending' }]);
});

it('ends after a while, whatever is added', async () => {
  const at = await startStream();
  clock.advance(299_000);
  await chat().appendStream({ ...at, markdown_text: 'in time' });
  clock.advance(1_000);
  expect(await refusal(chat().appendStream({ ...at, markdown_text: 'late' }))).toBe(
    'message_not_in_streaming_state',
  );
  expect(blocksOf(at.ts)).toMatchObject([{ text: 'in time' }]);
});

it('can be neither changed nor deleted while it grows, and shows which it is', async () => {
  const at = await startStream({ markdown_text: 'One' });
  const states = () => slack.thread('C0REVENUE', root).map((message) => message['streaming_state']);
  expect(await refusal(chat().update({ ...at, text: 'x' }))).toBe('streaming_state_conflict');
  expect(await refusal(chat().delete(at))).toBe('cant_delete_message');
  expect(states()).toEqual([undefined, 'in_progress']);
  await chat().stopStream(at);
  expect(states()).toEqual([undefined, 'completed']);
  await chat().update({ ...at, text: 'x' });
  expect((await chat().delete(at)).ok).toBe(true);
  const second = await startStream({ markdown_text: 'Two' });
  clock.advance(300_000);
  expect((await chat().update({ ...second, text: 'x' })).ok).toBe(true);
});

it('holds fifty tasks', async () => {
  const tasks = Array.from({ length: 50 }, (_, index) => ({
    type: 'task_update' as const,
    id: `t${index}`,
    title: 'Look',
    status: 'pending' as const,
  }));
  const at = await startStream({ task_display_mode: 'plan', chunks: tasks });
  const more = { type: 'task_update' as const, id: 'more', title: 'Look', status: 'pending' as const };
  expect(await refusal(chat().appendStream({ ...at, chunks: [more] }))).toBe('invalid_chunks');
  expect(await refusal(chat().appendStream({ ...at, chunks: [{ ...more, id: 't0' }] }))).toBe('ok');
});

it('needs a recipient outside direct messages', async () => {
  const at = { channel: 'C0REVENUE', thread_ts: root };
  expect(await refusal(chat().startStream(at))).toBe('missing_recipient_user_id');
  expect(await refusal(chat().startStream({ ...at, recipient_user_id: 'U0ADA' }))).toBe(
    'missing_recipient_team_id',
  );
  const dm = slack.person('U0ADA').openDm();
  const thread_ts = slack.person('U0ADA').say(dm, 'hi');
  expect((await chat().startStream({ channel: dm, thread_ts })).ok).toBe(true);
});

it('refuses pieces that Slack does not know, and keeps nothing of them', async () => {
  const at = await startStream({ markdown_text: 'kept' });
  expect(await refusal(chat().appendStream(at))).toBe('no_text');
  expect(await refusal(chat().appendStream({ ...at, markdown_text: 'x'.repeat(12_001) }))).toBe(
    'msg_too_long',
  );
  const odd = { type: 'task_update' as const, id: 't', title: 'x', status: 'done' as 'complete' };
  expect(await refusal(chat().appendStream({ ...at, chunks: [odd] }))).toBe('invalid_chunks');
  expect(blocksOf(at.ts)).toMatchObject([{ text: 'kept' }]);
  const people = slack.person('U0ADA').say('C0REVENUE', 'not of the app');
  expect(await refusal(chat().appendStream({ channel: 'C0REVENUE', ts: people, markdown_text: 'x' }))).toBe(
    'message_not_owned_by_app',
  );
});

it('shows no task that breaks the rules of task cards', async () => {
  const at = await startStream({ markdown_text: 'kept' });
  const task = { type: 'task_update' as const, id: 't', title: 'Look', status: 'pending' as const };
  const source = (url: string) => ({ type: 'url' as const, text: 'a', url });
  const steps: [object, string][] = [
    [{ ...task, title: '' }, 'invalid_blocks'],
    [{ ...task, id: '' }, 'invalid_blocks'],
    [{ ...task, sources: [source('not a url')] }, 'invalid_blocks'],
    [{ ...task, details: 'x'.repeat(257) }, 'invalid_chunks'],
    [{ ...task, output: 'x'.repeat(257) }, 'invalid_chunks'],
    [{ type: 'plan_update' }, 'invalid_chunks'],
    [{ type: 'blocks', blocks: ['divider'] }, 'invalid_chunks'],
    [{ type: 'blocks', blocks: [{ type: 'alert', text: { type: 'mrkdwn', text: 'x' } }] }, 'invalid_blocks'],
    [{ ...task, details: 'x'.repeat(256), sources: [source('https://a.example')] }, 'ok'],
  ];
  for (const [chunk, outcome] of steps) {
    const appending = webClient(slack).apiCall('chat.appendStream', { ...at, chunks: [chunk] });
    expect([chunk, await refusal(appending)]).toEqual([chunk, outcome]);
  }
  expect(blocksOf(at.ts)).toMatchObject([{ type: 'task_card', title: 'Look' }, { text: 'kept' }]);
  const stopping = webClient(slack).apiCall('chat.stopStream', { ...at, blocks: [{ type: 'header' }] });
  expect(await refusal(stopping)).toBe('invalid_blocks');
});

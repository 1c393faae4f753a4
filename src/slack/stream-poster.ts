import type { AnyChunk } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import type { Place, PlanPiece, SlackPoster } from '../delivery/poster.ts';
import { ErrandError } from '../errors.ts';

type StreamPoster = Pick<SlackPoster, 'startStream' | 'appendStream' | 'stopStream' | 'findStream'>;

/** A method of Slack's whose errors come out as `ErrandError`s. */
type Call = <T>(method: string, work: () => Promise<T>) => Promise<T>;

type FindMessage = (
  place: Place,
  sinceMs: number,
  isIt: (message: { readonly blocks?: readonly object[] }) => boolean,
) => Promise<string | undefined>;

/** The poster's messages that are written piece by piece. */
export function createStreamPoster(client: WebClient, call: Call, findMessage: FindMessage): StreamPoster {
  return {
    async startStream({ channelId, threadTs }, recipient, piece) {
      if (threadTs === null) throw new ErrandError('slack.refused', 'A stream is a reply in a thread.');
      const { ts } = await call('chat.startStream', () =>
        client.chat.startStream({
          channel: channelId,
          thread_ts: threadTs,
          task_display_mode: 'plan',
          recipient_user_id: recipient.userId,
          recipient_team_id: recipient.teamId,
          chunks: chunksOf(piece),
        }),
      );
      if (ts === undefined) throw new ErrandError('slack.unclear', 'Slack gave a stream no timestamp.');
      return ts;
    },
    async appendStream({ channelId: channel, ts }, piece) {
      await call('chat.appendStream', () =>
        client.chat.appendStream({ channel, ts, chunks: chunksOf(piece) }),
      );
    },
    async stopStream({ channelId: channel, ts }, piece) {
      await call('chat.stopStream', () =>
        client.chat.stopStream({ channel, ts, ...(piece && { chunks: chunksOf(piece) }) }),
      );
    },
    findStream: (place, taskIdPrefix, sinceMs) =>
      findMessage(place, sinceMs, ({ blocks = [] }) =>
        blocks.some((block) => taskIds(block).some((id) => id.startsWith(taskIdPrefix))),
      ),
  };
}

function chunksOf({ title, tasks }: PlanPiece): AnyChunk[] {
  return [
    { type: 'plan_update', title },
    ...tasks.map((task): AnyChunk => ({ type: 'task_update', ...task })),
  ];
}

/** Of a task that stands by itself, or of those in a plan. */
function taskIds(block: object): string[] {
  const own = 'task_id' in block && typeof block.task_id === 'string' ? [block.task_id] : [];
  const within = 'tasks' in block && Array.isArray(block.tasks) ? block.tasks : [];
  return [
    ...own,
    ...within.flatMap((task: unknown) => (typeof task === 'object' && task !== null ? taskIds(task) : [])),
  ];
}

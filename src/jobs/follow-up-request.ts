import type { SlackFileRef, WarpRequest } from '../store/job.ts';
import type { StoredJob } from '../store/jobs.ts';
import type { Reply } from '../store/replies.ts';

/** The API takes so many files with a prompt. */
const MAX_FILES = 5;

/** What people said, as an agent reads it: by name where it was not all said by the one who asked for the run. */
export function replyWords(replies: readonly Reply[], requesterId: string): string {
  const isAttributed = replies.some(({ userId }) => userId !== requesterId);
  return replies
    .filter(({ text }) => text !== '')
    .map(({ authorName, text }) => (isAttributed ? `${authorName}: ${text}` : text))
    .join('\n\n');
}

/**
 * The run that goes on where another one ended: the same choices, the same conversation. A run that never came to have
 * one is asked for its own prompt again, with what was said since.
 */
export function followUpRequest(job: StoredJob, replies: readonly Reply[]): WarpRequest {
  if (job.request.kind !== 'warp') throw new Error('Not a Warp job.');
  const {
    title: _title,
    isFollowed: _followed,
    skill,
    attachments,
    filesLeftOut: _leftOut,
    labels,
    context,
    ...choices
  } = job.request;
  const conversationId = job.progress.conversationId ?? job.request.conversationId;
  const files = replies.flatMap((reply) => reply.files);
  const said = replyWords(replies, job.requesterId);
  const words = said === '' ? 'See the attached files.' : said;
  if (conversationId === undefined) {
    return {
      ...choices,
      prompt: `${job.request.prompt}\n\n${words}`.trim(),
      ...(skill !== undefined && { skill }),
      ...(context && { context }),
      ...(labels && { labels }),
      ...asAttachments([...(attachments ?? []), ...files]),
    };
  }
  const { skill: _skill, ...otherLabels } = labels ?? {};
  return {
    ...choices,
    prompt: words,
    conversationId,
    ...(labels && { labels: otherLabels }),
    ...asAttachments(files),
  };
}

/** The first ones, as many as Warp takes; of the others the card tells. */
export function asAttachments(
  files: readonly SlackFileRef[],
): Pick<WarpRequest, 'attachments' | 'filesLeftOut'> {
  if (files.length === 0) return {};
  const leftOut = files.length - MAX_FILES;
  return { attachments: files.slice(0, MAX_FILES), ...(leftOut > 0 && { filesLeftOut: leftOut }) };
}

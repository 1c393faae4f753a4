import { escapeMrkdwn, escapeWithin } from '../../block-kit/escape.ts';
import type { JobProgress, WarpRequest } from '../../store/job.ts';

/** What was chosen for a Warp run, or Warp chose, by its names where they are known: for the small print. Finished mrkdwn. */
export function warpChoices(request: WarpRequest, progress: JobProgress): string[] {
  const { labels } = request;
  const named: [string, string | undefined][] = [
    ['agent', labels?.skill ?? request.skill],
    ['model', labels?.model ?? progress.modelName ?? request.modelId],
    ['environment', labels?.environment ?? progress.environmentName ?? request.environmentId],
    ['label', request.name],
    ['worker', request.workerHost],
    ['MCP', request.mcpServers && Object.keys(request.mcpServers).join(', ')],
    ['harness', request.harness],
  ];
  const words = named.flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [`${name} ${escapeWithin(value, 120, escapeMrkdwn)}`],
  );
  if (request.team !== undefined) words.push(request.team ? 'team run' : 'personal run');
  if (request.computerUse !== undefined) words.push(`computer use ${request.computerUse ? 'on' : 'off'}`);
  if (request.idleTimeoutMinutes !== undefined)
    words.push(`kept ${request.idleTimeoutMinutes} min after its end`);
  if (request.interactive === true) words.push('interactive');
  if (request.basePrompt !== undefined) words.push('with a base prompt of its own');
  if (request.parentRunId !== undefined) words.push('part of another run');
  if (request.conversationId !== undefined) words.push('knows the earlier conversation');
  if (request.agentIdentityUid !== undefined) words.push('made by another agent identity');
  const earlier = request.context?.messages ?? 0;
  if (earlier > 0) words.push(earlier === 1 ? 'with 1 earlier message' : `with ${earlier} earlier messages`);
  const files = request.attachments?.length ?? 0;
  if (files > 0) words.push(files === 1 ? '1 file' : `${files} files`);
  const leftOut = request.filesLeftOut ?? 0;
  if (leftOut > 0) words.push(`${leftOut} left out, since Warp takes ${files}`);
  return words;
}

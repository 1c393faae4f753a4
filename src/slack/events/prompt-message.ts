import { z } from 'zod';
import type { SlackFileRef } from '../../store/job.ts';

/** What is used of a message that may be a prompt or a reply. */
export interface PromptMessage {
  readonly channel: string;
  readonly user?: string | undefined;
  readonly text?: string | undefined;
  readonly ts: string;
  readonly thread_ts?: string | undefined;
  readonly files?: unknown;
}

const Files = z
  .array(
    z
      .looseObject({ id: z.string().min(1), name: z.string().nullish() })
      .transform(({ id, name }) => ({ fileId: id, name: name ?? 'file' })),
  )
  .catch([]);

/** The files that stand in a message. */
export function filesOf({ files }: Pick<PromptMessage, 'files'>): readonly SlackFileRef[] {
  return files === undefined ? [] : Files.parse(files);
}

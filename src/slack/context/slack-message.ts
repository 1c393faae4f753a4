import { z } from 'zod';
import type { SlackFileRef } from '../../store/job.ts';

const text = z
  .string()
  .nullish()
  .transform((value) => value ?? '')
  .catch('');
const optionalText = z
  .string()
  .nullish()
  .transform((value) => value || undefined)
  .catch(undefined);

const SlackFile = z
  .looseObject({
    id: z.string().min(1),
    name: optionalText,
    mode: optionalText,
    size: z.number().nullish().catch(undefined),
  })
  .transform(({ id, name, mode, size }) => ({
    fileId: id,
    name: name ?? 'file',
    mode,
    sizeBytes: size ?? 0,
  }));

const files = z.array(SlackFile).nullish().catch(undefined);

const Attachment = z
  .looseObject({
    text,
    fallback: text,
    pretext: text,
    title: text,
    author_name: optionalText,
    author_subname: optionalText,
    is_share: z.boolean().nullish().catch(undefined),
    is_msg_unfurl: z.boolean().nullish().catch(undefined),
    files,
  })
  .transform((wire) => ({
    /** A message of Slack's that somebody forwarded or linked to. */
    isForwarded: wire.is_share === true || wire.is_msg_unfurl === true,
    authorName: wire.author_subname ?? wire.author_name,
    text: [wire.pretext, wire.title, wire.text].filter((part) => part !== '').join('\n') || wire.fallback,
    files: wire.files ?? [],
  }));

/** What is used of a message as Slack's history, events and shortcuts carry it. */
export const SlackMessage = z
  .looseObject({
    ts: z.string(),
    user: optionalText,
    username: optionalText,
    bot_id: optionalText,
    bot_profile: z.looseObject({ name: optionalText }).nullish().catch(undefined),
    subtype: optionalText,
    text,
    files,
    attachments: z.array(Attachment).nullish().catch(undefined),
  })
  .transform((wire) => ({
    ts: wire.ts,
    userId: wire.user,
    /** Of a bot, as it calls itself. */
    botName: wire.username ?? wire.bot_profile?.name,
    subtype: wire.subtype,
    /** Slack's markup. */
    text: wire.text,
    files: wire.files ?? [],
    attachments: wire.attachments ?? [],
  }));
export type SlackMessage = z.output<typeof SlackMessage>;

/** A larger one could not be sent along. */
const MAX_FILE_BYTES = 10_000_000;

/** The files of a message and of what it forwards that can be fetched. */
export function usableFiles({ files: own, attachments }: SlackMessage): SlackFileRef[] {
  return [...own, ...attachments.flatMap((attachment) => attachment.files)]
    .filter(
      ({ mode, sizeBytes }) =>
        !/^(tombstone|external|hidden_by_limit)$/.test(mode ?? '') && sizeBytes <= MAX_FILE_BYTES,
    )
    .map(({ fileId, name }) => ({ fileId, name }));
}

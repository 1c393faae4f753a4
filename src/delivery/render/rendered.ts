import type { KnownBlock } from '@slack/types';

/** A message ready for `chat.postMessage` or `chat.update`; `text` is its plain form for notifications. */
export interface RenderedMessage {
  readonly text: string;
  readonly blocks: readonly KnownBlock[];
}

/** A file ready for upload beside a message. */
export interface RenderedFile {
  readonly filename: string;
  readonly title: string;
  readonly mimeType: string;
  readonly content: string;
}

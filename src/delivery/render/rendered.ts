import type { KnownBlock } from '@slack/types';

interface Point {
  readonly label: string;
  readonly value: number;
}

/** Slack's chart block, which its published types do not have yet. */
export interface ChartBlock {
  readonly type: 'data_visualization';
  readonly title: string;
  readonly chart: {
    readonly type: 'bar' | 'line';
    readonly series: readonly { readonly name: string; readonly data: readonly Point[] }[];
    readonly axis_config: {
      readonly categories: readonly string[];
      readonly x_label?: string;
      readonly y_label?: string;
    };
  };
}

export type RenderedBlock = KnownBlock | ChartBlock;

/** A message ready for `chat.postMessage` or `chat.update`; `text` is its plain form for notifications. */
export interface RenderedMessage {
  readonly text: string;
  readonly blocks: readonly RenderedBlock[];
}

/** A file ready for upload beside a message. */
export interface RenderedFile {
  readonly filename: string;
  readonly title: string;
  readonly mimeType: string;
  /** A text of its own, or the whole of the job's result, which is written when it is sent. */
  readonly content:
    | { readonly type: 'text'; readonly text: string }
    | { readonly type: 'result'; readonly format: 'csv' | 'json' };
}

/** What a tool gave, without the sentence that leads it. */
export interface ResultBody {
  /** What came of it in a few words: "25 visitors". Plain text. */
  readonly summary: string;
  readonly blocks: readonly RenderedBlock[];
  readonly files: readonly RenderedFile[];
}

import type { WarmlyTool } from '../../warmly/schema.ts';

/** What a Warmly form needs between its steps. */
export interface WarmlyDraft {
  readonly channelId: string;
  readonly teamId: string;
  /** IANA name. */
  readonly timeZone: string;
  /** As it was when the form was built: a submission is read against the schema that was shown. */
  readonly tool?: WarmlyTool;
  /** What the form starts from. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Grows when the form is built anew. */
  readonly revision: number;
  /** Slack's time of the choice that the form was built for: an older choice that arrives later counts for nothing. */
  readonly chosenAtTs?: string;
}

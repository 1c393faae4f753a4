import type { WarmlyTool } from '../../warmly/schema.ts';
import type { ScheduleWish } from '../warmly/schedule-wish.ts';
import type { FormInDraft } from './form-owner.ts';

/** What a Warmly form needs between its steps. */
export interface WarmlyDraft {
  readonly channelId: string;
  readonly teamId: string;
  /** IANA name. */
  readonly timeZone: string;
  readonly chosen?: ChosenTool;
  /** It is not to run now, but on this rhythm. */
  readonly schedule?: ScheduleWish;
  /** What was written as the reason, also while another page is shown. */
  readonly reason?: string;
  /** Slack's time of the choice that the form was built for: an older choice that arrives later counts for nothing. */
  readonly chosenAtTs?: string;
}

export interface ChosenTool {
  /** As it was when the form was built: a submission is read against the schema that was shown. */
  readonly tool: WarmlyTool;
  readonly form: FormInDraft;
}

import type { Logger } from '../observability/logger.ts';
import type { Store } from '../store/store.ts';
import type { ChannelPace } from './channel-pace.ts';
import type { LoadArtifact } from './load-artifact.ts';
import type { LoadTranscript } from './load-transcript.ts';
import type { SlackPoster } from './poster.ts';
import type { StepsMessages } from './steps-message.ts';

/** What it takes to carry out an outbox row. */
export interface DeliveryDeps {
  readonly store: Store;
  readonly poster: SlackPoster;
  readonly pace: ChannelPace;
  readonly steps: StepsMessages;
  readonly logger: Logger;
  /** Where people work in Warmly. */
  readonly warmlyAppUrl: string;
  /** Undefined where Warp is not configured. */
  readonly loadArtifact?: LoadArtifact | undefined;
  readonly loadTranscript?: LoadTranscript | undefined;
}

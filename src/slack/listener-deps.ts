import type { Access, PeopleDirectory } from '../access/access.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { SlackPoster } from '../delivery/poster.ts';
import type { Logger } from '../observability/logger.ts';
import type { Store } from '../store/store.ts';
import type { WarmlyClient } from '../warmly/client.ts';
import type { WarpClient } from '../warp/api.ts';
import type { FormCache } from './views/form-cache.ts';

/** What Bolt's listeners work with. */
export interface ListenerDeps {
  readonly store: Store;
  readonly catalogue: Catalogue;
  /** Undefined where Warmly is not configured. */
  readonly warmly: WarmlyClient | undefined;
  /** The operator's patterns of tools whose input is to be confirmed. */
  readonly confirmTools: readonly string[];
  /** Undefined where Warp is not configured. */
  readonly warp: WarpClient | undefined;
  readonly access: Access;
  readonly directory: PeopleDirectory;
  /** For files that are asked for by a button; messages about jobs go through the outbox. */
  readonly poster: SlackPoster;
  readonly logger: Logger;
  readonly forms: FormCache;
}

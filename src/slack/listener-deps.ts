import type { Access, PeopleDirectory } from '../access/access.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Logger } from '../observability/logger.ts';
import type { Store } from '../store/store.ts';
import type { WarpClient } from '../warp/api.ts';

/** What Bolt's listeners work with. */
export interface ListenerDeps {
  readonly store: Store;
  readonly catalogue: Catalogue;
  /** Undefined where Warp is not configured. */
  readonly warp: WarpClient | undefined;
  readonly access: Access;
  readonly directory: PeopleDirectory;
  readonly logger: Logger;
}

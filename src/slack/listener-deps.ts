import type { Access, PeopleDirectory } from '../access/access.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Logger } from '../observability/logger.ts';
import type { Store } from '../store/store.ts';
import type { FormCache } from './views/form-cache.ts';

/** What Bolt's listeners work with. */
export interface ListenerDeps {
  readonly store: Store;
  readonly catalogue: Catalogue;
  readonly access: Access;
  readonly directory: PeopleDirectory;
  readonly logger: Logger;
  readonly forms: FormCache;
}

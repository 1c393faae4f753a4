import type { Problem } from './problems.ts';
import type { Run } from './run.ts';
import type { RunStore } from './run-store.ts';

/** `forbidden` answers 403, as to somebody with whom a thing is not shared; `hidden` answers as if it were not there. */
export type Denial = 'forbidden' | 'hidden';

export interface Access {
  /** Takes the caller's right to a run, conversation, artifact, schedule or identity. Returns the undoing. */
  deny(id: string, how: Denial): () => void;
  /** Why the caller cannot have this, if so. `what` names it in the sentence. */
  problem(id: string, what: string): Problem | undefined;
  /** Denied in either way: not in lists. */
  denies(id: string): boolean;
}

export function createAccess(): Access {
  const denied = new Map<string, Denial>();
  return {
    deny(id, how) {
      denied.set(id, how);
      return () => void denied.delete(id);
    },
    problem(id, what) {
      const how = denied.get(id);
      if (how === undefined) return undefined;
      return how === 'hidden'
        ? notFound(what)
        : { code: 'not_authorized', detail: `No permission to access the ${what}.` };
    },
    denies: (id) => denied.has(id),
  };
}

export function notFound(what: string): Problem {
  return { code: 'resource_not_found', detail: `The ${what} was not found.` };
}

export type FoundRun =
  | { readonly ok: true; readonly run: Run }
  | { readonly ok: false; readonly problem: Problem };

/** The run of a call's path, if the caller may have it. */
export function findRun(store: RunStore, access: Access, id: string | undefined): FoundRun {
  const run = store.get(id ?? '');
  const problem = run ? access.problem(run.id, 'run') : notFound('run');
  return run && !problem ? { ok: true, run } : { ok: false, problem: problem ?? notFound('run') };
}

import { type FileHandle, open } from 'node:fs/promises';

/** Brings a file's content from the system's memory to the disk, off the event loop. */
export interface Flusher {
  /** Resolves when everything written before this call is on the disk. Those who wait at the same time share a flush. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

/**
 * The file is opened with the first flush, and must not be replaced by another one from then on. As long as there is
 * none, nothing has been written.
 */
export function createFlusher(path: string): Flusher {
  let file: Promise<FileHandle | undefined> | undefined;
  let running: Promise<void> | undefined;
  let next: Promise<void> | undefined;

  function run(): Promise<void> {
    next = undefined;
    file ??= open(path, 'r').catch((error: unknown) => {
      file = undefined;
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
      throw error;
    });
    const own = file.then((handle) => handle?.datasync());
    running = own;
    const end = () => {
      if (running === own) running = undefined;
    };
    own.then(end, end);
    return own;
  }

  return {
    flush() {
      if (running === undefined) return run();
      // What was written after the running one began may not be part of it.
      next ??= running.then(run, run);
      return next;
    },
    async close() {
      await next?.catch(() => undefined);
      await running?.catch(() => undefined);
      await (await file?.catch(() => undefined))?.close();
    },
  };
}

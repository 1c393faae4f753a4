/** Tells the other processes of a deployment that there is work. */
export interface Announcer {
  announce(topics: readonly string[]): Promise<void>;
  /** The topics of an announcement that was heard; none where it is one of our own. */
  heard(payload: string): readonly string[];
}

/** Marks who announces. It stands where a topic would, and none is called so. */
const SENDER = '#';

/** One announcement is under way at a time: what comes meanwhile goes together with the next one. */
export function createAnnouncer(processId: string, send: (payload: string) => Promise<unknown>): Announcer {
  const own = SENDER + processId;
  const waiting = new Set<string>();
  let isSending = false;

  async function announce(topics: readonly string[]): Promise<void> {
    for (const topic of topics) waiting.add(topic);
    if (isSending) return;
    isSending = true;
    try {
      while (waiting.size > 0) {
        const payload = [...waiting, own].join(',');
        waiting.clear();
        await send(payload);
      }
    } finally {
      isSending = false;
    }
  }

  return {
    announce,
    heard(payload) {
      const parts = payload.split(',');
      return parts.includes(own) ? [] : parts.filter((part) => !part.startsWith(SENDER));
    },
  };
}

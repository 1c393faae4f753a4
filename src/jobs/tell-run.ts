import { toErrandError } from '../errors.ts';
import { callOutcome } from '../http/failure.ts';
import type { WarpClient } from '../warp/api.ts';
import { runStateKind } from '../warp/run-state.ts';

/** What became of words for a run that goes on. */
export type Told =
  /** It has them. `wasOver`: it had ended a moment before, and works on now. */
  | { readonly type: 'taken'; readonly wasOver: boolean }
  /** It takes none now; nothing was sent. */
  | { readonly type: 'refused' }
  | { readonly type: 'not_sent'; readonly retryAfterMs?: number }
  | { readonly type: 'unclear' };

/** Says something to a run that goes on: once at most. `sender` is the run in whose name a letter would go. */
export type TellRun = (runId: string, text: string, sender: string) => Promise<Told>;

const SUBJECT = 'A reply in Slack';

/** As a follow-up where Warp has those, else as a letter; both are parts of the API that not every key has. */
export function createTellRun(client: WarpClient): TellRun {
  async function wasOver(runId: string): Promise<boolean> {
    const run = await client.getRun(runId).catch(() => undefined);
    return run === undefined || runStateKind(run.state) !== 'active';
  }

  return async (runId, text, sender) => {
    const followed = await outcomeOf(() => client.followUp(runId, { message: text }));
    if (followed.type === 'taken') return { type: 'taken', wasOver: await wasOver(runId) };
    if (followed.type !== 'refused') return followed;
    return await outcomeOf(() =>
      client.sendMessage({ to: [runId], subject: SUBJECT, body: text, senderRunId: sender }),
    );
  };
}

async function outcomeOf(call: () => Promise<unknown>): Promise<Told> {
  try {
    await call();
    return { type: 'taken', wasOver: false };
  } catch (error) {
    const { retryable, retryAfterMs } = toErrandError(error);
    const outcome = callOutcome(error);
    if (outcome === 'unknown') return { type: 'unclear' };
    if (outcome === 'refused' && !retryable) return { type: 'refused' };
    return { type: 'not_sent', ...(retryAfterMs !== undefined && { retryAfterMs }) };
  }
}

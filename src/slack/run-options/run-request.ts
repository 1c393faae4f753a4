import { escapeMrkdwn } from '../../block-kit/escape.ts';
import type { WarpRequest } from '../../store/job.ts';
import { getRunDefaults, type RunOptions, setRunDefaults } from '../../store/run-defaults.ts';
import type { ListenerDeps } from '../listener-deps.ts';
import { mergeOptions } from './merge-options.ts';
import { readWords } from './read-words.ts';
import { resolveOptions } from './resolve-options.ts';

/** Where something is asked for and by whom. */
export interface AskedFor {
  readonly userId: string;
  readonly channelId: string;
  readonly teamId: string;
  /** The thread that it stands in, if any. */
  readonly rootTs?: string | undefined;
}

export type RunRequest =
  | { readonly ok: true; readonly request: WarpRequest }
  /** Finished mrkdwn: nothing is to be started. */
  | { readonly ok: false; readonly problem: string };

/** Told where options came without anything to do. */
export const NOTHING_TO_DO = 'Say what the agent should do, or choose one that knows: `skill=…`.';

/** A run needs a prompt, a skill that brings its own, or something that was said before. */
export function isEmptyRequest({ prompt, skill, context }: WarpRequest): boolean {
  return prompt === '' && skill === undefined && context === undefined;
}

/**
 * Makes a request of a message: its options are taken out of the prompt, and what it does not say comes from the thread,
 * the person, the channel and the workspace, in this order. What is said in a thread holds for its later messages too.
 * Throws what loading Warp's lists throws.
 */
export async function runRequestOf(
  text: string,
  asked: AskedFor,
  deps: Pick<ListenerDeps, 'store' | 'catalogue'>,
): Promise<RunRequest> {
  const { store, catalogue } = deps;
  const words = readWords(text);
  if (words.problem !== undefined) return { ok: false, problem: escapeMrkdwn(words.problem) };
  const resolved = await resolveOptions(words.options, catalogue);
  // Its own words are escaped; the command that it may name is not.
  if (!resolved.ok) return { ok: false, problem: resolved.problem };
  const { rootTs, channelId } = asked;
  const thread = rootTs === undefined ? undefined : ({ kind: 'thread', channelId, rootTs } as const);
  const inThread = thread && (await getRunDefaults(store, thread))?.options;
  const options = mergeOptions([await defaultsFor(asked, deps), inThread ?? {}, resolved.options]);
  if (thread !== undefined && words.options.length > 0) {
    const said = mergeOptions([inThread ?? {}, resolved.options]);
    await setRunDefaults(store, thread, { options: said, updatedBy: asked.userId });
  }
  return { ok: true, request: { kind: 'warp', prompt: words.prompt, ...options, ...resolved.own } };
}

/** What holds where nothing is said: the person's before the channel's before the workspace's. */
export async function defaultsFor(
  { userId, channelId, teamId }: AskedFor,
  { store }: Pick<ListenerDeps, 'store'>,
): Promise<RunOptions> {
  const layers = await Promise.all([
    getRunDefaults(store, { kind: 'workspace', teamId }),
    getRunDefaults(store, { kind: 'channel', channelId }),
    getRunDefaults(store, { kind: 'person', userId }),
  ]);
  return mergeOptions(layers.map((layer) => layer?.options ?? {}));
}

import type { Clock } from '../../clock.ts';
import { withIds } from './block-elements.ts';
import { checkBlocks } from './check-blocks.ts';
import type { EphemeralMessages } from './ephemeral-messages.ts';
import { type JsonObject, objectsOf, stringOf } from './json-value.ts';
import { randomSecret } from './random-id.ts';
import { postedMarkup } from './typed-text.ts';
import type { Workspace } from './workspace.ts';

const lifetimeMs = 30 * 60_000;
const maxUses = 5;

/** Where a response URL leads: a person in a conversation, and the message that was acted on, if any. */
interface ResponseTarget {
  readonly userId: string;
  readonly channelId: string;
  readonly messageTs?: string;
  readonly threadTs?: string;
}

export interface ResponseUrls {
  issue(kind: 'commands' | 'actions', target: ResponseTarget): string;
  /** Carries out a post to a response URL; the status and body of the answer. */
  receive(path: string, body: JsonObject): { readonly status: number; readonly body: string };
  /** What a slash command's acknowledgement carries goes the same way. */
  respond(target: ResponseTarget, body: JsonObject): string | undefined;
}

interface Issued {
  readonly target: ResponseTarget;
  readonly expiresAtMs: number;
  uses: number;
}

export function createResponseUrls(deps: {
  clock: Clock;
  origin: string;
  workspace: Workspace;
  ephemerals: EphemeralMessages;
}): ResponseUrls {
  const { clock, workspace, ephemerals } = deps;
  const issued = new Map<string, Issued>();

  function respond(target: ResponseTarget, body: JsonObject): string | undefined {
    const text = postedMarkup(stringOf(body.text) ?? '');
    const original = originalMessage(target);
    if (body.delete_original === true || body.delete_original === 'true') {
      original?.remove();
      return undefined;
    }
    const given = objectsOf(body.blocks);
    const [problem] = checkBlocks.message({
      text,
      ...(body.blocks === undefined ? {} : { blocks: body.blocks }),
    });
    if (problem !== undefined) return problem.code;
    const blocks = given.length === 0 ? undefined : withIds(given);
    if ((body.replace_original === true || body.replace_original === 'true') && original !== undefined) {
      original.replace(text, blocks);
      return undefined;
    }
    const threadTs = stringOf(body.thread_ts);
    const message = {
      channel: target.channelId,
      ts: workspace.nextTs(),
      user: workspace.botUserId,
      botId: workspace.botId,
      text,
      reactions: [],
      ...(blocks === undefined ? {} : { blocks }),
      ...(threadTs === undefined ? {} : { threadTs }),
    };
    if (body.response_type === 'in_channel') workspace.addMessage(message);
    else ephemerals.show({ ...message, to: target.userId });
    return undefined;
  }

  function originalMessage(target: ResponseTarget) {
    const { messageTs } = target;
    if (messageTs === undefined) return undefined;
    const ephemeral = ephemerals.find(target.userId, target.channelId, messageTs);
    if (ephemeral !== undefined) {
      return {
        remove: () => ephemerals.remove(ephemeral),
        replace: (text: string, blocks: JsonObject[] | undefined) =>
          ephemerals.replace(ephemeral, text, blocks),
      };
    }
    const message = workspace.message(target.channelId, messageTs);
    // A shortcut's message may be a person's, which is not the app's to change.
    if (message?.botId !== workspace.botId) return undefined;
    return {
      remove: () => workspace.deleteMessage(message),
      replace: (text: string, blocks: JsonObject[] | undefined) =>
        workspace.changeMessage(message, { text, blocks: blocks ?? [] }),
    };
  }

  return {
    respond,
    issue: (kind, target) => {
      const path = `/${kind}/${workspace.teamId}/${randomSecret()}`;
      issued.set(path, { target, expiresAtMs: clock.nowMs() + lifetimeMs, uses: 0 });
      return `${deps.origin}${path}`;
    },
    receive: (path, body) => {
      const entry = issued.get(path);
      if (entry === undefined || entry.expiresAtMs < clock.nowMs()) return failed(404, 'expired_url');
      if (entry.uses >= maxUses) return failed(404, 'used_url');
      entry.uses += 1;
      const error = respond(entry.target, body);
      return error === undefined ? { status: 200, body: 'ok' } : failed(500, error);
    },
  };
}

function failed(status: number, error: string) {
  return { status, body: JSON.stringify({ ok: false, error }) };
}

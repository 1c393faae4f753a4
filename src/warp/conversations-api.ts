import type { CallOptions } from '../http/client.ts';
import type { Download, DownloadOptions } from '../http/download.ts';
import type { WarpCalls } from './calls.ts';
import { WarpConversation } from './conversation.ts';
import { ConversationRedirect, SessionRedirect, WarpArtifact } from './schema.ts';

export type WarpDownloadOptions = Partial<DownloadOptions>;

/** What was said and done in a run, and what it left behind. */
export interface WarpConversationsApi {
  /**
   * A run's conversation. `warp.resource_not_found` while there is none; `warp.operation_not_supported` (422) for
   * harnesses other than Warp's own, which have a transcript only.
   */
  getRunConversation(runId: string, options?: CallOptions): Promise<WarpConversation>;
  getConversation(conversationId: string, options?: CallOptions): Promise<WarpConversation>;
  /**
   * A run's raw transcript, streamed from the signed address that Warp redirects to, without our key. At most 50 MB in
   * two minutes unless told otherwise. Also `warp.download_failed`.
   */
  openTranscript(runId: string, options?: CallOptions & WarpDownloadOptions): Promise<Download>;
  /** A plan's content, or the signed download of a file or screenshot. Not for pull requests. */
  getArtifact(artifactUid: string, options?: CallOptions): Promise<WarpArtifact>;
  /** What an artifact's `downloadUrl` leads to, bounded as a transcript is. */
  openDownload(url: string, options?: WarpDownloadOptions): Promise<Download>;
  /** The conversation that a session's link should lead to, once its sandbox is gone. */
  sessionRedirect(sessionUuid: string, options?: CallOptions): Promise<SessionRedirect>;
  /** The session in which a conversation goes on now, if it does. */
  conversationRedirect(conversationId: string, options?: CallOptions): Promise<ConversationRedirect>;
}

const MAX_DOWNLOAD_BYTES = 50_000_000;
const DOWNLOAD_TIMEOUT_MS = 120_000;

export function createConversationsApi({ get, parse, redirect, http }: WarpCalls): WarpConversationsApi {
  function openDownload(url: string, options: WarpDownloadOptions = {}): Promise<Download> {
    return http.download(url, {
      maxBytes: options.maxBytes ?? MAX_DOWNLOAD_BYTES,
      timeoutMs: options.timeoutMs ?? DOWNLOAD_TIMEOUT_MS,
      ...(options.signal && { signal: options.signal }),
    });
  }

  return {
    async getRunConversation(runId, options) {
      const path = '/agent/runs/{runId}/conversation';
      return parse(path, WarpConversation, await get(path, options, { pathParams: { runId } }));
    },
    async getConversation(conversationId, options) {
      const path = '/agent/conversations/{conversationId}';
      return parse(path, WarpConversation, await get(path, options, { pathParams: { conversationId } }));
    },
    async openTranscript(runId, { maxBytes, ...options } = {}) {
      const url = await redirect('/agent/runs/{runId}/transcript', options, { runId });
      return await openDownload(url, { ...options, ...(maxBytes !== undefined && { maxBytes }) });
    },
    async getArtifact(artifactUid, options) {
      const path = '/agent/artifacts/{artifactUid}';
      return parse(path, WarpArtifact, await get(path, options, { pathParams: { artifactUid } }));
    },
    openDownload,
    async sessionRedirect(sessionUuid, options) {
      const path = '/agent/sessions/{sessionUuid}/redirect';
      return parse(path, SessionRedirect, await get(path, options, { pathParams: { sessionUuid } }));
    },
    async conversationRedirect(conversationId, options) {
      const path = '/agent/conversations/{conversationId}/redirect';
      return parse(path, ConversationRedirect, await get(path, options, { pathParams: { conversationId } }));
    },
  };
}

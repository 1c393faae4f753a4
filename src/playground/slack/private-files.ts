import type { HttpAnswer } from '../http-routes.ts';
import type { SlackCore } from './slack-core.ts';

const signIn: HttpAnswer = {
  status: 302,
  headers: { location: '/signin' },
  contentType: 'text/html',
  text: '<html>Sign in to see this file.</html>',
};

/** The id in the path of a private file; undefined for other paths. */
export function privateFileId(pathname: string): string | undefined {
  return /^\/files-pri\/\w+-(F\w+)\//.exec(pathname)?.[1];
}

/**
 * A file's bytes for the app (`url_private`): with its token, `files:read` and a share in a conversation that it is in,
 * or no share yet. Everyone else is sent to a page to sign in at, as Slack does.
 */
export function sendPrivateFile(core: SlackCore, fileId: string, isAppsToken: boolean): HttpAnswer {
  const { manifest, workspace } = core;
  const file = workspace.files.get(fileId);
  if (file?.content === undefined || !file.isComplete) return { status: 404, text: 'Not Found' };
  const isShown = ({ channel }: { readonly channel: string }) =>
    workspace.conversations.get(channel)?.members.has(workspace.botUserId) === true;
  const isVisible = file.shares.length === 0 || file.shares.some(isShown);
  if (!isAppsToken || !manifest.scopes.includes('files:read') || !isVisible) return signIn;
  return { status: 200, bytes: file.content, contentType: file.mimetype };
}

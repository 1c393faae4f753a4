import { isMap, isSeq, parseDocument } from 'yaml';

const PATH = '/slack/events';

/**
 * The HTTP variant of a Socket Mode manifest: every request URL leads to the one path that Errand serves below this
 * URL. Throws where the URL is not one that Slack takes.
 */
export function httpManifest(manifest: string, url: string): string {
  const requestUrl = requestUrlOf(url);
  const document = parseDocument(manifest);
  const commands = document.getIn(['features', 'slash_commands']);
  for (const command of isSeq(commands) ? commands.items : []) {
    if (isMap(command)) command.set('url', requestUrl);
  }
  document.setIn(['settings', 'event_subscriptions', 'request_url'], requestUrl);
  document.setIn(['settings', 'interactivity', 'request_url'], requestUrl);
  document.setIn(['settings', 'interactivity', 'message_menu_options_url'], requestUrl);
  document.setIn(['settings', 'socket_mode_enabled'], false);
  return document.toString({ lineWidth: 0 });
}

function requestUrlOf(url: string): string {
  if (!URL.canParse(url) || new URL(url).protocol !== 'https:') {
    throw new Error(`Slack posts to https URLs only, not to ${url}.`);
  }
  const { href } = new URL(url);
  return href.endsWith(PATH) ? href : `${href.replace(/\/$/, '')}${PATH}`;
}

import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody, sendJson } from './http-exchange.ts';
import { isObject, type JsonObject, objectOf, parseJson, stringOf } from './json-value.ts';
import { createPerson, type Person } from './person.ts';
import type { SlackCore } from './slack-core.ts';
import type { UiFeed } from './ui-feed.ts';
import type { UiBlockAction, UiStateValues } from './ui-protocol.ts';
import { uiState } from './ui-state.ts';
import { UserVisibleError } from './user-visible-error.ts';

const maxBodyBytes = 1_000_000;
/** A file of 20 MB in base64. */
const maxUploadBodyBytes = 28_000_000;
/** Keeps proxies and browsers from giving up on a silent stream. */
const keepAliveMs = 15_000;

/** The web page's endpoints (see `ui-protocol.ts`). */
export function createUiEndpoints(deps: {
  core: SlackCore;
  feed: UiFeed;
}): (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<void> {
  const { core, feed } = deps;

  function sendFile(response: ServerResponse, fileId: string) {
    const file = core.workspace.files.get(fileId);
    if (file?.content === undefined || !file.isComplete) throw new UserVisibleError('There is no such file.');
    response.writeHead(200, {
      'content-type': file.mimetype.startsWith('text/') ? `${file.mimetype}; charset=utf-8` : file.mimetype,
      'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      // An uploaded page must not run as part of this one.
      'content-security-policy': 'sandbox',
      'x-content-type-options': 'nosniff',
    });
    response.end(file.content);
  }

  function streamEvents(response: ServerResponse, person: Person) {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    response.write(': hello\n\n');
    const unsubscribe = feed.subscribe(person.id, (event) => {
      response.write(`data: ${JSON.stringify(event)}\n\n`);
    });
    const keepAlive = setInterval(() => response.write(': still here\n\n'), keepAliveMs);
    // The page connects again, and asks for everything then.
    const forgetRestart = feed.onRestart(() => response.end());
    response.on('close', () => {
      clearInterval(keepAlive);
      unsubscribe();
      forgetRestart();
    });
  }

  async function post(path: string, body: JsonObject, person: Person): Promise<unknown> {
    const text = (name: string) => stringOf(body[name]) ?? '';
    switch (path) {
      case '/ui/message': {
        const threadTs = stringOf(body.threadTs);
        const files = Array.isArray(body.files) ? body.files.filter((id) => typeof id === 'string') : [];
        const options = { files, ...(threadTs === undefined ? {} : { threadTs }) };
        return { ts: person.say(text('channel'), text('text'), options) };
      }
      case '/ui/upload':
        return person.upload({ name: text('name'), content: Buffer.from(text('contentBase64'), 'base64') });
      case '/ui/command':
        await person.command(text('channel'), text('command'), text('text'));
        return {};
      case '/ui/block-action': {
        const value = objectOf(body.value);
        await person.act({
          ...placeOf(body),
          value: { ...value, type: stringOf(value.type) ?? '' },
          stateValues: stateOf(body.stateValues),
        });
        return {};
      }
      case '/ui/view-submit':
        return person.submit(text('viewId'), stateOf(body.stateValues));
      case '/ui/view-close':
        await person.closeView(text('viewId'));
        return {};
      case '/ui/options':
        return person.options({ ...placeOf(body), query: text('query') });
      case '/ui/open-dm':
        return { channel: person.openDm(text('with')) };
      case '/ui/edit':
        person.edit(text('channel'), text('ts'), text('text'));
        return {};
      case '/ui/delete':
        person.delete(text('channel'), text('ts'));
        return {};
      case '/ui/reaction':
        person.react(text('channel'), text('ts'), text('name'), body.isAdded !== false);
        return {};
      case '/ui/shortcut': {
        const at = { channel: text('channel'), ts: text('ts') };
        await person.shortcut(text('callbackId'), at.ts === '' ? undefined : at);
        return {};
      }
      case '/ui/app-home':
        person.openAppHome(text('tab') === 'messages' ? 'messages' : 'home');
        return {};
      default:
        throw new UserVisibleError('There is no such page.');
    }
  }

  async function answer(request: IncomingMessage, response: ServerResponse, url: URL) {
    if (request.method === 'GET') {
      const fileId = /^\/ui\/files\/(\w+)$/.exec(url.pathname)?.[1];
      if (fileId !== undefined) return sendFile(response, fileId);
      const person = createPerson(core, url.searchParams.get('user') ?? '');
      if (url.pathname === '/ui/events') return streamEvents(response, person);
      if (url.pathname === '/ui/state') return sendJson(response, 200, uiState(core, person.id));
      throw new UserVisibleError('There is no such page.');
    }
    // A page of another site could post a form or plain text here, but not JSON.
    if (request.method !== 'POST' || !request.headers['content-type']?.startsWith('application/json')) {
      throw new UserVisibleError('This takes JSON by POST.');
    }
    const maxBytes = url.pathname === '/ui/upload' ? maxUploadBodyBytes : maxBodyBytes;
    const body = parseJson((await readBody(request, maxBytes)).toString('utf8'));
    if (!isObject(body)) throw new UserVisibleError('The request is not a JSON object.');
    const person = createPerson(core, stringOf(body.user) ?? '');
    return sendJson(response, 200, await post(url.pathname, body, person));
  }

  return async (request, response, url) => {
    try {
      await answer(request, response, url);
    } catch (error) {
      if (!(error instanceof UserVisibleError)) throw error;
      sendJson(response, 400, { error: error.message });
    }
  };
}

function placeOf(body: JsonObject): Pick<UiBlockAction, 'container' | 'blockId' | 'actionId'> {
  const container = objectOf(body.container);
  const viewId = stringOf(container.viewId);
  return {
    container:
      viewId === undefined
        ? { type: 'message', channel: stringOf(container.channel) ?? '', ts: stringOf(container.ts) ?? '' }
        : { type: 'view', viewId },
    blockId: stringOf(body.blockId) ?? '',
    actionId: stringOf(body.actionId) ?? '',
  };
}

/** Leaves without a type are none. */
function stateOf(value: unknown): UiStateValues {
  const state: UiStateValues = {};
  for (const [blockId, leaves] of Object.entries(objectOf(value))) {
    const block: UiStateValues[string] = {};
    for (const [actionId, leaf] of Object.entries(objectOf(leaves))) {
      const type = stringOf(objectOf(leaf).type);
      if (type !== undefined) block[actionId] = { ...objectOf(leaf), type };
    }
    state[blockId] = block;
  }
  return state;
}

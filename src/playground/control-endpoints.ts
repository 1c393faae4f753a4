import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Control, ControlError } from './control.ts';
import { readBody, sendJson } from './slack/http-exchange.ts';
import { parseJson } from './slack/json-value.ts';

const maxBodyBytes = 100_000;
/** Keeps proxies and browsers from giving up on a silent stream. */
const keepAliveMs = 15_000;

/**
 * The control interface over HTTP, under `/control/`. Answers JSON; a refusal is `{ error }`. Only for this machine:
 * another site's page in the same browser is refused by its `Origin`, a name that points here by its `Host`.
 * Resolves with false for other paths.
 */
export function createControlEndpoints(
  control: Control,
): (request: IncomingMessage, response: ServerResponse) => Promise<boolean> {
  async function answer(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const order = `${request.method ?? 'GET'} ${url.pathname}`;
    const id = /^DELETE \/control\/faults\/([\w-]+)$/.exec(order)?.[1];
    if (id !== undefined) {
      if (!control.removeFault(id)) throw new ControlError(`There is no rule ${id}.`);
      return sendJson(response, 200, {});
    }
    switch (order) {
      case 'GET /control/traffic':
        return sendJson(response, 200, control.traffic.after(seqOf(url)));
      case 'GET /control/traffic/stream':
        return stream(response, url);
      case 'GET /control/faults':
        return sendJson(response, 200, { rules: control.faults() });
      case 'POST /control/faults':
        return sendJson(response, 201, control.addFault(await jsonOf(request)));
      case 'DELETE /control/faults':
        control.clearFaults();
        return sendJson(response, 200, {});
      case 'GET /control/clock':
        return sendJson(response, 200, control.clocks());
      case 'POST /control/clock':
        control.setClock(await jsonOf(request));
        return sendJson(response, 200, control.clocks());
      case 'POST /control/reset':
        await jsonOf(request);
        await control.reset();
        return sendJson(response, 200, {});
      default:
        return sendJson(response, 404, { error: `There is no ${order}.` });
    }
  }

  /** Entries as they come; each event's id is its `seq`, from which a broken stream goes on. */
  function stream(response: ServerResponse, url: URL) {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    const send = (entry: { readonly seq: number }) =>
      response.write(`id: ${entry.seq}\ndata: ${JSON.stringify(entry)}\n\n`);
    response.write(': hello\n\n');
    if (url.searchParams.has('after'))
      for (const entry of control.traffic.after(seqOf(url)).entries) send(entry);
    const unsubscribe = control.traffic.onEntry(send);
    const keepAlive = setInterval(() => response.write(': still here\n\n'), keepAliveMs);
    response.on('close', () => {
      clearInterval(keepAlive);
      unsubscribe();
    });
  }

  return async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    if (!url.pathname.startsWith('/control/')) return false;
    try {
      await answer(request, response, url);
    } catch (error) {
      if (!(error instanceof ControlError)) throw error;
      sendJson(response, 400, { error: error.message });
    }
    return true;
  };
}

function seqOf(url: URL): number {
  const after = Number(url.searchParams.get('after') ?? '0');
  if (!Number.isInteger(after)) throw new ControlError('`after` is the seq of an entry.');
  return after;
}

async function jsonOf(request: IncomingMessage): Promise<unknown> {
  const text = (await readBody(request, maxBodyBytes)).toString('utf8');
  if (text === '') return undefined;
  const body = parseJson(text);
  if (body === undefined) throw new ControlError('The body is not valid JSON.');
  return body;
}

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { LocalWarmly } from './warmly/local-warmly.ts';
import type { LocalWarp } from './warp/local-warp.ts';

/** Where the console stands on the playground's page. */
export const CONSOLE_PATH = '/upstream';

interface Waiting {
  readonly id: string;
  readonly what: string;
  readonly deed: string;
  readonly act: () => void;
}

/**
 * A page that stands in for Warmly's and Warp's own interfaces: what waits there for a person can be approved or
 * answered. Returns true for the requests that it served.
 */
export function createUpstreamConsole(upstreams: { warmly: LocalWarmly; warp: LocalWarp }) {
  const { warmly, warp } = upstreams;

  function waiting(): Waiting[] {
    const executions = warmly.executions
      .filter(({ status }) => status === 'awaiting_approval')
      .map(({ id, toolName }) => ({
        id,
        what: `Warmly: ${toolName} awaits approval`,
        deed: 'Approve',
        act: () => warmly.approve(id, 2_000),
      }));
    const runs = warp.runs
      .filter(({ state }) => state === 'BLOCKED')
      .map((run) => ({
        id: String(run['run_id']),
        what: `Warp: “${String(run['title'])}” waits for an answer`,
        deed: 'Answer',
        act: () => warp.control(String(run['run_id'])).unblock(),
      }));
    return [...executions, ...runs];
  }

  return async (request: IncomingMessage, response: ServerResponse): Promise<boolean> => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
    if (pathname !== CONSOLE_PATH) return false;
    if (request.method === 'POST') {
      waiting()
        .find(({ id }) => id === searchParams.get('id'))
        ?.act();
      response.writeHead(303, { location: CONSOLE_PATH }).end();
      return true;
    }
    response
      .writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' })
      .end(page(waiting()));
    return true;
  };
}

function page(items: readonly Waiting[]): string {
  const list = items.map(
    ({ id, what, deed }) =>
      `<li>${escaped(what)} <form method="post" action="${CONSOLE_PATH}?id=${encodeURIComponent(id)}"><button>${deed}</button></form></li>`,
  );
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="refresh" content="3"><link rel="icon" href="data:,"><title>Waiting in Warmly and Warp</title>
<style>:root{color-scheme:light dark}body{font:16px/1.5 system-ui;margin:2rem auto;max-width:40rem;padding:0 1rem}ul{padding:0;list-style:none}li{display:flex;gap:1rem;align-items:center;justify-content:space-between;padding:.5rem 0;border-bottom:1px solid #8884}button{font:inherit;padding:.25rem 1rem}</style>
<h1>Waiting in Warmly and Warp</h1>
<p>In life you would do this in Warmly or in the agent’s session.</p>
${list.length === 0 ? '<p>Nothing waits for you.</p>' : `<ul>${list.join('')}</ul>`}<p><a href="/">Back to Slack</a></p></html>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

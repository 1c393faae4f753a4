import type { IncomingHttpHeaders } from 'node:http';

/** A call as the local services see it; `path` stands below the service's base. */
export interface HttpCall {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly params: Readonly<Record<string, string>>;
  /** The parsed JSON body; undefined when there was none or it was not sent as JSON. */
  readonly body: unknown;
}

/** `json`, `text` or `bytes` is the body; `contentType` overrides what follows from that. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly contentType?: string;
  readonly json?: unknown;
  readonly text?: string;
  readonly bytes?: Uint8Array;
}

export interface Route {
  readonly method: string;
  /** Segments, `:name` for parameters. */
  readonly path: string;
  /** Served from the server's root and without the guard: pages and signed downloads. */
  readonly outsideBase?: boolean;
  handle(call: HttpCall): HttpAnswer | Promise<HttpAnswer>;
}

export interface RouteMatch {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

/** The route that answers a method and path, or undefined where there is none. */
export function findRoute(
  routes: readonly Route[],
  method: string,
  path: string,
  outsideBase: boolean,
): RouteMatch | undefined {
  for (const route of routes) {
    if (route.method !== method || (route.outsideBase ?? false) !== outsideBase) continue;
    const params = matchPath(route.path, path);
    if (params) return { route, params };
  }
  return undefined;
}

function matchPath(template: string, path: string): Record<string, string> | undefined {
  const wanted = template.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, segment] of wanted.entries()) {
    const value = given[index] ?? '';
    if (!segment.startsWith(':')) {
      if (segment !== value) return undefined;
      continue;
    }
    const decoded = decodeSegment(value);
    if (decoded === undefined || decoded === '') return undefined;
    params[segment.slice(1)] = decoded;
  }
  return params;
}

function decodeSegment(value: string): string | undefined {
  try {
    return decodeURIComponent(value);
  } catch {
    return undefined;
  }
}

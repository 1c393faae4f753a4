import type { IncomingMessage, ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { acmeSeed } from '../slack/seed.ts';
import { placeOfPermalink } from './state/permalink.ts';

interface Asset {
  readonly body: Buffer;
  readonly contentType: string;
}

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
};

/** Pictures of messages may come from anywhere; code and styles only from here. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "img-src 'self' data: http: https:",
  "object-src 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * Builds the web page in memory and gives a handler that serves it.
 *
 * The handler answers GET and HEAD for `/`, the page's assets and messages' permalinks and returns true; anything else it
 * leaves untouched and returns false. Rejects when the page's source does not compile.
 *
 * `firstUser` is whom a visitor acts as whose URL names nobody; the first person of the seed if absent.
 */
export async function bundleWebPage(
  options: { readonly firstUser?: string } = {},
): Promise<(request: IncomingMessage, response: ServerResponse) => boolean> {
  const assets = await buildAssets(options.firstUser ?? acmeSeed.people[0]?.id ?? '');
  return (request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return false;
    const path = (request.url ?? '/').replace(/[?#].*$/, '');
    if (path.startsWith('/archives/')) {
      redirectToMessage(request, response);
      return true;
    }
    const asset = assets.get(path === '/' ? '/index.html' : path);
    if (asset === undefined) return false;
    response.writeHead(200, {
      'content-type': asset.contentType,
      'content-length': asset.body.length,
      'cache-control': path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-store',
      'content-security-policy': CONTENT_SECURITY_POLICY,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
    response.end(request.method === 'HEAD' ? undefined : asset.body);
    return true;
  };
}

/** A permalink opened from outside the page: whoever acts there is asked for nothing. */
function redirectToMessage(request: IncomingMessage, response: ServerResponse): void {
  const origin = 'http://local';
  const place = placeOfPermalink(origin, new URL(request.url ?? '/', origin).href);
  const hash = place === undefined ? '' : `#//${place.channel}/${place.thread}/${place.message}`;
  response.writeHead(302, { location: `/${hash}` }).end();
}

async function buildAssets(firstUser: string): Promise<ReadonlyMap<string, Asset>> {
  const built = await build({
    root: fileURLToPath(new URL('.', import.meta.url)),
    configFile: false,
    envFile: false,
    publicDir: false,
    logLevel: 'silent',
    mode: 'production',
    define: { 'process.env.NODE_ENV': '"production"' },
    // Otherwise it depends on NODE_ENV, which test runners set to something else.
    oxc: { jsx: { runtime: 'automatic', development: false } },
    plugins: [{ name: 'first-user', transformIndexHtml: () => [firstUserTag(firstUser)] }],
    // A data: URL in place of a small file would only need more room in the policy.
    build: {
      write: false,
      assetsInlineLimit: 0,
      reportCompressedSize: false,
      modulePreload: { polyfill: false },
    },
  });
  const assets = new Map<string, Asset>();
  for (const output of [built].flat()) {
    if (!('output' in output)) continue;
    for (const file of output.output) {
      const body = Buffer.from(file.type === 'chunk' ? file.code : file.source);
      const extension = file.fileName.split('.').at(-1) ?? '';
      const contentType = CONTENT_TYPES[extension] ?? 'application/octet-stream';
      assets.set(`/${file.fileName}`, { body, contentType });
    }
  }
  return assets;
}

/** A meta tag, since the page's policy allows no inline script. */
function firstUserTag(firstUser: string) {
  return { tag: 'meta', attrs: { name: 'first-user', content: firstUser }, injectTo: 'head' as const };
}

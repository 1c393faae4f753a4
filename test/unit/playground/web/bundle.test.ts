import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bundleWebPage } from '../../../../src/playground/web/bundle.ts';

let server: Server;
let origin: string;

beforeAll(async () => {
  const serve = await bundleWebPage({ firstUser: 'U0BEN' });
  server = createServer((request, response) => {
    if (!serve(request, response)) response.writeHead(418).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The server has no address.');
  origin = `http://127.0.0.1:${address.port}`;
});

afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
});

test('the page names its assets, and each is served with its type', async () => {
  const response = await fetch(`${origin}/?x=1`);
  const html = await response.text();
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(html).toContain('<meta name="first-user" content="U0BEN">');
  const paths = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, path]) => path ?? '');
  const types = await Promise.all(
    paths.map(async (path) => {
      const asset = await fetch(origin + path);
      expect(asset.status).toBe(200);
      expect((await asset.arrayBuffer()).byteLength).toBeGreaterThan(0);
      return asset.headers.get('content-type');
    }),
  );
  expect(new Set(types)).toEqual(
    new Set(['text/javascript; charset=utf-8', 'text/css; charset=utf-8', 'image/svg+xml']),
  );
});

test('its policy allows no inline script, and the page has none', async () => {
  const response = await fetch(origin);
  expect(response.headers.get('content-security-policy')).toContain("default-src 'self'");
  expect(await response.text()).not.toMatch(/<script(?![^>]*\ssrc=)|<style|\son\w+=/);
});

test.each([
  ['GET', '/ui/state'],
  ['GET', '/assets/none.js'],
  ['GET', '/../bundle.ts'],
  ['POST', '/'],
])('leaves %s %s to others', async (method, path) => {
  expect((await fetch(origin + path, { method })).status).toBe(418);
});

/**
 * Prints the app's manifest: `npm run manifest` the one for Socket Mode, `npm run manifest -- --http URL` the one for
 * an Errand that Slack reaches at that URL.
 */
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { httpManifest } from './http-manifest.ts';

const manifest = await readFile(new URL('../manifest.yml', import.meta.url), 'utf8');

try {
  const { values } = parseArgs({ options: { http: { type: 'string' } } });
  process.stdout.write(values.http === undefined ? manifest : httpManifest(manifest, values.http));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  console.error('Usage: npm run manifest -- [--http https://errand.example.com]');
  process.exitCode = 1;
}

import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { httpManifest } from '../../../scripts/http-manifest.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const SCHEMA = `${ROOT}../shared/reference/slack-manifest.schema.json`;
const SOCKET = readFileSync(`${ROOT}manifest.yml`, 'utf8');
const URL_IN_SLACK = 'https://errand.example.com/slack/events';

it('differs from the manifest for Socket Mode in its request URLs only', () => {
  const socket = parse(SOCKET);
  expect(parse(httpManifest(SOCKET, 'https://errand.example.com'))).toEqual({
    ...socket,
    features: {
      ...socket.features,
      slash_commands: socket.features.slash_commands.map((command: object) => ({
        ...command,
        url: URL_IN_SLACK,
      })),
    },
    settings: {
      ...socket.settings,
      event_subscriptions: { ...socket.settings.event_subscriptions, request_url: URL_IN_SLACK },
      interactivity: {
        is_enabled: true,
        request_url: URL_IN_SLACK,
        message_menu_options_url: URL_IN_SLACK,
      },
      socket_mode_enabled: false,
    },
  });
});

it.each([
  ['https://errand.example.com/', URL_IN_SLACK],
  [URL_IN_SLACK, URL_IN_SLACK],
  ['https://example.com/errand', 'https://example.com/errand/slack/events'],
])('takes %s', (url, expected) => {
  expect(httpManifest(SOCKET, url)).toContain(`request_url: ${expected}\n`);
});

it.each(['http://errand.example.com', 'errand.example.com', ''])('refuses "%s"', (url) => {
  expect(() => httpManifest(SOCKET, url)).toThrow('https URLs only');
});

const hasSchema = existsSync(SCHEMA);
if (!hasSchema) console.warn('SKIPPED: the schema of Slack’s app manifests is not here.');

it.skipIf(!hasSchema)('is valid by the schema of app manifests', () => {
  const ajv = new Ajv({ strict: false, allErrors: true });
  formats.default(ajv);
  const validate = ajv.compile(JSON.parse(readFileSync(SCHEMA, 'utf8')));
  validate(parse(httpManifest(SOCKET, 'https://errand.example.com')));
  expect(validate.errors).toBeNull();
});

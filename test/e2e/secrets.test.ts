import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { LocalWarmlyTool } from '../../src/playground/warmly/tool.ts';
import { openedModal } from '../support/modal.ts';
import { startWorld, type World } from '../support/world.ts';

const CONNECT_CRM: LocalWarmlyTool = {
  name: 'connect_crm',
  description: 'Connects a CRM.',
  isAsync: false,
  inputSchema: {
    type: 'object',
    properties: {
      user: { type: 'string', title: 'User' },
      pin: { type: 'string', title: 'Pin', format: 'password' },
      apiKey: { type: 'string', title: 'API key' },
    },
    required: ['user', 'pin'],
  },
  run: () => ({ ok: true, output: { connected: true } }),
};

let world: World;
let revenue: string;

beforeAll(async () => {
  world = await startWorld({ prepare: ({ warmly }) => warmly.addTool(CONNECT_CRM) });
  revenue = world.slack.channel('revenue');
});
afterAll(() => world.stop());

/** Every byte of the database's directory, write-ahead log included. */
function stored(): string {
  const directory = world.environment['DATA_DIR'] ?? '';
  return readdirSync(directory)
    .map((name) => readFileSync(join(directory, name), 'latin1'))
    .join('\n');
}

function seenNowhere(...secrets: readonly string[]): void {
  for (const secret of secrets) {
    expect(stored()).not.toContain(secret);
    expect(world.bot.output()).not.toContain(secret);
  }
}

it('reach Warmly from a command, and neither the database nor the card nor the log', async () => {
  const ada = world.person('ada');
  const text = 'connect_crm user=ada pin=PINOFCOMMAND apiKey=KEYOFCOMMAND';
  const ts = await world.newThread(revenue, () => ada.command(revenue, '/warmly', text));
  const said = (await world.thread(revenue, ts)).join('\n');
  expect(world.warmly.executions.at(-1)?.input).toEqual({
    user: 'ada',
    pin: 'PINOFCOMMAND',
    apiKey: 'KEYOFCOMMAND',
  });
  expect(said).toContain('user: ada');
  expect(said).toContain('pin: ••••••');
  expect(said).toContain('apiKey: ••••••');
  expect(stored()).toContain('connect_crm');
  seenNowhere('PINOFCOMMAND', 'KEYOFCOMMAND');
});

it('reach Warmly from a form that a half-written command opened', async () => {
  const ada = world.person('ada');
  await ada.command(revenue, '/warmly', 'connect_crm pin=PINOFDRAFT');
  const modal = await openedModal(world.slack, ada);
  seenNowhere('PINOFDRAFT');
  const ts = await world.newThread(revenue, async () => {
    expect(await modal.submit({ User: 'ada', Pin: 'PINOFFORM', 'API key': 'KEYOFFORM' })).toBeUndefined();
  });
  await world.thread(revenue, ts);
  expect(world.warmly.executions.at(-1)?.input).toMatchObject({ pin: 'PINOFFORM', apiKey: 'KEYOFFORM' });
  seenNowhere('PINOFDRAFT', 'PINOFFORM', 'KEYOFFORM');
});

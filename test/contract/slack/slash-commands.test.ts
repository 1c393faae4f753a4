import type { SocketModeClient } from '@slack/socket-mode';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createLocalSlack, type LocalSlack } from '../../../src/playground/slack/local-slack.ts';
import { connectReader } from './event-reader.ts';
import { createManualClock } from './manual-clock.ts';
import { refusal, webClient } from './slack-clients.ts';

let slack: LocalSlack;
let clock: ReturnType<typeof createManualClock>;
let clients: SocketModeClient[];

beforeEach(async () => {
  clock = createManualClock();
  slack = await createLocalSlack({ clock, rateLimits: 'off' });
  clients = [];
});
afterEach(async () => {
  await Promise.all(clients.map((client) => client.disconnect()));
  await slack.stop();
});

const connect = () => connectReader(slack, clients);

it('says visibly that a command reached nobody, or was not answered in three seconds', async () => {
  const person = slack.person('U0BEN');
  await person.command('C0REVENUE', '/warmly', 'help');
  expect(person.ephemerals().at(-1)?.text).toBe('/warmly failed because the app did not respond.');
  const { next } = await connect();
  const typed = person.command('C0REVENUE', '/warmly', 'help');
  const command = await next();
  clock.advance(3000);
  await typed;
  expect(person.ephemerals().at(-1)?.text).toContain('operation_timeout');
  await command.ack({ text: 'too late' });
  expect(person.ephemerals().filter((message) => message.text === 'too late')).toEqual([]);
});

it('carries a command with escaped names, and shows its acknowledgement to one person', async () => {
  const { next } = await connect();
  const typed = slack
    .person('U0BEN')
    .command('C0DEALS', '/warp', 'ask @ada in #random at https://a.example/b "x"');
  const command = await next();
  expect(command.type).toBe('slash_commands');
  expect(command.body).toMatchObject({
    command: '/warp',
    text: 'ask <@U0ADA> in <#C0RANDOM|random> at <https://a.example/b> "x"',
    user_id: 'U0BEN',
    channel_id: 'C0DEALS',
    channel_name: 'privategroup',
    trigger_id: expect.any(String),
  });
  await command.ack({ text: 'on it' });
  await typed;
  expect(slack.person('U0BEN').ephemerals('C0DEALS')).toMatchObject([{ text: 'on it', user: 'U0ERRAND' }]);
  expect(slack.history('C0DEALS')).toEqual([]);
  await slack.person('U0BEN').command('C0DEALS', '/nothing');
  expect(slack.person('U0BEN').ephemerals().at(-1)?.text).toBe('/nothing is not a valid command.');
});

it('takes five posts to a response URL within half an hour', async () => {
  const { next } = await connect();
  const typed = slack.person('U0BEN').command('C0DEALS', '/warp', 'x');
  const command = await next();
  await command.ack();
  await typed;
  const respond = (body: object) =>
    fetch(String(command.body.response_url), { method: 'POST', body: JSON.stringify(body) });
  expect((await respond({ text: 'only you' })).status).toBe(200);
  expect((await respond({ text: 'all', response_type: 'in_channel' })).status).toBe(200);
  expect((await respond({})).status).toBe(500);
  expect(slack.person('U0BEN').ephemerals().at(-1)?.text).toBe('only you');
  expect(slack.history('C0DEALS')).toMatchObject([{ text: 'all', bot_id: 'B0ERRAND' }]);
  await respond({ text: '4' });
  await respond({ text: '5' });
  const sixth = await respond({ text: '6' });
  expect(await sixth.json()).toEqual({ ok: false, error: 'used_url' });

  const later = slack.person('U0BEN').command('C0DEALS', '/warp', 'y');
  const second = await next();
  await second.ack();
  await later;
  clock.advance(31 * 60_000);
  const expired = await fetch(String(second.body.response_url), { method: 'POST', body: '{"text":"late"}' });
  expect(await expired.json()).toEqual({ ok: false, error: 'expired_url' });
});

it('lets a trigger open a view for three seconds', async () => {
  const { next } = await connect();
  const typed = slack.person('U0BEN').command('C0REVENUE', '/warp');
  const command = await next();
  await command.ack();
  await typed;
  clock.advance(3001);
  const title = { type: 'plain_text', text: 'Late' } as const;
  const view = { type: 'modal', title, blocks: [{ type: 'divider' }] } as const;
  const open = webClient(slack).views.open({
    trigger_id: String(command.body.trigger_id),
    view: { ...view, blocks: [...view.blocks] },
  });
  expect(await refusal(open)).toBe('expired_trigger_id');
  expect(slack.person('U0BEN').views()).toEqual([]);
});

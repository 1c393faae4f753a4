import { randomBytes } from 'node:crypto';
import type { BlockAction } from '@slack/bolt';
import { expect, it, vi } from 'vitest';
import { openView } from '../../../src/slack/views/open-view.ts';
import { claimDue } from '../../../src/store/queue.ts';
import { createSealer } from '../../../src/store/sealer.ts';
import type { Store } from '../../../src/store/store.ts';
import { describeEachEngine } from '../../support/each-engine.ts';
import { runOutLeases } from '../../support/stored-jobs.ts';
import {
  ackSpy,
  actionBody,
  type Bot,
  commandBody,
  messageBody,
  SOON,
  startBot,
  startLocalSlack,
} from './set-up.ts';

async function onlyRow(store: Store) {
  return await store.db.selectFrom('inbox').selectAll().executeTakeFirstOrThrow();
}

/** Listens for messages; the first `failures` of them are not dealt with. */
function hearing({ app }: Bot, failures = 0, reason = 'not now'): string[] {
  const heard: string[] = [];
  app.message(({ message }) => {
    heard.push('text' in message ? (message.text ?? '') : '');
    return heard.length > failures ? Promise.resolve() : Promise.reject(new Error(reason));
  });
  return heard;
}

describeEachEngine('deliveries that were stored', (openTestStore) => {
  it('are handled by the next process when the first one died', async () => {
    const store = await openTestStore();
    const slack = await startLocalSlack();
    const dead = await startBot(store, slack);
    await dead.receiver.deliver({ body: messageBody('Ev1', 'hello'), ack: ackSpy() });
    await claimDue(store, 'inbox', { owner: 'dead', leaseMs: 60_000, limit: 1 });
    await runOutLeases(store, 'inbox');
    const next = await startBot(store, slack);
    const heard = hearing(next);
    next.workInbox();
    await vi.waitFor(async () => expect(await onlyRow(store)).toMatchObject({ state: 'done' }), SOON);
    expect(heard).toEqual(['hello']);
  });

  it('reach the listeners of commands with an ack that has already been given', async () => {
    const store = await openTestStore();
    const bot = await startBot(store, await startLocalSlack());
    const texts: string[] = [];
    bot.app.command('/warp', async ({ ack, command }) => {
      await ack();
      texts.push(command.text);
    });
    const ack = ackSpy();
    await bot.receiver.deliver({ body: commandBody('1.2.3'), ack });
    bot.workInbox();
    await vi.waitFor(() => expect(texts).toEqual(['fix it']), SOON);
    expect(ack).toHaveBeenCalledOnce();
  });

  it('are repeated when a listener failed', async () => {
    const store = await openTestStore();
    const bot = await startBot(store, await startLocalSlack());
    const heard = hearing(bot, 1);
    await bot.receiver.deliver({ body: messageBody('Ev1', 'hello'), ack: ackSpy() });
    bot.workInbox();
    await vi.waitFor(async () => expect(await onlyRow(store)).toMatchObject({ state: 'done' }), SOON);
    expect(heard).toEqual(['hello', 'hello']);
    expect(bot.log.join('')).toContain('a delivery could not be handled');
  });

  it('are not parked for what failed the first time, however many processes died over them', async () => {
    const store = await openTestStore();
    const bot = await startBot(store, await startLocalSlack());
    const heard = hearing(bot, 1);
    await bot.receiver.deliver({ body: messageBody('Ev1', 'hello'), ack: ackSpy() });
    await store.db.updateTable('inbox').set({ attempts: 9 }).execute();
    const inbox = bot.workInbox();
    await vi.waitFor(async () => expect((await onlyRow(store)).lastError).not.toBeNull(), SOON);
    expect(await onlyRow(store)).toMatchObject({ state: 'pending' });
    await inbox.stop();
    expect(heard).toEqual(['hello']);
  });

  it('are not parked while it is the database that is in trouble', async () => {
    const store = await openTestStore();
    const bot = await startBot(store, await startLocalSlack());
    hearing(bot, Number.POSITIVE_INFINITY, 'timeout exceeded when trying to connect');
    await bot.receiver.deliver({ body: messageBody('Ev1', 'hello'), ack: ackSpy() });
    await store.db.updateTable('inbox').set({ attempts: 9, lastError: 'before' }).execute();
    const inbox = bot.workInbox();
    await vi.waitFor(async () => expect((await onlyRow(store)).lastError).toBe('internal'), SOON);
    expect(await onlyRow(store)).toMatchObject({ state: 'pending' });
    await inbox.stop();
  });

  it('are parked when a listener fails again and again', async () => {
    const store = await openTestStore();
    const bot = await startBot(store, await startLocalSlack());
    hearing(bot, Number.POSITIVE_INFINITY);
    await bot.receiver.deliver({ body: messageBody('Ev1', 'hello'), ack: ackSpy() });
    await store.db.updateTable('inbox').set({ attempts: 5, lastError: 'errand.unexpected' }).execute();
    bot.workInbox();
    await vi.waitFor(async () => {
      expect(await onlyRow(store)).toMatchObject({ state: 'parked', dueAtMs: null, leaseOwner: null });
    }, SOON);
  });

  it('are parked when the key that they were stored under does not come back', async () => {
    const store = await openTestStore();
    const bot = await startBot(store, await startLocalSlack());
    await bot.receiver.deliver({ body: messageBody('Ev1', 'hello'), ack: ackSpy() });
    const body = createSealer([randomBytes(32)]).seal({ type: 'event_callback' });
    await store.db.updateTable('inbox').set({ body }).execute();
    const inbox = bot.workInbox();
    await vi.waitFor(() => expect(bot.log.join('')).toContain('store.unreadable'), SOON);
    expect(await onlyRow(store)).toMatchObject({ state: 'pending' });
    await store.db.updateTable('inbox').set({ createdAtMs: 1, dueAtMs: 1 }).execute();
    await vi.waitFor(async () => expect(await onlyRow(store)).toMatchObject({ state: 'parked' }), SOON);
    await inbox.stop();
  });

  it('are not repeated when Slack waits for a form no more: nothing brings that back, and the person hears so', async () => {
    const store = await openTestStore();
    const slack = await startLocalSlack();
    const bot = await startBot(store, slack);
    let presses = 0;
    bot.app.action<BlockAction>('press', async ({ body, client }) => {
      presses += 1;
      const title = { type: 'plain_text', text: 'Form' } as const;
      await openView(client, body.trigger_id, { type: 'modal', title, blocks: [{ type: 'divider' }] });
    });
    const body = { ...actionBody('1.2.3'), user: { id: 'U0ADA' }, channel: { id: 'C0REVENUE' } };
    await bot.receiver.deliver({ body, ack: ackSpy() });
    bot.workInbox();
    await vi.waitFor(async () => expect(await onlyRow(store)).toMatchObject({ state: 'done' }), SOON);
    expect(presses).toBe(1);
    expect(slack.person('U0ADA').ephemerals('C0REVENUE')).toMatchObject([
      { text: 'That took too long for Slack to open the form. Nothing was started: try again.' },
    ]);
  });
});

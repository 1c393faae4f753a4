import { sql } from 'kysely';
import { expect, it, onTestFinished, vi } from 'vitest';
import type { Store } from '../../../src/store/store.ts';
import { describeEachEngine } from '../../support/each-engine.ts';
import { ackSpy, actionBody, commandBody, messageBody, SOON, startBot, startLocalSlack } from './set-up.ts';

const inboxRows = (store: Store) => store.db.selectFrom('inbox').selectAll().orderBy('createdAtMs').execute();

/** As when the database cannot be written: until the test ends. */
async function breakInbox(store: Store): Promise<void> {
  await sql`alter table inbox rename to inbox_away`.execute(store.db);
  onTestFinished(async () => void (await sql`alter table inbox_away rename to inbox`.execute(store.db)));
}

describeEachEngine('a delivery from Slack', (openTestStore) => {
  it.each([
    ['an event', messageBody('Ev1', 'hello'), 'event:Ev1'],
    ['a command', commandBody('1.2.3'), 'command:1.2.3'],
    ['a press of a button', actionBody('4.5.6'), 'action:4.5.6'],
  ])('is stored before it is acknowledged: %s', async (_what, body, dedupeKey) => {
    const store = await openTestStore();
    const { receiver } = await startBot(store, await startLocalSlack());
    const storedAtAck: string[] = [];
    const ack = ackSpy();
    ack.mockImplementation(async () => {
      storedAtAck.push(...(await inboxRows(store)).map((row) => row.dedupeKey));
    });
    await receiver.deliver({ body, ack });
    expect(storedAtAck).toEqual([dedupeKey]);
    expect(ack).toHaveBeenCalledExactlyOnceWith();
    const [row, ...more] = await inboxRows(store);
    expect([row?.state, more]).toEqual(['pending', []]);
    // What people typed may hold a password: it is stored sealed.
    expect(row?.body).not.toContain('trigger_id');
    expect(store.sealer.open(row?.body ?? '')).toEqual(body);
  });

  it('that comes twice is acknowledged twice and handled once', async () => {
    const store = await openTestStore();
    const { app, receiver, workInbox, log } = await startBot(store, await startLocalSlack());
    const heard: string[] = [];
    app.message(({ message }) => {
      heard.push('text' in message ? (message.text ?? '') : '');
      return Promise.resolve();
    });
    const [first, second] = [ackSpy(), ackSpy()];
    await receiver.deliver({ body: messageBody('Ev1', 'hello'), ack: first });
    workInbox();
    await vi.waitFor(async () => expect(await inboxRows(store)).toMatchObject([{ state: 'done' }]), SOON);
    await receiver.deliver({ body: messageBody('Ev1', 'hello'), ack: second, retryNum: 1 });
    await receiver.deliver({ body: messageBody('Ev2', 'bye'), ack: ackSpy() });
    await vi.waitFor(() => expect(heard).toEqual(['hello', 'bye']), SOON);
    expect(first).toHaveBeenCalledOnce();
    expect(second).toHaveBeenCalledOnce();
    expect(log.join('')).toContain('double delivery dropped');
    // What people wrote is not kept.
    await vi.waitFor(async () => {
      expect((await inboxRows(store)).map(({ body }) => body)).toEqual(['{}', '{}']);
    }, SOON);
  });

  it('that cannot be stored is refused in words if it is a command, and else not acknowledged', async () => {
    const store = await openTestStore();
    const { receiver } = await startBot(store, await startLocalSlack());
    await breakInbox(store);
    const command = ackSpy();
    await receiver.deliver({ body: commandBody('1.2.3'), ack: command });
    expect(command).toHaveBeenCalledExactlyOnceWith({
      response_type: 'ephemeral',
      text: expect.stringContaining('nothing was started'),
    });
    for (const body of [messageBody('Ev1', 'hello'), actionBody('4.5.6')]) {
      const ack = ackSpy();
      await expect(receiver.deliver({ body, ack })).rejects.toThrow('could not be stored');
      expect(ack).not.toHaveBeenCalled();
    }
  });

  it('that is answered in its acknowledgement is not stored', async () => {
    const store = await openTestStore();
    const { app, receiver } = await startBot(store, await startLocalSlack());
    app.view('form', ({ ack }) => ack({ response_action: 'clear' }));
    const ack = ackSpy();
    const view = { type: 'modal', callback_id: 'form', state: { values: {} }, private_metadata: '' };
    const body = { type: 'view_submission', team: { id: 'T1' }, user: { id: 'U1' }, api_app_id: 'A1', view };
    await receiver.deliver({ body, ack });
    expect(ack).toHaveBeenCalledExactlyOnceWith({ response_action: 'clear' });
    expect(await inboxRows(store)).toEqual([]);
  });
});

import type { App } from '@slack/bolt';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createLocalSlack, type LocalSlack } from '../../../src/playground/slack/local-slack.ts';
import { refusal } from './slack-clients.ts';
import { newSeen, startToolApp } from './tool-app.ts';
import { choice, count, form, press, text } from './tool-form.ts';

describe.each(['socket', 'http'] as const)('over %s', (connection) => {
  let slack: LocalSlack;
  let app: App;
  const seen = newSeen();

  beforeAll(async () => {
    slack = await createLocalSlack({ rateLimits: 'off' });
    app = await startToolApp(slack, seen, connection);
  });
  afterAll(async () => {
    await app.stop();
    await slack.stop();
  });
  beforeEach(async () => {
    for (const view of slack.person('U0ADA').views().toReversed())
      await slack.person('U0ADA').closeView(view.id);
    Object.assign(seen, newSeen());
  });

  async function openForm() {
    await slack.person('U0ADA').command('C0REVENUE', '/warmly');
    const [view] = slack.person('U0ADA').views();
    if (view === undefined) throw new Error('No modal opened.');
    return view;
  }

  it('goes from a command through a modal, its options and its errors to a post', async () => {
    const ada = slack.person('U0ADA');
    const view = await openForm();
    expect(view).toMatchObject({ title: 'Run a tool', submit: 'Run', callbackId: 'form' });
    const place = {
      container: { type: 'view', viewId: view.id },
      blockId: 'tool',
      actionId: 'choose',
    } as const;
    expect(await ada.options({ ...place, query: 'people' })).toEqual({
      options: [{ text: text('find_people'), value: 'find_people' }],
    });
    await ada.act(choice(view.id, 'find_people'));
    expect(await ada.submit(view.id)).toEqual({ errors: { count: 'Please complete this required field.' } });
    expect((await ada.submit(view.id, count('1.5'))).errors).toHaveProperty('count');
    expect((await ada.submit(view.id, count('51'))).errors?.count).toContain('at most 50');
    expect(await ada.submit(view.id, count('13'))).toEqual({ errors: { count: 'Not thirteen.' } });
    expect(ada.views()).toHaveLength(1);
    expect(await ada.submit(view.id, count('12'))).toEqual({});
    expect(ada.views()).toEqual([]);
    const last = await slack.until(() =>
      slack.history('C0REVENUE').find((m) => String(m.text).includes('runs')),
    );
    expect(last.text).toBe('<@U0ADA> runs find_people 12');
  });

  it('keeps what was typed when a view is replaced, and starts new fields with their initial values', async () => {
    const ada = slack.person('U0ADA');
    const view = await openForm();
    let updated: unknown;
    seen.onAction = async ({ viewId, hash }) => {
      const changed = form({ more: true, note: 'another initial value' });
      updated = await app.client.views.update({ view_id: viewId, hash, view: changed });
    };
    const typed = { note: { value: { type: 'plain_text_input', value: 'typed' } }, ...count('7') };
    await ada.act({ ...choice(view.id, 'find_people'), stateValues: typed });
    await slack.until(() => updated !== undefined);
    expect(updated).toMatchObject({
      view: {
        private_metadata: '{"draft":1}',
        state: {
          values: {
            tool: { choose: { selected_option: { value: 'find_people' } } },
            count: { value: { value: '7' } },
            note: { value: { type: 'plain_text_input', value: 'typed' } },
            more: { value: { selected_option: { value: '1' } } },
          },
        },
      },
    });
  });

  it('carries out update, push and clear', async () => {
    const ada = slack.person('U0ADA');
    const view = await openForm();
    await ada.act(choice(view.id, 'find_people'));
    await ada.submit(view.id, count('14'));
    expect(ada.views()[0]?.blocks.map((block) => block.block_id)).toContain('more');
    await ada.submit(view.id, count('15'));
    const [, second] = ada.views();
    expect(second).toBeDefined();
    await ada.act(choice(second?.id ?? '', 'find_people'));
    await ada.submit(second?.id ?? '', count('16'));
    expect(ada.views()).toEqual([]);
  });

  it('tells the app that a modal was closed', async () => {
    const view = await openForm();
    await slack.person('U0ADA').closeView(view.id);
    expect(seen.closed).toEqual([{ id: view.id, is_cleared: false }]);
    const update = app.client.views.update({ view_id: view.id, view: form() });
    expect(await refusal(update)).toBe('not_found');
  });

  it('refuses used and unknown triggers, stale hashes, taken external ids, a fourth modal and bad views', async () => {
    const ada = slack.person('U0ADA');
    const view = await openForm();
    const open = (trigger_id: string, external?: string) =>
      refusal(
        app.client.views.open({ trigger_id, view: external === undefined ? form() : form({ external }) }),
      );
    expect(await open(seen.triggerIds[0] ?? '')).toBe('exchanged_trigger_id');
    expect(await open('1.2.3')).toBe('invalid_trigger_id');
    const stale = app.client.views.update({ view_id: view.id, hash: '0.0', view: form() });
    expect(await refusal(stale)).toBe('hash_conflict');
    const byExternalId = app.client.views.update({
      external_id: 'draft-1',
      view: form({ external: 'draft-1' }),
    });
    expect(await refusal(byExternalId)).toBe('ok');
    const { submit: _, ...withoutSubmit } = form();
    const bad = app.client.views.update({ view_id: view.id, view: withoutSubmit });
    await expect(bad).rejects.toMatchObject({
      data: {
        error: 'invalid_arguments',
        response_metadata: { messages: [expect.stringContaining('submit')] },
      },
    });
    expect(
      await refusal(app.client.views.publish({ user_id: 'U0ADA', view: { type: 'home', blocks: [] } })),
    ).toBe('not_enabled');
    const outcomes: string[] = [];
    seen.onAction = async ({ triggerId }) => {
      if (outcomes.length === 0) outcomes.push(await open(triggerId, 'draft-1'));
      const push = app.client.views.push({ trigger_id: triggerId, view: form() });
      outcomes.push(await refusal(push));
    };
    for (let depth = 1; depth <= 3; depth += 1) {
      await ada.act(press(ada.views().at(-1)?.id ?? ''));
      await slack.until(() => outcomes.length > depth);
    }
    await slack.until(() => outcomes.length === 4);
    expect(outcomes).toEqual(['duplicate_external_id', 'ok', 'ok', 'push_limit_reached']);
  });

  describe('buttons on messages', () => {
    const card = (label: string) => [
      {
        type: 'actions' as const,
        elements: [{ type: 'button' as const, action_id: 'card', text: text(label), value: 'job-1' }],
      },
    ];

    it('sends the click with its message, and the answer replaces it', async () => {
      const posted = await app.client.chat.postMessage({
        channel: 'C0REVENUE',
        text: 'card',
        blocks: card('Stop'),
        metadata: { event_type: 'card', event_payload: { job: 'job-1' } },
      });
      const bodies: unknown[] = [];
      seen.onAction = async ({ body }) => {
        bodies.push(body);
      };
      const ts = posted.ts ?? '';
      await slack.person('U0BEN').clickButton({ channel: 'C0REVENUE', ts, actionId: 'card' });
      const [body] = await slack.until(() => bodies.length > 0 && bodies);
      expect(body).toMatchObject({
        type: 'block_actions',
        user: { id: 'U0BEN', team_id: 'T0ACME' },
        container: { type: 'message', message_ts: ts, channel_id: 'C0REVENUE', is_ephemeral: false },
        channel: { id: 'C0REVENUE', name: 'revenue' },
        message: { ts, metadata: { event_type: 'card' } },
        actions: [{ action_id: 'card', value: 'job-1', type: 'button', text: text('Stop') }],
        response_url: expect.stringContaining('/actions/'),
      });
      const url =
        typeof body === 'object' && body !== null && 'response_url' in body ? String(body.response_url) : '';
      const replaced = { replace_original: true, text: 'stopped' };
      await fetch(url, { method: 'POST', body: JSON.stringify(replaced) });
      expect(slack.thread('C0REVENUE', ts)[0]).toMatchObject({ text: 'stopped' });
      const click = slack.person('U0BEN').clickButton({ channel: 'C0REVENUE', ts, actionId: 'card' });
      await expect(click).rejects.toThrow('no element card');
    });

    it('works on ephemeral messages, for the one who sees them', async () => {
      const blocks = card('Start again');
      await app.client.chat.postEphemeral({ channel: 'C0REVENUE', user: 'U0CARLA', text: 'unclear', blocks });
      const ts = slack.person('U0CARLA').ephemerals().at(-1)?.ts ?? '';
      let clicked: unknown;
      seen.onAction = async ({ body }) => {
        clicked = body;
      };
      await slack.person('U0CARLA').clickButton({ channel: 'C0REVENUE', ts, actionId: 'card' });
      await slack.until(() => clicked !== undefined);
      expect(clicked).toMatchObject({ container: { is_ephemeral: true } });
      const click = slack.person('U0BEN').clickButton({ channel: 'C0REVENUE', ts, actionId: 'card' });
      await expect(click).rejects.toThrow();
    });
  });

  it('refuses what no client can produce: options that are not offered, closed modals, others’ modals', async () => {
    const ada = slack.person('U0ADA');
    const view = await openForm();
    await ada.act(choice(view.id, 'find_people'));
    await ada.submit(view.id, count('14'));
    const wrong = { more: { value: { type: 'static_select', selected_option: { value: '9' } } } };
    await expect(ada.submit(view.id, wrong)).rejects.toThrow('does not offer');
    await expect(slack.person('U0BEN').submit(view.id)).rejects.toThrow('no longer open');
    await expect(ada.act({ ...press(view.id), actionId: 'gone' })).rejects.toThrow('no longer there');
  });
});
